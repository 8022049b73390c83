/**
 * Micro-USDC (10⁻⁶ USDC): the only unit of money inside.
 * Source: the platform rounds escrow fees to six decimals (published code, read 2026-11-20), so every figure is exact.
 */
export type Usdc = bigint & { readonly __brand: "Usdc" };

/** Integer basis points: 100 is 1 %. */
export type Bps = number & { readonly __brand: "Bps" };

export const MICROS_PER_USDC = 1_000_000n;
export const ZERO = 0n as Usdc;

/** The largest amount we accept or hold: a trillion USDC, inside a PostgreSQL bigint with room to sum. */
export const USDC_MAX = (1_000_000_000_000n * MICROS_PER_USDC) as Usdc;

/** The largest amount that a JSON number carries to the micro: below 2³³ two doubles are less than a micro apart. */
export const USDC_WIRE_MAX = (8_000_000_000n * MICROS_PER_USDC) as Usdc;

export type Rounding = "down" | "up" | "half-even";

/** Brands a count of micros. */
export function usdc(micros: bigint): Usdc {
  return micros as Usdc;
}

/** Brands integer basis points between 0 and 10,000. Throws a RangeError on anything else. */
export function bps(value: number): Bps {
  if (!Number.isInteger(value) || value < 0 || value > 10_000) throw new RangeError(`Not basis points: ${value}`);
  return value as Bps;
}

export function add(...amounts: Usdc[]): Usdc {
  return amounts.reduce<bigint>((sum, amount) => sum + amount, 0n) as Usdc;
}

export function subtract(from: Usdc, amount: Usdc): Usdc {
  return (from - amount) as Usdc;
}

export function min(a: Usdc, b: Usdc): Usdc {
  return a < b ? a : b;
}

export function max(a: Usdc, b: Usdc): Usdc {
  return a > b ? a : b;
}

/** A share of an amount. Units: micros and basis points. The rounding is the caller's decision, so it is required. */
export function portion(amount: Usdc, rate: Bps, rounding: Rounding): Usdc {
  return divide(amount * BigInt(rate), 10_000n, rounding) as Usdc;
}

/** Integer division with an explicit rounding; the divisor is positive. */
export function divide(numerator: bigint, divisor: bigint, rounding: Rounding): bigint {
  if (divisor <= 0n) throw new RangeError("The divisor must be positive");
  const quotient = numerator / divisor;
  const remainder = numerator % divisor;
  if (remainder === 0n) return quotient;
  const away = numerator < 0n ? -1n : 1n;
  if (rounding === "down") return numerator < 0n ? quotient - 1n : quotient;
  if (rounding === "up") return numerator < 0n ? quotient : quotient + 1n;
  const twice = (remainder < 0n ? -remainder : remainder) * 2n;
  if (twice < divisor) return quotient;
  if (twice > divisor) return quotient + away;
  return quotient % 2n === 0n ? quotient : quotient + away;
}

/**
 * Splits a total by weights with the largest remainder, first index first on ties.
 * Invariant: the parts sum to the total. Throws a RangeError on a negative total, a negative weight or no weight at all.
 */
export function split(total: Usdc, weights: readonly bigint[]): Usdc[] {
  const sum = weights.reduce((all, weight) => all + weight, 0n);
  if (total < 0n || sum <= 0n || weights.some((weight) => weight < 0n)) throw new RangeError("Nothing to split by");
  const parts = weights.map((weight) => (total * weight) / sum);
  let left = total - parts.reduce((all, part) => all + part, 0n);
  const order = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1));
  for (const { index } of order) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts as Usdc[];
}

/** Exact decimal text without trailing zeros: `4.95`, `0.0075`, `-3`. The form of money in JSON bodies of ours. */
export function toDecimal(amount: Usdc): string {
  const sign = amount < 0n ? "-" : "";
  const absolute = amount < 0n ? -amount : amount;
  const fraction = (absolute % MICROS_PER_USDC).toString().padStart(6, "0").replace(/0+$/, "");
  return `${sign}${absolute / MICROS_PER_USDC}${fraction ? `.${fraction}` : ""}`;
}

/**
 * Reads a number of the platform's wire through its decimal text, half-even to six decimals:
 * published balances carry float dust (201.95000000000022, transcript section 4).
 * Throws a RangeError when it is not a finite number within ±USDC_MAX.
 */
export function fromWire(value: number | string): Usdc {
  const text = typeof value === "number" ? expand(value) : value.trim();
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new RangeError(`Not an amount on the wire: ${text.slice(0, 40)}`);
  const [, sign, whole = "0", fraction = ""] = match;
  const scaled = BigInt(whole + fraction.padEnd(6, "0"));
  const micros = fraction.length <= 6 ? scaled : divide(scaled, 10n ** BigInt(fraction.length - 6), "half-even");
  if (micros > USDC_MAX) throw new RangeError("An amount on the wire is beyond a trillion");
  return (sign ? -micros : micros) as Usdc;
}

/**
 * The number to put on the wire. Invariant: `fromWire` gives the same amount back.
 * Throws a RangeError beyond `USDC_WIRE_MAX`, where a JSON number no longer holds six decimals.
 */
export function toWire(amount: Usdc): number {
  if (amount > USDC_WIRE_MAX || amount < -USDC_WIRE_MAX) throw new RangeError("Beyond what a wire number holds exactly");
  return Number(toDecimal(amount));
}

function expand(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError("Not a finite amount on the wire");
  const text = String(value);
  if (!/e/i.test(text)) return text;
  return value.toFixed(20).replace(/\.?0+$/, "");
}
