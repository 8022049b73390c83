import { fail, ok } from "@/lib/core/result";
import type { CreatedEscrow } from "@/lib/purpleflea/commands";
import type { PlatformAnswer } from "@/lib/purpleflea/records";
import type { Tx } from "@/lib/db/client";
import { query, sql } from "@/lib/db/query";
import { idField } from "@/lib/schemas/fields";
import { z } from "zod";
import type { CommandSpec } from "../command-spec";
import { lockEscrowInput } from "../escrow/escrow-input";
import { lockEscrowCommand } from "../escrow/lock";
import type { LockPlan } from "../escrow/lock-plan";
import type { LockedEscrow } from "../escrow/record-lock";

export const lockLegInput = lockEscrowInput.extend({ legId: idField("a leg"), attempt: z.int() });

/**
 * *Lock funds* for one leg of a run: the escrow and its leg name each other from before the call on, so that whatever
 * becomes of the reply, the run finds its money. A leg that has moved on since this attempt was decided gets no money: the
 * call may come from a process that was thought dead. Errors: those of `lockEscrowCommand`, `LEG_MOVED_ON`.
 */
export const lockLegCommand: CommandSpec<z.output<typeof lockLegInput>, LockPlan, PlatformAnswer<CreatedEscrow>, LockedEscrow> = {
  ...lockEscrowCommand,
  input: lockLegInput,
  prepare: async ({ legId, attempt, ...terms }, scope) => {
    const [leg] = await query<LockedLeg>(scope.tx, sql`select state, attempt, "escrowId", "runId", pattern from "Leg" where id = ${legId} for no key update`);
    if (leg?.state !== "locking" || leg.attempt !== attempt || !(await isWithoutMoney(scope.tx, leg.escrowId))) {
      return fail({ code: "LEG_MOVED_ON", message: "This leg has moved on. Nothing was sent." });
    }
    const prepared = await lockEscrowCommand.prepare(terms, scope);
    if (!prepared.ok) return prepared;
    const { stage, plan } = prepared.value;
    return ok({
      ...prepared.value,
      stage: async (rows, at) => {
        await stage?.(rows, at);
        await query(rows.tx, sql`update "Leg" set "escrowId" = ${plan.escrowId} where id = ${legId}`);
        await rows.escrows.patch(plan.escrowId, { legId, runId: leg.runId, pattern: leg.pattern });
      },
    });
  },
};

interface LockedLeg { readonly state: string; readonly attempt: number; readonly escrowId: string | null; readonly runId: string; readonly pattern: string }

/** An earlier try of the same attempt may have left an escrow that never held anything. */
async function isWithoutMoney(tx: Tx, escrowId: string | null): Promise<boolean> {
  if (escrowId === null) return true;
  const escrow = await tx.escrow.findUnique({ where: { id: escrowId }, select: { state: true } });
  return escrow?.state === "cancelled";
}
