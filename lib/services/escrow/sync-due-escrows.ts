import { MINUTE_MS } from "@/lib/core/time";
import type { ServiceContext } from "../context";
import { platformTime } from "./escrow-row";
import { syncEscrow } from "./sync-escrow";

/** An open escrow is read at least this often. */
const READ_EVERY_MS = 5 * MINUTE_MS;
const PARALLEL = 8;

/**
 * Reads the escrows that may have changed without us, oldest deadline first: those past their deadline by the
 * platform's clock (at once, then less and less often while the platform has not acted), those whose record a refusal
 * proved old, and open ones not read for five minutes. Returns how many had news. Stops when the platform is silent.
 */
export async function syncDueEscrows(ctx: ServiceContext, connectionId: string, batchMax = 100): Promise<number> {
  const now = new Date(await platformTime(ctx.db, connectionId, ctx.now()));
  const stale = new Date(now.getTime() - READ_EVERY_MS);
  // Each half has an index of its own; as one condition they would be looked for through the whole history.
  const due = await ctx.db.$queryRaw<{ id: string }[]>`
    select id from (
      select id, "deadlineAt" from "Escrow"
      where "connectionId" = ${connectionId} and state in ('created', 'locked', 'completed', 'disputed', 'unrecognised') and "upstreamId" is not null
        and ("readAt" is null or "readAt" < ${stale})
      union
      select id, "deadlineAt" from "Escrow"
      where "connectionId" = ${connectionId} and state in ('created', 'locked', 'completed', 'unrecognised') and "upstreamId" is not null and "deadlineAt" <= ${now}
        and ("readAt" < "deadlineAt" or "readAt" + least(interval '60 seconds', greatest(interval '2 seconds', (${now}::timestamptz - "deadlineAt") / 4)) <= ${now})
    ) due order by "deadlineAt" asc nulls last, id limit ${batchMax}`;
  let changed = 0;
  for (let first = 0; first < due.length; first += PARALLEL) {
    const outcomes = await Promise.all(due.slice(first, first + PARALLEL).map(({ id }) => syncEscrow(ctx, id)));
    changed += outcomes.filter((outcome) => outcome === "changed").length;
    if (outcomes.every((outcome) => outcome === "silent")) break;
  }
  return changed;
}
