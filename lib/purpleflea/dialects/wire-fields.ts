import { z } from "zod";
import { fromWire, type Usdc } from "@/lib/core/money";
import { type EpochMs, toEpochMs } from "@/lib/core/time";

/** An amount as the platform sends it: a JSON number with float dust, or a numeric string. Checked, not yet converted. */
export const wireAmount = z.union([z.number(), z.string()]).refine(isAmount, "not an amount");

/** An instant: ISO 8601 in most answers, epoch seconds in raw ledger rows and events. */
export const wireTime = z.union([z.number(), z.string()]).refine(isTime, "not an instant");

/** A field that a source may leave out or send as null. */
export function maybe<S extends z.ZodType>(schema: S) {
  return schema.nullish();
}

/** The amount in micros; `null` stays `null`: missing data is never 0. */
export function toAmount(value: number | string): Usdc;
export function toAmount(value: number | string | null | undefined): Usdc | null;
export function toAmount(value: number | string | null | undefined): Usdc | null {
  return value === null || value === undefined ? null : fromWire(value);
}

/** The instant in our milliseconds. */
export function toInstant(value: number | string): EpochMs;
export function toInstant(value: number | string | null | undefined): EpochMs | null;
export function toInstant(value: number | string | null | undefined): EpochMs | null {
  if (value === null || value === undefined) return null;
  return toEpochMs(typeof value === "number" ? value * 1000 : Date.parse(value));
}

function isAmount(value: number | string): boolean {
  try {
    fromWire(value);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function isTime(value: number | string): boolean {
  return Number.isFinite(typeof value === "number" ? value : Date.parse(value));
}
