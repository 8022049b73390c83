import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { fromDate, fromDateOrNull } from "@/lib/core/time";
import type { WorkerPush } from "@/lib/core/worker/worker-view";
import type { Tx } from "@/lib/db/client";
import { type SecretPlace, seal } from "@/lib/db/vault";
import type { ServiceContext } from "../context";
import { newSigningSecret } from "../outbound/sign-body";
import { changeWorker } from "../worker/change-worker";

/** Where the signing secret of a worker's address is sealed. */
export function pushSecretPlace(agentId: string): SecretPlace {
  return { table: "WorkerPush", id: agentId, column: "secret" };
}

/** The push address of a worker, or `null` when it has none. */
export async function getWorkerPush(ctx: Pick<ServiceContext, "db">, agentId: string): Promise<WorkerPush | null> {
  const [row, waiting] = await Promise.all([
    ctx.db.workerPush.findUnique({ where: { agentId }, omit: { secret: true } }),
    ctx.db.pushDelivery.count({ where: { agentId, state: "queued" } }),
  ]);
  return row && {
    url: row.url, isOn: row.isOn, changedBy: row.changedBy, changedAt: fromDate(row.changedAt), lastError: row.lastError, waiting,
    lastSentAt: fromDateOrNull(row.lastSentAt),
  };
}

/** `secret` is the signing secret when a new one was made, and then for the only time; else `null`. */
export interface SavedPush {
  readonly secret: string | null;
}

/**
 * Says where a worker's process hears of its orders, and switches that on. The first address, another host or `newSecret`
 * makes a new secret. Errors: `FORBIDDEN`, `NOT_FOUND`, `BAD_ADDRESS`.
 */
export async function saveWorkerPush(
  ctx: ServiceContext, connectionId: string, { workerId, url, newSecret }: { workerId: string; url: string; newSecret: boolean },
): Promise<Result<SavedPush, Failure>> {
  return changeWorker(ctx, { connectionId, agentId: workerId, action: "worker.push.save" }, async (tx, name) => {
    const address = ctx.outbound.check(url, await readMode(tx, connectionId));
    if (!address.ok) return address;
    const before = await tx.workerPush.findUnique({ where: { agentId: workerId }, select: { url: true, isOn: true } });
    const isOtherHost = before === null || new URL(before.url).host !== address.value.host;
    const secret = newSecret || isOtherHost ? newSigningSecret(ctx.random) : null;
    const change = {
      url: address.value.href, isOn: true, changedBy: ctx.actor.name, changedAt: new Date(ctx.now()), lastError: null,
      ...(secret ? { secret: seal(ctx.keyring, secret, pushSecretPlace(workerId)) } : {}),
    };
    // Without a row there is a new secret: the first address is another host.
    await tx.workerPush.upsert({ where: { agentId: workerId }, create: { agentId: workerId, connectionId, secret: "", ...change }, update: change });
    return ok({
      value: { secret }, summary: `${name} hears of its orders at ${address.value.host}${secret ? ", with a new secret" : ""}`,
      after: { url: withoutQuery(change.url), on: true, newSecret: secret !== null }, ...(before ? { before: { url: withoutQuery(before.url), on: before.isOn } } : {}),
    });
  });
}

/** Switches the push of a worker on or off. Off, what waits for it is given up. Errors: `FORBIDDEN`, `NOT_FOUND`, `NO_ADDRESS`. */
export async function switchWorkerPush(
  ctx: ServiceContext, connectionId: string, { workerId, on }: { workerId: string; on: boolean },
): Promise<Result<{ readonly on: boolean }, Failure>> {
  return changeWorker(ctx, { connectionId, agentId: workerId, action: "worker.push.switch" }, async (tx, name) => {
    const before = await tx.workerPush.findUnique({ where: { agentId: workerId }, select: { isOn: true } });
    if (!before) return fail({ code: "NO_ADDRESS", message: "There is no address yet. Nothing was changed. Enter one first." });
    await tx.workerPush.update({ where: { agentId: workerId }, data: { isOn: on, changedBy: ctx.actor.name, changedAt: new Date(ctx.now()) } });
    if (!on) await tx.pushDelivery.updateMany({ where: { agentId: workerId, state: "queued" }, data: { state: "given_up", nextAttemptAt: null, lastError: "Switched off" } });
    return ok({ value: { on }, summary: `Signed push for ${name} switched ${on ? "on" : "off"}`, before: { on: before.isOn }, after: { on } });
  });
}

async function readMode(tx: Tx, connectionId: string): Promise<"sandbox" | "live"> {
  const { mode } = await tx.connection.findUniqueOrThrow({ where: { id: connectionId }, select: { mode: true } });
  return mode === "sandbox" ? "sandbox" : "live";
}

/** A query of a receiver's address often is its password. */
function withoutQuery(address: string): string {
  const url = new URL(address);
  return `${url.origin}${url.pathname}${url.search ? "?…" : ""}`;
}
