import { addMs, type EpochMs, MINUTE_MS } from "@/lib/core/time";
import { Refusal } from "./refusal";

const BUCKETS_MAX = 50_000;

interface Bucket {
  readonly startedAt: EpochMs;
  count: number;
}

/** The published counter: by full path and address, in a fixed window of 60 s, with no header that says so. */
export class RateLimits {
  private buckets = new Map<string, Bucket>();

  /** Refuses with 429 above the limit. */
  count(path: string, address: string, limit: number, now: EpochMs): void {
    if (this.overflow(`${path}\u0000${address}`, limit, now) === null) return;
    throw new Refusal(429, "rate_limited", `Too many requests. Limit: ${limit} per 60s`);
  }

  /** Counts one request; above the limit gives the end of the window. */
  overflow(key: string, limit: number, now: EpochMs): EpochMs | null {
    const bucket = this.buckets.get(key);
    if (!bucket || now - bucket.startedAt >= MINUTE_MS) {
      if (this.buckets.size >= BUCKETS_MAX) this.buckets.clear();
      this.buckets.set(key, { startedAt: now, count: 1 });
      return null;
    }
    bucket.count += 1;
    return bucket.count > limit ? addMs(bucket.startedAt, MINUTE_MS) : null;
  }

  clear(): void {
    this.buckets.clear();
  }
}
