import type { RandomBytes } from "@/lib/core/ids";

const PREFIX = "pfw_";
const SHAPE = /^pfw_[A-Za-z0-9_-]{43}$/;

/** A new worker token: 32 random bytes behind a prefix that differs from that of a reading token. */
export function newWorkerTokenText(random: RandomBytes): string {
  return `${PREFIX}${Buffer.from(random(32)).toString("base64url")}`;
}

/** True for text that could be a worker token. */
export function isWorkerTokenText(text: string): boolean {
  return SHAPE.test(text);
}

/** What a person tells worker tokens apart by. */
export function workerTokenHint(text: string): string {
  return `${PREFIX}…${text.slice(-4)}`;
}
