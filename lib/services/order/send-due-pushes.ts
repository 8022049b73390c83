import { addMs, MINUTE_MS, toEpochMs } from "@/lib/core/time";
import { unseal } from "@/lib/db/vault";
import type { ServiceContext } from "../context";
import { nextAttempt } from "../notify/back-off";
import { RECEIVER_TIMEOUT_MS } from "../notify/send-webhook";
import { postSigned } from "../outbound/post-signed";
import { pushSecretPlace } from "./worker-push";

/** One round: all at once, and no more than a few to one address, so that a slow one holds up nobody else. */
const ROUND_MAX = 32;
const ROUND_MAX_EACH = 4;

/** A claimed delivery is nobody else's for this long: longer than any send takes. */
const CLAIM_MS = MINUTE_MS;

interface Due {
  readonly orderId: string;
  readonly agentId: string;
  readonly attempts: number;
  readonly createdAt: Date;
}

/**
 * Tells workers' own addresses of the orders that they may take, and tries again later what failed. At least once: a
 * receiver tells repeats by `orderId`. What was taken, ended or closed meanwhile is not sent any more. Failures are rows and
 * never errors. Answers how many were sent.
 */
export async function sendDuePushes(ctx: ServiceContext): Promise<number> {
  const due = await claim(ctx);
  const errors = await Promise.all(due.map((delivery) => sendOne(ctx, delivery)));
  return errors.filter((error) => error === null).length;
}

/** Takes what is due, the oldest first; a process that dies with it leaves it to the next one a minute later. */
function claim(ctx: ServiceContext): Promise<Due[]> {
  const now = new Date(ctx.now());
  const until = new Date(addMs(ctx.now(), CLAIM_MS));
  return ctx.db.$queryRaw<Due[]>`
    update "PushDelivery" set attempts = attempts + 1, "nextAttemptAt" = ${until} where "orderId" in (
      select d."orderId" from "PushDelivery" d where d.state = 'queued' and d."nextAttemptAt" <= ${now} and d."orderId" in (
        select ranked."orderId" from (
          select "orderId", "nextAttemptAt", row_number() over (partition by "agentId" order by "nextAttemptAt", "orderId") as place
          from "PushDelivery" where state = 'queued' and "nextAttemptAt" <= ${now}
        ) ranked where ranked.place <= ${ROUND_MAX_EACH} order by ranked."nextAttemptAt", ranked."orderId" limit ${ROUND_MAX}
      ) for update of d skip locked
    ) returning "orderId", "agentId", attempts, "createdAt"`;
}

/** `null` when the receiver took it, else why it did not go out. */
async function sendOne(ctx: ServiceContext, due: Due): Promise<string | null> {
  const order = await ctx.db.workOrder.findUnique({ where: { id: due.orderId } });
  const push = await ctx.db.workerPush.findUnique({ where: { agentId: due.agentId } });
  const isOffered = order?.state === "pending" && (order.closesAt === null || order.closesAt.getTime() > ctx.now());
  if (!isOffered || !push?.isOn) return giveUp(ctx, due, isOffered ? "Switched off" : "Taken or ended before it was told");
  const connection = await ctx.db.connection.findUniqueOrThrow({ where: { id: order.connectionId }, select: { mode: true } });
  const sent = await postSigned(ctx, {
    who: "receiver", timeoutMs: RECEIVER_TIMEOUT_MS, answerBytesMax: 0, url: push.url, secret: unseal(ctx.keyring, push.secret, pushSecretPlace(due.agentId)), mode: connection.mode === "sandbox" ? "sandbox" : "live",
    body: JSON.stringify({ event: "order.offered", orderId: order.id, kind: order.kind }),
  });
  const error = sent.ok ? null : sent.failure.message;
  await settle(ctx, due, error);
  return error;
}

async function giveUp(ctx: ServiceContext, { orderId, attempts }: Due, reason: string): Promise<string> {
  await ctx.db.pushDelivery.updateMany({ where: { orderId, attempts, state: "queued" }, data: { state: "given_up", nextAttemptAt: null, lastError: reason } });
  return reason;
}

/** The count of attempts is the claim: a delivery that was queued anew meanwhile is left alone. */
async function settle(ctx: ServiceContext, { orderId, agentId, attempts, createdAt }: Due, error: string | null): Promise<void> {
  const now = ctx.now();
  const again = error === null ? null : nextAttempt(toEpochMs(createdAt.getTime()), attempts, now);
  const data = error === null
    ? { state: "sent", sentAt: new Date(now), nextAttemptAt: null, lastError: null }
    : { state: again === null ? "given_up" : "queued", nextAttemptAt: again === null ? null : new Date(again), lastError: error };
  await ctx.db.pushDelivery.updateMany({ where: { orderId, attempts, createdAt, state: "queued" }, data });
  await ctx.db.workerPush.updateMany({ where: { agentId }, data: { lastError: error, ...(error === null ? { lastSentAt: new Date(now) } : {}) } });
}
