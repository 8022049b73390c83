import { createHash } from "node:crypto";
import type { RandomBytes } from "@/lib/core/ids";

const PREFIX = "pfc_";
const SHAPE = /^pfc_[A-Za-z0-9_-]{43}$/;

/** A new token: 32 random bytes behind the prefix that logs and secret scanners know. */
export function newTokenText(random: RandomBytes): string {
  return `${PREFIX}${Buffer.from(random(32)).toString("base64url")}`;
}

/** True for text that could be a token of ours. */
export function isTokenText(text: string): boolean {
  return SHAPE.test(text);
}

/** What is stored: 256 random bits need no salt and no slow hash. */
export function hashToken(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** What a person tells tokens apart by: the last four characters. */
export function tokenHint(text: string): string {
  return `${PREFIX}…${text.slice(-4)}`;
}
