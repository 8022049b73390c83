import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** Requests a token may send to one process in a minute. */
export const REQUESTS_PER_MINUTE = 600;

// Next bundles routes apart; the process still has one count for each token.
const shared = globalThis as typeof globalThis & { consoleApiLimit?: RateLimiterMemory };

/** Counts one request of a token. Answers the seconds to wait when it is one too many, else `null`. */
export async function countRequest(tokenId: string): Promise<number | null> {
  shared.consoleApiLimit ??= new RateLimiterMemory({ points: REQUESTS_PER_MINUTE, duration: 60 });
  try {
    await shared.consoleApiLimit.consume(tokenId);
    return null;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
  }
}
