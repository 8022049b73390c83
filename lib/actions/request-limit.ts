import { type Clock, MINUTE_MS, SECOND_MS } from "@/lib/core/time";
import type { Database } from "@/lib/db/client";
import { reserveRequests } from "@/lib/db/rows/request-rows";

/** Requests a token may send in a minute, to all processes of the console together. */
export const REQUESTS_PER_MINUTE = 600;

/** So many a process lets in without asking the others: a worker that waits and beats sends ten a minute. */
export const UNCOUNTED_MAX = 30;
/** So many a process takes at once when it asks, so that asking costs a fraction of answering. */
const CHUNK = 30;
const CALLERS_MAX = 20_000;

/** One caller's minute as this process sees it. */
interface Minute {
  startedAt: number;
  sent: number;
  /** Taken out of the minute that all processes share. */
  counted: number;
  isOver: boolean;
  asking: Promise<void> | null;
}

/** Counts one request. Answers the seconds to wait when it is one too many, else `null`. */
export type RequestLimit = (callerId: string) => Promise<number | null>;

/**
 * A limit that holds over all processes on one database. The first requests of a minute cost nothing; whoever sends more has
 * them all counted, in chunks that one statement takes for this process. So a caller may exceed the limit by what each
 * further process lets in uncounted, and by no more.
 */
export function createRequestLimit(db: Database, now: Clock): RequestLimit {
  const minutes = new Map<string, Minute>();
  return async (callerId) => {
    const minute = openMinute(minutes, callerId, now());
    minute.sent += 1;
    const place = minute.sent;
    while (place > Math.max(UNCOUNTED_MAX, minute.counted)) {
      if (minute.isOver) return Math.max(1, Math.ceil((minute.startedAt + MINUTE_MS - now()) / SECOND_MS));
      minute.asking ??= ask(db, callerId, minute, now()).finally(() => (minute.asking = null));
      await minute.asking;
    }
    return null;
  };
}

function openMinute(minutes: Map<string, Minute>, callerId: string, now: number): Minute {
  const known = minutes.get(callerId);
  if (known && isCurrent(known, now)) return known;
  if (minutes.size >= CALLERS_MAX) for (const [id, minute] of minutes) if (!isCurrent(minute, now)) minutes.delete(id);
  const fresh: Minute = { startedAt: now, sent: 0, counted: 0, isOver: false, asking: null };
  minutes.set(callerId, fresh);
  return fresh;
}

function isCurrent({ startedAt }: Minute, now: number): boolean {
  return Math.abs(now - startedAt) < MINUTE_MS;
}

async function ask(db: Database, callerId: string, minute: Minute, now: number): Promise<void> {
  const wanted = minute.sent - minute.counted + CHUNK - 1;
  const { startedAt, granted } = await reserveRequests(db, { callerId, wanted, max: REQUESTS_PER_MINUTE, windowMs: MINUTE_MS, now });
  minute.startedAt = startedAt;
  minute.counted += granted;
  minute.isOver = granted < wanted;
}
