import { onSilence } from "@/lib/core/escrow/silence";
import { outcomeOf, settle } from "@/lib/core/escrow/settlement";
import type { Dialect } from "@/lib/core/escrow/states";
import type { Usdc } from "@/lib/core/money";
import { parseMoney } from "@/lib/core/money-input";
import { formatUsdc } from "@/lib/format/money";

export interface MoneyPreview {
  readonly problem: string | null;
  readonly amount: string | null;
  readonly fee: string | null;
  readonly net: string | null;
  readonly referral: string | null;
  /** What comes back when nobody acts. */
  readonly silence: string | null;
}

const NOTHING: MoneyPreview = { problem: null, amount: null, fee: null, net: null, referral: null, silence: null };

/** The figures of an escrow while its amount is typed, by the same rules as the server's. */
export function previewMoney(text: string, { dialect, hasReferrer }: { dialect: Dialect; hasReferrer: boolean }): MoneyPreview {
  const parsed = parseMoney(text);
  if (!parsed.ok) return parsed.failure.code === "EMPTY" ? NOTHING : { ...NOTHING, problem: parsed.failure.message };
  const { amount, fee, net, referral } = settle(parsed.value, hasReferrer);
  const words = (value: Usdc) => formatUsdc(value, "detail");
  const back = onSilence(dialect) === "unknown" ? null : words(outcomeOf("timeout", { amount, dialect, hasReferrer }).payer);
  return { problem: null, amount: words(amount), fee: words(fee), net: words(net), referral: words(referral), silence: back };
}
