/**
 * The state of the tables, read from a URL. A URL is typed and shared by people: a value that we do not know falls
 * back to the default, it never breaks the page.
 */
import { z } from "zod";
import { ESCROW_STATES } from "@/lib/core/escrow/states";
import { REFERRAL_PROOFS } from "@/lib/core/referral/proof";
import { WORKER_STATES } from "@/lib/core/worker/states";
import { type Cursor, decodeCursor } from "./cursor";

export const PAGE_SIZES = [25, 50, 100] as const;

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
const text = (max: number) =>
  z.preprocess(first, z.string().trim().min(1).max(max).nullable().catch(null)).default(null);
const choice = <const T extends readonly [string, ...string[]]>(options: T, fallback: T[number]) =>
  z.preprocess(first, z.enum(options).catch(fallback as never));
const optionalChoice = <const T extends readonly [string, ...string[]]>(options: T) =>
  z.preprocess(first, z.enum(options).nullable().catch(null)).default(null);
const cursor = z.preprocess(
  (value) => (typeof first(value) === "string" ? decodeCursor(first(value) as string) : null),
  z.custom<Cursor | null>(),
).default(null);
const day = z.preprocess(first, z.iso.date().nullable().catch(null)).default(null);

const paging = {
  /** Rows after this place, or before it when `direction` is `previous`. */
  cursor,
  direction: choice(["next", "previous"], "next"),
  size: z.preprocess((value) => Number(first(value)), z.union(PAGE_SIZES.map((size) => z.literal(size))).catch(50)),
  order: choice(["desc", "asc"], "desc"),
};

export const workerFiltersSchema = z.object({
  q: text(120),
  state: optionalChoice(WORKER_STATES),
  role: text(24),
  proof: optionalChoice(REFERRAL_PROOFS),
  tag: text(30),
  sort: choice(["created", "name", "fees", "net"], "created"),
  ...paging,
});

export const escrowFiltersSchema = z.object({
  q: text(120),
  state: optionalChoice(ESCROW_STATES),
  agent: text(120),
  sort: choice(["created", "deadline"], "created"),
  ...paging,
});

export const walletFiltersSchema = z.object({
  q: text(120),
  use: optionalChoice(["near_limit", "at_limit"]),
  ...paging,
});

export const auditFiltersSchema = z.object({
  q: text(120),
  actor: text(120),
  action: text(60),
  result: optionalChoice(["requested", "succeeded", "rejected", "unknown", "denied"]),
  subject: text(120),
  from: day,
  to: day,
  ...paging,
});

/** Ranges of the cost report; `custom` uses `from` and `to`, whole UTC days, both included. */
export const COST_RANGES = ["24h", "7d", "30d", "90d", "all", "custom"] as const;

export const costFiltersSchema = z.object({
  range: choice(COST_RANGES, "30d"),
  from: day,
  to: day,
  sort: choice(["paid", "fees", "referral", "earned", "cost", "name"], "paid"),
  ...paging,
});

/** What Next gives a page, or what `URLSearchParams` gives a handler. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

export type WorkerFilters = z.output<typeof workerFiltersSchema>;
export type EscrowFilters = z.output<typeof escrowFiltersSchema>;
export type WalletFilters = z.output<typeof walletFiltersSchema>;
export type AuditFilters = z.output<typeof auditFiltersSchema>;
export type CostFilters = z.output<typeof costFiltersSchema>;
