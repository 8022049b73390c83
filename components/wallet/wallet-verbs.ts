import { parseMoney } from "@/lib/core/money-input";
import { type Usdc, usdc } from "@/lib/core/money";
import { formatRemaining, formatUsdc } from "@/lib/format/money";
import type { WalletFacts } from "./wallet-facts";

export type AmountVerb = "fund" | "unfund" | "changeLimit" | "spend";

interface VerbWords {
  /** In the menu, and the first word of the confirming button. */
  label: string;
  title: (owner: string) => string;
  field: { name: "amount" | "dailyLimit"; label: string };
  confirm: (amount: string, owner: string) => string;
  consequence: (amount: Usdc, wallet: WalletFacts) => string;
  warning?: (amount: Usdc, wallet: WalletFacts) => string | null;
  done: string;
}

const detail = (amount: bigint) => formatUsdc(usdc(amount), "detail");

const isAbove = (amount: Usdc, limit: string | null) => limit !== null && amount > BigInt(limit);

export const AMOUNT_VERBS: Record<AmountVerb, VerbWords> = {
  fund: {
    label: "Fund", title: (owner) => `Fund the wallet of ${owner}`, field: { name: "amount", label: "Amount (USDC)" },
    confirm: (amount, owner) => `Fund ${owner} with ${amount}`,
    consequence: (amount, { owner, balance }) =>
      `${detail(amount)} moves from the orchestrator to ${owner}. Its wallet then holds ${detail(BigInt(balance) + amount)}. You can take back what it has not spent.`,
    done: "Funded.",
  },
  unfund: {
    label: "Unfund", title: (owner) => `Unfund the wallet of ${owner}`, field: { name: "amount", label: "Amount (USDC)" },
    confirm: (amount, owner) => `Unfund ${amount} from ${owner}`,
    consequence: (amount, { owner, balance }) => amount > BigInt(balance)
      ? `The wallet of ${owner} holds ${detail(BigInt(balance))}. More cannot come back.`
      : `${detail(amount)} comes back to the orchestrator. ${owner} keeps ${detail(BigInt(balance) - amount)}.`,
    warning: (amount, { balance }) => (isAbove(amount, balance) ? `At most ${detail(BigInt(balance))}.` : null),
    done: "Taken back.",
  },
  changeLimit: {
    label: "Change limit", title: (owner) => `Change the daily limit of ${owner}`, field: { name: "dailyLimit", label: "Daily limit (USDC)" },
    confirm: (amount, owner) => `Change limit of ${owner} to ${amount}`,
    consequence: (amount, { owner }) => amount === 0n
      ? `${owner} may spend nothing from its wallet. The money in it stays.`
      : `${owner} may spend at most ${detail(amount)} in each 24 h. What it spent in this window counts.`,
    done: "Limit changed.",
  },
  spend: {
    label: "Spend from wallet", title: (owner) => `Spend from the wallet of ${owner}`, field: { name: "amount", label: "Amount (USDC)" },
    confirm: (amount, owner) => `Spend ${amount} from ${owner}`,
    consequence: (amount, { owner, left, resets }) => isAbove(amount, left)
      ? `Refused: ${formatRemaining(usdc(BigInt(left ?? "0")))} of the daily limit is left${resets ? `. It resets at ${resets}` : ""}.`
      : `${detail(amount)} leaves the fleet with the key of ${owner} and is gone. It counts against the daily limit.`,
    warning: (amount, { left }) => (isAbove(amount, left) ? `Above what is left today: ${formatRemaining(usdc(BigInt(left ?? "0")))}.` : null),
    done: "Spent.",
  },
};

/** What was typed so far, `null` while it is no amount. */
export function typedAmount(text: string, allowZero: boolean): Usdc | null {
  const read = parseMoney(text, { allowZero });
  return read.ok ? read.value : null;
}
