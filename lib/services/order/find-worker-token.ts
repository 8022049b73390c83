import type { TokenActor } from "@/lib/core/access/actor";
import { addMs, type EpochMs, MINUTE_MS } from "@/lib/core/time";
import { canTakePart, isActive, type WorkerState } from "@/lib/core/worker/states";
import type { Database } from "@/lib/db/client";
import { hashToken, WORKER_TOKEN } from "../token/token-text";

/** The worker that a process acts for. */
export interface SignedInWorker {
  readonly tokenId: string;
  readonly agentId: string;
  readonly connectionId: string;
  readonly name: string;
  /** False while the worker is unverified, frozen or quarantined: it may say that it lives, and gets no work. */
  readonly mayWork: boolean;
  readonly actor: TokenActor;
}

/** The last use is written at most once a minute, so that waiting for work does not write. */
const USE_NOTED_MS = MINUTE_MS;

/** Which worker a token belongs to; `null` when it is unknown or revoked, or the worker is retired. */
export async function findWorkerToken(db: Database, text: string, now: EpochMs): Promise<SignedInWorker | null> {
  if (!WORKER_TOKEN.isText(text)) return null;
  const row = await db.workerToken.findUnique({ where: { tokenHash: hashToken(text) } });
  if (!row || row.revokedAt) return null;
  const agent = await db.agent.findUnique({ where: { id: row.agentId }, select: { name: true, state: true } });
  if (!agent || !isActive(agent.state as WorkerState)) return null;
  const stale = new Date(addMs(now, -USE_NOTED_MS));
  if (!row.lastUsedAt || row.lastUsedAt < stale) {
    await db.workerToken.updateMany({
      where: { id: row.id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: stale } }] }, data: { lastUsedAt: new Date(now) },
    });
  }
  return {
    tokenId: row.id, agentId: row.agentId, connectionId: row.connectionId, name: agent.name, mayWork: canTakePart(agent.state as WorkerState),
    actor: { type: "token", id: row.id, name: agent.name, roles: [], steppedUpAt: null },
  };
}
