import type { WireReply } from "../operations";
import type { PlatformAnswer } from "../records";

/** The value in our words, with the reply's clock and redacted record. */
export function answer<T>(reply: WireReply<unknown>, value: T): PlatformAnswer<T> {
  return { value, platformAt: reply.platformAt, raw: reply.raw };
}
