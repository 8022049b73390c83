import { createHmac } from "node:crypto";
import { sha256 } from "../random";

export interface Proof {
  readonly serverSeed: string;
  readonly serverSeedHash: string;
  readonly clientSeed: string;
  readonly nonce: number;
  readonly resultHash: string;
}

export function resultHash(serverSeed: string, clientSeed: string, nonce: number): string {
  return createHmac("sha256", serverSeed).update(`${clientSeed}:${nonce}`).digest("hex");
}

/** The published rule: the first eight hex digits, modulo 10,000, in hundredths: 0.00 to 99.99. */
export function rollOf(hash: string): number {
  return (Number.parseInt(hash.slice(0, 8), 16) % 10_000) / 100;
}

/** All chance of one bet, drawn from its result hash: anyone can compute it again. */
export class Chance {
  private drawn = 0;

  constructor(readonly hash: string) {}

  get roll(): number {
    return rollOf(this.hash);
  }

  /** A whole number from 0 to `count` - 1; each call draws anew. */
  below(count: number): number {
    const digest = sha256(`${this.hash}:${this.drawn++}`);
    return Number(BigInt(`0x${digest.slice(0, 12)}`) % BigInt(count));
  }

  /** `count` different numbers from 1 to `of`, in the order drawn. */
  pick(count: number, of: number): number[] {
    const pool = Array.from({ length: of }, (_, index) => index + 1);
    return Array.from({ length: count }, () => pool.splice(this.below(pool.length), 1)[0] ?? 0);
  }
}
