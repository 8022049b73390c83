import { createHash } from "node:crypto";

/**
 * The opaque reference of an intent for a description that strangers can read: `GET /escrow/:id` is public on the
 * published services (transcript section 3, 2026-11-20), so nothing of ours may be told by it.
 */
export function publicReference(idempotencyKey: string): string {
  return `ref ${createHash("sha256").update(idempotencyKey).digest("hex").slice(0, 20)}`;
}

/** The description with its reference at the end; a retry of the same intent gives the same text. */
export function withReference(description: string, idempotencyKey: string): string {
  return `${description.trim()} [${publicReference(idempotencyKey)}]`.trim();
}

/** True when a description that was read back carries the reference of this intent. */
export function carriesReference(description: string, idempotencyKey: string): boolean {
  return description.endsWith(`[${publicReference(idempotencyKey)}]`);
}
