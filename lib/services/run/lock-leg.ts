import { ok } from "@/lib/core/result";
import type { CreatedEscrow } from "@/lib/purpleflea/commands";
import type { PlatformAnswer } from "@/lib/purpleflea/records";
import { idField } from "@/lib/schemas/fields";
import type { z } from "zod";
import type { CommandSpec } from "../command-spec";
import { lockEscrowInput } from "../escrow/escrow-input";
import { lockEscrowCommand } from "../escrow/lock";
import type { LockPlan } from "../escrow/lock-plan";
import type { LockedEscrow } from "../escrow/record-lock";

export const lockLegInput = lockEscrowInput.extend({ legId: idField("a leg") });

/**
 * *Lock funds* for one leg of a run: the escrow and its leg name each other from before the call on, so that whatever
 * becomes of the reply, the run finds its money. Errors: those of `lockEscrowCommand`.
 */
export const lockLegCommand: CommandSpec<z.output<typeof lockLegInput>, LockPlan, PlatformAnswer<CreatedEscrow>, LockedEscrow> = {
  ...lockEscrowCommand,
  input: lockLegInput,
  prepare: async ({ legId, ...terms }, scope) => {
    const prepared = await lockEscrowCommand.prepare(terms, scope);
    if (!prepared.ok) return prepared;
    const { stage, plan } = prepared.value;
    return ok({
      ...prepared.value,
      stage: async (rows, at) => {
        await stage?.(rows, at);
        const leg = await rows.tx.leg.update({ where: { id: legId }, data: { escrowId: plan.escrowId }, select: { runId: true, pattern: true } });
        await rows.escrows.patch(plan.escrowId, { legId, runId: leg.runId, pattern: leg.pattern });
      },
    });
  },
};
