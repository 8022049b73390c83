/**
 * Prefixed, time-sortable, opaque ids. The 16 bytes follow UUID version 7 and are written in Crockford base 32,
 * so the text order is the time order. Time and random bytes are arguments: the core reads neither.
 */
import { TypeID } from "typeid-js";
import type { EpochMs } from "./time";

export const ID_PREFIXES = {
  operator: "opr", session: "ses", connection: "con", capability: "cap", agent: "agt", account: "acc", key: "key",
  batch: "bat", wallet: "wal", walletEntry: "wen", policy: "pol", reservation: "res", escrow: "esw", escrowEvent: "eve",
  intent: "int", audit: "aud", cost: "cst", commission: "com", alert: "alr", token: "tok", delivery: "dlv", request: "req",
  order: "wor", workerToken: "wtk", run: "run", leg: "leg", bid: "bid", runEvent: "rev", runTemplate: "rtp", rateCard: "rat",
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/** An id of ours; platform ids are plain strings kept verbatim as `upstreamId`. */
export type Id<K extends IdKind = IdKind> = string & { readonly __id: K };

/** Sixteen random bytes from the edge that owns randomness. */
export type RandomBytes = (size: number) => Uint8Array;

/** Makes a new id from an instant and random bytes. */
export function newId<K extends IdKind>(kind: K, at: EpochMs, random: RandomBytes): Id<K> {
  const bytes = new Uint8Array(random(16).slice(0, 16));
  let rest = BigInt(at);
  for (let index = 5; index >= 0; index--) {
    bytes[index] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return TypeID.fromUUIDBytes(ID_PREFIXES[kind], bytes).toString() as string as Id<K>;
}

/** True when the text has the shape of an id of this kind. */
export function isId<K extends IdKind>(kind: K, text: string): text is Id<K> {
  return new RegExp(`^${ID_PREFIXES[kind]}_[0-7][0-9a-hjkmnp-tv-z]{25}$`).test(text);
}
