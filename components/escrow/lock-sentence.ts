import { onSilence } from "@/lib/core/escrow/silence";
import type { Dialect } from "@/lib/core/escrow/states";
import type { MoneyPreview } from "./money-preview";

interface LockWords {
  readonly money: MoneyPreview;
  readonly payerName: string;
  readonly payeeName: string;
  readonly hours: string;
  readonly dialect: Dialect;
}

/** One sentence with who gets what and when. */
export function lockSentence({ money, payerName, payeeName, hours, dialect }: LockWords): string {
  if (!money.amount || !payeeName) return "Choose a payee and an amount. Nothing is sent until you lock.";
  const leaves = `${money.amount} USDC leave ${payerName} now. ${payeeName} gets ${money.net} when you release.`;
  if (onSilence(dialect) === "unknown" || money.silence === null) return `${leaves} Nobody says what happens if you never do.`;
  return `${leaves} If nobody acts within ${hours || "24"} h, ${money.silence} come back.`;
}
