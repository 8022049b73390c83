import { randomUUID } from "node:crypto";
import { bucketsOf, type LimitBucket, type LimitedRequest, type RouteLimits } from "@/lib/core/connection/declared-limits";
import { decidePermit, EMPTY_PACING, type PacingState, type PermitAnswer, withoutTicket } from "@/lib/core/connection/pacing";
import { type Clock, type EpochMs, HOUR_MS, toEpochMs } from "@/lib/core/time";
import type { Database } from "@/lib/db/client";

/** Waits until a request may be sent. `fairnessKey` is whoever must not be kept waiting by others: a worker's account. */
export type Pacer = (request: LimitedRequest, fairnessKey: string, signal?: AbortSignal) => Promise<void>;

export type PacerSleep = (delayMs: number, signal?: AbortSignal) => Promise<void>;

interface BucketRow {
  readonly state: PacingState;
  readonly version: number;
}

/**
 * One pacer for a connection: at most 80 % of each declared limit, over all processes on this database, fair between
 * keys. Without a declared limit it asks nothing of the database.
 * Errors: the reason of the signal, when the caller gave up; its place in the queue is then given back.
 */
export function createPacer(
  db: Database, connectionId: string, declaredLimits: RouteLimits, clock: Clock, sleep: PacerSleep,
): Pacer {
  const queues = new Map<string, Promise<unknown>>();
  const store: BucketStore = { db, connectionId, clock, queues };
  return async (request, fairnessKey, signal) => {
    for (const bucket of bucketsOf(declaredLimits, request, fairnessKey)) {
      const id = `${connectionId} ${bucket.id}`;
      const ticketId = randomUUID();
      try {
        await waitForTurn(store, { id, bucket, ticketId, fairnessKey }, sleep, signal);
      } catch (error) {
        if (signal?.aborted) await change(store, id, (state) => ({ state: withoutTicket(state, ticketId), result: null }));
        throw error;
      }
    }
  };
}

/** Where the counts of one connection are; `queues` lets one change of a count at a time leave this process. */
interface BucketStore {
  readonly db: Database;
  readonly connectionId: string;
  readonly clock: Clock;
  readonly queues: Map<string, Promise<unknown>>;
}

interface Turn {
  readonly id: string;
  readonly bucket: LimitBucket;
  readonly ticketId: string;
  readonly fairnessKey: string;
}

async function waitForTurn(store: BucketStore, turn: Turn, sleep: PacerSleep, signal: AbortSignal | undefined): Promise<void> {
  for (;;) {
    signal?.throwIfAborted();
    const answer = await change(store, turn.id, (state, now): { state: PacingState; result: PermitAnswer } => {
      const decided = decidePermit(state, { ticketId: turn.ticketId, key: turn.fairnessKey, now, limit: turn.bucket.limit });
      return { state: decided.state, result: decided };
    });
    if (answer.isGranted) return;
    await sleep(answer.waitMs, signal);
  }
}

type Decide<T> = (state: PacingState, now: EpochMs) => { readonly state: PacingState; readonly result: T };

/** One change after the other within this process: only other processes can be faster then. */
function change<T>(store: BucketStore, id: string, decide: Decide<T>): Promise<T> {
  const { queues } = store;
  const before = queues.get(id) ?? Promise.resolve();
  const work = before.then(() => changeRow(store, id, decide), () => changeRow(store, id, decide));
  queues.set(id, work);
  const leave = () => {
    if (queues.get(id) === work) queues.delete(id);
  };
  work.then(leave, leave);
  return work;
}

/** Reads, decides and writes in one statement that does nothing when another process was faster; then all of it again. */
async function changeRow<T>({ db, connectionId, clock }: BucketStore, id: string, decide: Decide<T>): Promise<T> {
  for (;;) {
    const [row] = await db.$queryRaw<BucketRow[]>`SELECT "state", "version" FROM "RateBucket" WHERE "id" = ${id}`;
    const now = clock();
    const { state, result } = decide(row?.state ?? EMPTY_PACING, now);
    const json = JSON.stringify(state);
    const written = await db.$queryRaw<{ version: number }[]>`
      INSERT INTO "RateBucket" ("id", "connectionId", "state", "version", "updatedAt")
      VALUES (${id}, ${connectionId}, ${json}::jsonb, 1, ${new Date(now)})
      ON CONFLICT ("id") DO UPDATE
        SET "state" = EXCLUDED."state", "version" = "RateBucket"."version" + 1, "updatedAt" = EXCLUDED."updatedAt"
        WHERE "RateBucket"."version" = ${row?.version ?? 0}
      RETURNING "version"`;
    if (written.length > 0) return result;
  }
}

/** Forgets counts that nobody added to for an hour: limits per escrow leave one row each. Returns how many. */
export async function deleteIdleBuckets(db: Database, now: EpochMs): Promise<number> {
  const { count } = await db.rateBucket.deleteMany({ where: { updatedAt: { lt: new Date(toEpochMs(now - HOUR_MS)) } } });
  return count;
}
