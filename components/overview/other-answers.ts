import { usdc } from "@/lib/core/money";
import type { EpochMs } from "@/lib/core/time";
import { formatNoun } from "@/lib/format/counts";
import { formatMoment } from "@/lib/format/dates";
import { formatCost, formatGain, formatUsdc } from "@/lib/format/money";
import type { Answer } from "./answers";

/** What waits, when the first of it ends, and what silence costs. */
export function needsAnswer(needs: { count: number; firstDeadlineAt: EpochMs | null; lostMicros: bigint }, now: EpochMs): Answer {
  const question = "What needs me?";
  if (needs.count === 0) return { question, icon: "inbox", tone: "ok", answer: "Nothing", note: "No item waits for a person." };
  const first = needs.firstDeadlineAt ? ` First deadline ${formatMoment(needs.firstDeadlineAt, now)}` : "";
  return {
    question, icon: "inbox", tone: "warn", answer: `${formatNoun(needs.count, "item")}.${first}`,
    note: needs.lostMicros > 0n ? `${formatCost(usdc(needs.lostMicros))} USDC at risk if nobody acts` : "Nothing is lost by waiting",
  };
}

interface Change {
  readonly workers: number;
  readonly todayFeesMicros: bigint;
  readonly yesterdayFeesMicros: bigint;
  readonly todayCommissionMicros: bigint;
  readonly treasuryMicros: bigint | null;
  readonly contradicted: number;
}

/** What is different from the same figures a day ago. */
export function changesAnswer(change: Change): Answer {
  const workers = change.workers === 0 ? "No new worker" : `+${formatNoun(change.workers, "worker")}`;
  const moved = change.treasuryMicros === null ? `fees today ${formatUsdc(usdc(change.todayFeesMicros))}` : `treasury ${formatGain(usdc(change.treasuryMicros))}`;
  const fees = `Fees today ${formatUsdc(usdc(change.todayFeesMicros))}, yesterday ${formatUsdc(usdc(change.yesterdayFeesMicros))}`;
  const proof = change.contradicted > 0 ? `${formatNoun(change.contradicted, "referral proof")} contradicted` : `commission today ${formatUsdc(usdc(change.todayCommissionMicros))}`;
  return { question: "What changed since yesterday?", icon: "history", tone: "info", answer: `${workers}, ${moved}`, note: `${fees}; ${proof}` };
}
