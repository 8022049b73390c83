"use server";
import { z } from "zod";
import { defineAction } from "@/lib/actions/define-action";
import { runCommandAction } from "@/lib/actions/run-command-action";
import { annotationSchema } from "@/lib/schemas/annotation";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { advanceSandboxClock } from "@/lib/services/escrow/advance-sandbox-clock";
import { annotateEscrow } from "@/lib/services/escrow/annotate-escrow";
import { cancelEscrowCommand } from "@/lib/services/escrow/cancel";
import { completeEscrowCommand } from "@/lib/services/escrow/complete";
import { disputeEscrowCommand } from "@/lib/services/escrow/dispute";
import { findEscrowOfIntent } from "@/lib/services/escrow/find-by-intent";
import { searchParties } from "@/lib/services/escrow/list-parties";
import { releaseEscrowCommand } from "@/lib/services/escrow/release";
import { lockWithOrderCommand } from "@/lib/services/order/lock-with-order";
import { withPassword } from "./with-password";

/** An unknown outcome leads to the escrow's page too: it says what is known and what is checked next. */
export const lockEscrowAction = defineAction({
  name: "escrow.lock", permission: "escrow.lock",
  run: (form, ctx, operator) => withPassword(form, ctx, operator, async (input, acting) => {
    const result = await runCommandAction(acting, lockWithOrderCommand, input);
    if (result.ok) return { escrowId: result.output.escrowId };
    const escrowId = result.outcome === "unknown" ? await findEscrowOfIntent(acting, result.intentId) : null;
    return escrowId ? { escrowId } : result;
  }),
});

export const completeEscrowAction = defineAction({
  name: "escrow.complete", permission: "escrow.complete", run: (form, ctx) => runCommandAction(ctx, completeEscrowCommand, form),
});

export const releaseEscrowAction = defineAction({
  name: "escrow.release", permission: "escrow.release",
  run: (form, ctx, operator) =>
    withPassword(form, ctx, operator, (input, acting) => runCommandAction(acting, releaseEscrowCommand, input)),
});

export const cancelEscrowAction = defineAction({
  name: "escrow.cancel", permission: "escrow.cancel", run: (form, ctx) => runCommandAction(ctx, cancelEscrowCommand, form),
});

export const disputeEscrowAction = defineAction({
  name: "escrow.dispute", permission: "escrow.dispute", run: (form, ctx) => runCommandAction(ctx, disputeEscrowCommand, form),
});

export const searchPartiesAction = defineAction({
  name: "escrow.searchParties", permission: "fleet.read", schema: z.object({ q: z.string().max(120) }),
  run: async ({ q }, ctx) => searchParties(ctx, (await getCurrentConnection(ctx)).id, q),
});

export const advanceClockAction = defineAction({
  name: "sandbox.clock", permission: "sandbox.control", schema: z.object({ seconds: z.number().int() }),
  run: async ({ seconds }, ctx) => advanceSandboxClock(ctx, (await getCurrentConnection(ctx)).id, seconds),
});

export const annotateEscrowAction = defineAction({
  name: "escrow.annotated", permission: "fleet.annotate", schema: annotationSchema,
  run: async ({ id, ...wish }, ctx) => annotateEscrow(ctx, (await getCurrentConnection(ctx)).id, id, wish),
});
