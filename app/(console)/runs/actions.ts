"use server";
import { z } from "zod";
import { drainAfter } from "@/app/drain-after";
import { defineAction } from "@/lib/actions/define-action";
import { optionalTextField } from "@/lib/schemas/fields";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import type { ServiceContext } from "@/lib/services/context";
import { cancelRun, pauseRun, resumeRun } from "@/lib/services/run/control-run";
import { decideReview, REVIEW_DECISIONS } from "@/lib/services/run/decide-review";
import { payPart } from "@/lib/services/run/pay-part";
import { retryLeg } from "@/lib/services/run/retry-leg";
import { withPassword } from "../escrows/with-password";

const id = z.string().min(1).max(64);
const password = z.string().max(500).optional();

/** Every change of a run may have enqueued its next turn. */
async function onConnection<T>(ctx: ServiceContext, act: (connectionId: string) => Promise<T>): Promise<T> {
  const { id: connectionId } = await getCurrentConnection(ctx);
  drainAfter();
  return act(connectionId);
}

export const pauseRunAction = defineAction({
  name: "run.pause", permission: "run.control", schema: z.looseObject({ runId: id }),
  run: ({ runId }, ctx) => onConnection(ctx, (connectionId) => pauseRun(ctx, connectionId, runId)),
});

export const resumeRunAction = defineAction({
  name: "run.resume", permission: "run.control", schema: z.looseObject({ runId: id }),
  run: ({ runId }, ctx) => onConnection(ctx, (connectionId) => resumeRun(ctx, connectionId, runId)),
});

export const cancelRunAction = defineAction({
  name: "run.cancel", permission: "run.control", schema: z.looseObject({ runId: id, reason: optionalTextField("a reason", 300) }),
  run: ({ runId, reason }, ctx) => onConnection(ctx, (connectionId) => cancelRun(ctx, connectionId, { runId, reason })),
});

export const retryLegAction = defineAction({
  name: "run.retryLeg", permission: "run.control", schema: z.looseObject({ legId: id, password }),
  run: ({ legId, password: typed }, ctx, operator) => withPassword({ password: typed }, ctx, operator, (_, acting) =>
    onConnection(acting, (connectionId) => retryLeg(acting, connectionId, { legId }))),
});

export const payPartAction = defineAction({
  name: "run.payPart", permission: "run.control", schema: z.looseObject({ legId: id, amount: z.string().max(40) }),
  run: ({ legId, amount }, ctx) => onConnection(ctx, (connectionId) => payPart(ctx, connectionId, { legId, amount })),
});

export const decideReviewAction = defineAction({
  name: "run.review", permission: "run.review",
  schema: z.looseObject({ legId: id, orderId: id, decision: z.enum(REVIEW_DECISIONS), note: optionalTextField("a note", 2_000), password }),
  run: ({ password: typed, legId, orderId, decision, note }, ctx, operator) => withPassword({ password: typed }, ctx, operator, (_, acting) =>
    onConnection(acting, (connectionId) => decideReview(acting, connectionId, { legId, orderId, decision, note }))),
});
