import { type EpochMs, MINUTE_MS, SECOND_MS, addMs } from "@/lib/core/time";

/** A claim holds this long without a sign of its worker. */
export const LEASE_MS = 2 * MINUTE_MS;

/** After so many claims without a result nobody is asked again. */
export const ATTEMPTS_MAX = 5;

/** How long one claim may take in all, in seconds: an hour where the order names nothing else, a day at most. */
export const ATTEMPT_SECONDS_DEFAULT = 3_600;
export const ATTEMPT_SECONDS_MAX = 86_400;

/** A worker that sends heartbeats counts as stale this long after its last one. */
export const HEARTBEAT_LIMIT_MS = 90 * SECOND_MS;

/** Until when a claim holds: the lease from the last sign on, but never beyond the time of the whole attempt. */
export function leaseUntil(claimedAt: EpochMs, signAt: EpochMs, attemptSeconds: number): EpochMs {
  const end = addMs(claimedAt, attemptSeconds * SECOND_MS);
  const lease = addMs(signAt, LEASE_MS);
  return lease < end ? lease : end;
}

/** What a claim that was not kept alive becomes, after so many claims. */
export function afterLapse(attempts: number): "lapse" | "exhaust" {
  return attempts >= ATTEMPTS_MAX ? "exhaust" : "lapse";
}
