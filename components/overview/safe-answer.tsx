import { SplitBar } from "@/components/charts/split-bar";
import { usdc } from "@/lib/core/money";
import type { Treasury } from "@/lib/core/overview/overview-view";
import type { EpochMs } from "@/lib/core/time";
import { formatNoun } from "@/lib/format/counts";
import { formatDistance, formatMoment } from "@/lib/format/dates";
import { formatUsdc } from "@/lib/format/money";
import { barPercent } from "@/lib/format/rates";
import type { Answer } from "./answers";

/** X of Y proven: read from the platform, with its age; what is unknown or missing is not in it. */
export function safeAnswer(treasury: Treasury | null, now: EpochMs): Answer {
  const question = "Is my money safe?";
  if (!treasury) return { question, icon: "shield-question-mark", tone: "mute", answer: "Not proven yet", note: "The engine reads the platform within a minute of its start." };
  const text = (micros: bigint) => formatUsdc(usdc(micros));
  const isShort = treasury.differenceMicros < 0n && treasury.unknownCount === 0;
  const isProven = treasury.provenMicros === treasury.totalMicros && !isShort;
  const tone = isShort ? "bad" : isProven ? "ok" : "unk";
  return {
    question, tone, icon: isShort ? "shield-alert" : isProven ? "shield-check" : "shield-question-mark",
    answer: `${text(treasury.provenMicros)} of ${text(treasury.totalMicros)} proven`,
    note: `${doubtWords(treasury, now)} Read ${formatDistance(treasury.provenAt, now)}.`,
    more: <Parts treasury={treasury} />,
  };
}

function doubtWords(treasury: Treasury, now: EpochMs): string {
  if (treasury.unknownCount === 0) return treasury.note;
  const check = treasury.nextCheckAt ? `, next check ${formatMoment(treasury.nextCheckAt, now)}` : "";
  return `${formatUsdc(usdc(treasury.unknownMicros))} in ${formatNoun(treasury.unknownCount, "unknown outcome")}${check}.`;
}

function Parts({ treasury }: { treasury: Treasury }) {
  const parts = [
    { key: "available", label: "Available", color: "mute" as const, micros: treasury.availableMicros },
    { key: "wallets", label: "Child wallets", color: "s4" as const, micros: treasury.walletsMicros },
    { key: "escrow", label: "Escrow", color: "s3" as const, micros: treasury.escrowMicros },
  ];
  return (
    <SplitBar
      label="Where the money is"
      parts={parts.map(({ micros, ...part }) => ({ ...part, percent: barPercent(micros, treasury.totalMicros), value: formatUsdc(usdc(micros)) }))}
    />
  );
}
