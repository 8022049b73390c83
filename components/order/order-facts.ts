import { type Json, type JsonFault, canonicalJson, isObject } from "@/lib/core/order/json-value";
import type { OrderState } from "@/lib/core/order/states";
import { type EpochMs, SECOND_MS } from "@/lib/core/time";
import { formatDurationExact } from "@/lib/format/durations";

/** What the pages show of an order. */
export interface OrderFacts {
  readonly id: string;
  readonly kind: "task" | "bid";
  readonly escrowId: string | null;
  /** Set when a run ordered it: then the run decides about the result. */
  readonly legId: string | null;
  /** How often the work came back before, and what was wrong with it. */
  readonly revision: number;
  readonly feedback: readonly JsonFault[] | null;
  readonly state: OrderState;
  readonly instructions: string;
  readonly input: Json;
  readonly resultSchema: Json;
  readonly timeoutSeconds: number;
  readonly attempts: number;
  readonly claimedAt: EpochMs | null;
  readonly leaseUntil: EpochMs | null;
  readonly progress: Json;
  readonly progressAt: EpochMs | null;
  readonly result: Json;
  readonly resultHash: string | null;
  readonly returnedAt: EpochMs | null;
  readonly faults: readonly JsonFault[];
  readonly completeNote: string | null;
  readonly closedNote: string | null;
  readonly createdAt: EpochMs;
}

const SUMMARY_MAX = 280;

/** A result in one sentence: its own `summary`, its text, or the beginning of its JSON. */
export function summaryOf(result: Json): string {
  const own = isObject(result) ? result["summary"] : result;
  const text = typeof own === "string" && own.trim() !== "" ? own.trim() : canonicalJson(result);
  return text.length > SUMMARY_MAX ? `${text.slice(0, SUMMARY_MAX - 1)}…` : text;
}

/** Faults as one half of a sentence. */
export function faultsInWords(faults: readonly JsonFault[]): string {
  return faults.map(({ path, message }) => `${path || "the whole"} ${message}`).join("; ");
}

export interface ResultCheck {
  readonly name: string;
  readonly finding: string;
}

/** What the console itself checked before it kept a result. */
export function checksOf(order: OrderFacts): readonly ResultCheck[] {
  const took = order.returnedAt !== null && order.claimedAt !== null ? formatDurationExact(order.returnedAt - order.claimedAt) : null;
  return [
    order.resultSchema === null ? { name: "Not empty", finding: "no schema was given" } : { name: "Schema valid", finding: "every field" },
    { name: "Came once", finding: order.attempts === 1 ? "first attempt" : `attempt ${order.attempts}` },
    ...(took ? [{ name: "Delivered in time", finding: `${took} of ${formatDurationExact(order.timeoutSeconds * SECOND_MS)}` }] : []),
  ];
}

/** Size of a result as it is kept. */
export function sizeOf(result: Json): string {
  const bytes = new TextEncoder().encode(canonicalJson(result)).length;
  return bytes < 1_000 ? `${bytes} B` : `${(bytes / 1_000).toFixed(1)} kB`;
}
