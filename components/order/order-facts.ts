import { type Json, type JsonFault, canonicalJson, isObject } from "@/lib/core/order/json-value";
import type { OrderDetail } from "@/lib/core/order/order-view";
import { SECOND_MS } from "@/lib/core/time";
import { formatDurationExact } from "@/lib/format/durations";

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
export function checksOf(order: OrderDetail): readonly ResultCheck[] {
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
