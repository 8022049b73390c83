"use server";
import { z } from "zod";
import { drainAfter } from "@/app/drain-after";
import { defineAction } from "@/lib/actions/define-action";
import { runCommandAction } from "@/lib/actions/run-command-action";
import { type Failure, ok, type Result } from "@/lib/core/result";
import { annotationSchema } from "@/lib/schemas/annotation";
import { idempotencyKeyField } from "@/lib/schemas/fields";
import { makeWorkerTokenSchema, rateCardSchema, removeRateCardSchema, revokeWorkerTokenSchema, saveWorkerPushSchema, switchWorkerPushSchema } from "@/lib/schemas/order";
import { retireSchema, retryBatchSchema } from "@/lib/schemas/worker";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { saveWorkerPush, switchWorkerPush } from "@/lib/services/order/worker-push";
import { makeWorkerToken, revokeWorkerToken } from "@/lib/services/order/worker-tokens";
import { annotateWorker } from "@/lib/services/worker/annotate-worker";
import { previewSpawn } from "@/lib/services/worker/preview-spawn";
import { removeRateCard, saveRateCard } from "@/lib/services/worker/rate-card";
import { requestSpawn } from "@/lib/services/worker/request-spawn";
import { requestRetirement } from "@/lib/services/worker/retire-worker";
import { retryBatch } from "@/lib/services/worker/retry-batch";
import { rotateKeyCommand } from "@/lib/services/worker/rotate-key";

const spawnForm = z.looseObject({ idempotencyKey: idempotencyKeyField });

/** Reads only: what the form would do as it stands. */
export const previewSpawnAction = defineAction({
  name: "worker.preview", permission: "fleet.read",
  run: async (input: unknown, ctx) => previewSpawn(ctx, (await getCurrentConnection(ctx)).id, input),
});

export const spawnWorkersAction = defineAction({
  name: "worker.spawn", permission: "worker.spawn", schema: spawnForm,
  run: async (input, ctx) => {
    const spawned = await requestSpawn(ctx, (await getCurrentConnection(ctx)).id, input);
    drainAfter();
    return spawned.ok ? spawned : { ...spawned.failure, ok: false as const, outcome: "denied" as const, intentId: null };
  },
});

export const retryBatchAction = defineAction({
  name: "worker.retry", permission: "worker.retry", schema: retryBatchSchema,
  run: async ({ batchId, idempotencyKey }, ctx) => {
    const { id } = await getCurrentConnection(ctx);
    drainAfter();
    return retryBatch(ctx, id, batchId, idempotencyKey);
  },
});

export const rotateKeyAction = defineAction({
  name: "worker.rotateKey", permission: "worker.rotateKey", run: (input, ctx) => runCommandAction(ctx, rotateKeyCommand, input),
});

export const retireWorkerAction = defineAction({
  name: "worker.retire", permission: "worker.retire", schema: retireSchema,
  run: async ({ workerId, escrows, idempotencyKey }, ctx) => {
    const { id } = await getCurrentConnection(ctx);
    drainAfter();
    return requestRetirement(ctx, id, { agentId: workerId, escrows, idempotencyKey });
  },
});

export const annotateWorkerAction = defineAction({
  name: "worker.annotated", permission: "fleet.annotate", schema: annotationSchema,
  run: async ({ id, ...wish }, ctx) => annotateWorker(ctx, (await getCurrentConnection(ctx)).id, id, wish),
});

export const makeWorkerTokenAction = defineAction({
  name: "worker.token.make", permission: "worker.manageTokens", schema: makeWorkerTokenSchema,
  run: async (input, ctx) => makeWorkerToken(ctx, (await getCurrentConnection(ctx)).id, input),
});

export const revokeWorkerTokenAction = defineAction({
  name: "worker.token.revoke", permission: "worker.manageTokens", schema: revokeWorkerTokenSchema,
  run: async ({ tokenId }, ctx) => revokeWorkerToken(ctx, (await getCurrentConnection(ctx)).id, tokenId),
});

export const saveRateCardAction = defineAction({
  name: "worker.rateCard.save", permission: "worker.manageTokens", schema: rateCardSchema,
  run: async ({ workerId, ...terms }, ctx): Promise<Result<null, Failure>> => {
    const saved = await saveRateCard(ctx, (await getCurrentConnection(ctx)).id, workerId, terms);
    return saved.ok ? ok(null) : saved;
  },
});

export const removeRateCardAction = defineAction({
  name: "worker.rateCard.remove", permission: "worker.manageTokens", schema: removeRateCardSchema,
  run: async ({ workerId }, ctx): Promise<Result<{ sentence: string }, Failure>> => {
    const removed = await removeRateCard(ctx, (await getCurrentConnection(ctx)).id, workerId);
    return removed.ok ? ok({ sentence: "The rate card is gone. Only the worker's own process bids from now on." }) : removed;
  },
});

export const saveWorkerPushAction = defineAction({
  name: "worker.push.save", permission: "worker.manageTokens", schema: saveWorkerPushSchema,
  run: async (input, ctx) => saveWorkerPush(ctx, (await getCurrentConnection(ctx)).id, input),
});

export const switchWorkerPushAction = defineAction({
  name: "worker.push.switch", permission: "worker.manageTokens", schema: switchWorkerPushSchema,
  run: async (input, ctx): Promise<Result<{ sentence: string }, Failure>> => {
    const switched = await switchWorkerPush(ctx, (await getCurrentConnection(ctx)).id, input);
    if (!switched.ok) return switched;
    return ok({ sentence: input.on ? "New orders are told from now on." : "No order is told any more; what waited is given up." });
  },
});
