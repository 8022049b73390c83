import { actorCan } from "@/lib/core/access/actor";
import { SECOND_MS } from "@/lib/core/time";
import { formatDuration } from "@/lib/format/durations";
import { appendAudit } from "../audit/append-audit";
import { getConnection } from "../connection/load-connection";
import { readConnection } from "../connection/read-connection";
import { sandboxControl, sandboxOrigin } from "../connection/sandbox-control";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";
import { syncDueEscrows } from "./sync-due-escrows";

/** One move of the clock is at most the longest time-out of an escrow. */
export const ADVANCE_SECONDS_MAX = 720 * 3_600 + 60;

/**
 * Moves a sandbox's clock forward, then reads its clock and every escrow that fell due. Returns how many had news.
 * Errors: `FORBIDDEN`, `INVALID` on a live connection or for a length out of bounds, `UPSTREAM_REJECTED`.
 */
export async function advanceSandboxClock(ctx: ServiceContext, connectionId: string, seconds: number): Promise<{ changed: number }> {
  if (!actorCan(ctx.actor, "sandbox.control")) throw new ServiceError("FORBIDDEN", "Your roles do not allow this. The clock was not moved.");
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > ADVANCE_SECONDS_MAX) {
    throw new ServiceError("INVALID", "The clock moves forward by 1 second to 30 days at a time. It was not moved.");
  }
  const connection = await getConnection(ctx.db, connectionId);
  if (connection.mode !== "sandbox") throw new ServiceError("INVALID", "Only a sandbox has a clock that can be moved. Nothing was done.");
  const origin = sandboxOrigin(connection.baseUrls as Record<string, string>);
  await sandboxControl(ctx, origin, { method: "POST", path: "clock", body: { advanceSeconds: seconds } });
  await ctx.db.$transaction((tx) => appendAudit(tx, ctx, {
    connectionId, action: "sandbox.clock", result: "recorded", subject: { type: "connection", id: connectionId, name: connection.name },
    summary: `The sandbox's clock was moved forward by ${formatDuration(seconds * SECOND_MS)}`,
  }));
  await readConnection(ctx, connectionId);
  return { changed: await syncDueEscrows(ctx, connectionId) };
}
