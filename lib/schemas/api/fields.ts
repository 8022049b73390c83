import { z } from "zod";
import { decodeCursor } from "@/lib/schemas/cursor";

export const LIMIT_MAX = 200;
const LIMIT_DEFAULT = 50;

const decimal = z.string().regex(/^-?\d+(?:\.\d{1,6})?$/).describe("Exact USDC as decimal text");
const micros = z.string().regex(/^-?\d+$/).describe("The same amount in micro-USDC");

type Money<N extends string> = { [K in N]: typeof decimal } & { [K in `${N}Micros`]: typeof micros };
type OptionalMoney<N extends string> = { [K in N]: z.ZodNullable<typeof decimal> } & { [K in `${N}Micros`]: z.ZodNullable<typeof micros> };

/** Two fields for each name: `amount` as decimal text and `amountMicros`. */
export function moneyFields<N extends string>(...names: N[]): Money<N> {
  return Object.fromEntries(names.flatMap((name) => [[name, decimal], [`${name}Micros`, micros]])) as Money<N>;
}

/** As above, both `null` where there is no amount. */
export function optionalMoneyFields<N extends string>(...names: N[]): OptionalMoney<N> {
  return Object.fromEntries(names.flatMap((name) => [[name, decimal.nullable()], [`${name}Micros`, micros.nullable()]])) as OptionalMoney<N>;
}

/** An instant in UTC. */
export const instant = z.iso.datetime();

/** What every answer begins with: which connection it is about. */
export const envelope = {
  mode: z.enum(["sandbox", "live"]).describe("`sandbox`: no real money"),
  connection: z.string().describe("Name of the connection"),
};

/** The cursor of the next page, or `null` on the last one. */
export const next = z.string().nullable().describe("Give it as `after` to read the next page; `null` on the last one");

/** Which connection is asked; the first one when it is left out. */
export const connectionQuery = { connection: z.string().min(1).max(60).optional().describe("Id of a connection; left out: the first one") };

const limit = z.string().regex(/^\d{1,3}$/, `limit must be a whole number from 1 to ${LIMIT_MAX}.`).transform(Number)
  .refine((value) => value >= 1 && value <= LIMIT_MAX, `limit must be a whole number from 1 to ${LIMIT_MAX}.`);

/** Keyset paging of a list. */
export const pagingQuery = {
  limit: limit.default(LIMIT_DEFAULT)
    .meta({ description: "Rows of a page", type: "integer", pattern: undefined, minimum: 1, maximum: LIMIT_MAX, default: LIMIT_DEFAULT }),
  after: z.string().max(600).refine((word) => decodeCursor(word) !== null, "after must be the `next` of an answer before.").optional()
    .describe("The `next` of the answer before"),
};

/** Free text of a filter. */
export const textQuery = z.string().trim().min(1).max(120);

/** A whole UTC day. */
export const dayQuery = z.iso.date("A day is written as 2026-11-20.");
