import type { EscrowLine } from "@/lib/core/escrow/escrow-view";
import { priceOfSilence, type PriceOfSilence } from "@/lib/core/escrow/silence";
import { formatUsdc } from "@/lib/format/money";

/** What doing nothing comes to, in the fewest words; `null` when nothing is left to happen. */
export function silenceWords(line: Pick<EscrowLine, "state" | "deadlineAt" | "amount" | "dialect" | "intent">): string | null {
  const price: PriceOfSilence = priceOfSilence({ ...line, hasReferrer: false });
  switch (price.kind) {
    case "over": return null;
    case "unknown": return "not known";
    case "unfunded": return line.intent === null ? "nothing is locked" : "not known";
    case "held": return "stays locked";
    case "settles": return price.onSilence === "release" ? `${formatUsdc(price.outcome.payee)} to payee` : `${formatUsdc(price.outcome.payer)} back`;
  }
}
