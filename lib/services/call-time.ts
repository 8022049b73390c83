import type { ConnectionMode } from "@/lib/core/connection/connection-mode";
import { type EpochMs, SECOND_MS } from "@/lib/core/time";
import type { Intent } from "@/lib/db/generated/client";

/** The platform has this long to answer before an intent counts as unknown. */
export const CALL_DEADLINE_MS = 15_000;

/** A request leaves so long before its deadline or not at all: whoever settles the intent may trust that it is not on its way. */
const ARRIVAL_MARGIN_MS = SECOND_MS;

/** How long a call may take now; zero or less when it must not be sent any more. Units: ms. */
export function timeForCall(callDeadlineAt: EpochMs, timeoutMs: number, now: EpochMs): number {
  return Math.min(timeoutMs, callDeadlineAt - now - ARRIVAL_MARGIN_MS);
}

/** The outcome of a call that came too late to be sent. It is settled like a lost reply: somebody may be doing it by now. */
export const NOT_SENT = {
  outcome: "unknown" as const, code: "NOT_SENT",
  message: "The console was too slow to send this in time and held it back. It checks that nothing happened; wait for its result.",
};

/** What is answered while nobody knows. */
export const LOST = { code: "REPLY_LOST", message: "We do not know yet what happened. The console reads the platform until it knows; do not repeat it." };

/** Answers of a gateway: the service behind it may have the request still before it. */
const OF_A_GATEWAY: ReadonlySet<string | null> = new Set(["PlatformFailed", "PlatformAnswerUnreadable"]);

/**
 * A request that timed out, or that a gateway gave up, may still be queued on the platform: "absent" counts only after
 * a while. A broken connection says the same of a live platform, where a load balancer may stand between; the sandbox
 * is one process on this machine and drops what it drops.
 */
export function mayStillArrive(
  { errorCode, callDeadlineAt }: Pick<Intent, "errorCode" | "callDeadlineAt">, mode: ConnectionMode, now: EpochMs,
): boolean {
  if (errorCode === "PlatformTimedOut") return now < callDeadlineAt.getTime() + CALL_DEADLINE_MS;
  const isOpen = OF_A_GATEWAY.has(errorCode) || (mode === "live" && errorCode === "PlatformReplyLost");
  return isOpen && now < callDeadlineAt.getTime();
}
