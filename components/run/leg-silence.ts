import type { LegFacts } from "@/lib/core/run/leg-view";
import { formatUsdc } from "@/lib/format/money";

/** What doing nothing comes to for a leg's escrow, in the fewest words; `null` when nothing is left to happen. */
export function legSilence({ escrow, payerName }: Pick<LegFacts, "escrow" | "payerName">): string | null {
  const silence = escrow?.silence;
  if (!silence || silence.kind === "over") return null;
  if (silence.kind === "unfunded") return escrow.intent === null ? null : "not known";
  if (silence.kind === "unknown") return "not known";
  if (silence.kind === "held") return "stays locked";
  const fee = silence.payerCost > 0n ? `, fee ${formatUsdc(silence.payerCost)}` : "";
  return silence.outcome.payee > 0n ? `${formatUsdc(silence.outcome.payee)} to payee` : `${formatUsdc(silence.outcome.payer)} to ${payerName ?? "you"}${fee}`;
}
