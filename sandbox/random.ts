import { createHash, randomBytes } from "node:crypto";

/** Makes the ids, keys and codes. With a seed the sequence is the same in every run. */
export interface RandomSource {
  hex(length: number): string;
}

export function randomSource(seed?: string): RandomSource {
  if (seed === undefined) return { hex: (length) => randomBytes(Math.ceil(length / 2)).toString("hex").slice(0, length) };
  let counter = 0;
  return {
    hex: (length) => createHash("sha256").update(`${seed}:${counter++}`).digest("hex").slice(0, length),
  };
}

/** A small seeded generator of numbers in [0, 1): mulberry32. Faults and games draw from it. */
export function seededUnit(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
