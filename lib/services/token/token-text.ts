import { createHash } from "node:crypto";
import type { RandomBytes } from "@/lib/core/ids";

/** How the tokens of one kind are written: 32 random bytes behind a prefix that logs and secret scanners know. */
export interface TokenKind {
  make(random: RandomBytes): string;
  /** True for text that could be a token of this kind. */
  isText(text: string): boolean;
  /** What a person tells tokens apart by: the last four characters. */
  hint(text: string): string;
}

/** Reads the API, and works in it as far as its scopes go. */
export const API_TOKEN = tokenKind("pfc_");

/** Takes the orders of one worker for that worker's own process. */
export const WORKER_TOKEN = tokenKind("pfw_");

function tokenKind(prefix: string): TokenKind {
  const shape = new RegExp(`^${prefix}[A-Za-z0-9_-]{43}$`);
  return {
    make: (random) => `${prefix}${Buffer.from(random(32)).toString("base64url")}`,
    isText: (text) => shape.test(text),
    hint: (text) => `${prefix}…${text.slice(-4)}`,
  };
}

/** What is stored: 256 random bits need no salt and no slow hash. */
export function hashToken(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
