import { KeyValue, type KeyValueRow } from "@/components/ui/key-value";
import type { SpawnPreview } from "@/lib/core/worker/batch-view";
import { formatCount } from "@/lib/format/counts";
import { formatDurationExact } from "@/lib/format/durations";
import { decimalText } from "./decimal-text";
import { STEP_WORDS, isSpawnStep } from "./spawn-step-words";

/** Capital, time and spending of a planned batch. */
export function SpawnFigures({ preview }: { preview: SpawnPreview }) {
  const times = (each: string) => `${formatCount(preview.count)} × ${decimalText(each)}`;
  const rows: KeyValueRow[] = [
    { label: "Capital needed now", note: times(preview.each), value: decimalText(preview.capital), strong: true },
    { label: "Registration fees", value: "0.00" },
    { label: "Most they can spend per day", note: times(preview.dailyLimitEach), value: decimalText(preview.spendPerDay), strong: true },
    preview.available === null
      ? { label: "Available after", value: "unavailable", note: "the orchestrator's balance was not read yet" }
      : { label: "Available after", note: `of ${decimalText(preview.available)}`, value: decimalText(preview.availableAfter ?? "0"), strong: true, tone: preview.isShort ? "bad" : undefined },
  ];
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-end justify-between gap-3">
        <div className="min-w-0">
          <p className="text-label text-ink3">Names</p>
          <p className="truncate text-lead font-semibold">{preview.count === 1 ? preview.firstName : `${preview.firstName} … ${preview.lastName.split("-").at(-1)}`}</p>
        </div>
        <div className="shrink-0 text-right">
          <p className="text-label text-ink3">Time at declared limits</p>
          <p className="text-figure font-semibold">{preview.durationMs === 0 ? "at once" : formatDurationExact(preview.durationMs)}</p>
        </div>
      </div>
      <ul className="flex flex-col gap-1 border-b border-line pb-2.5">
        {preview.steps.map(({ step, requests, durationMs }) => (
          <li key={step} className="flex justify-between gap-3 text-table text-ink2">
            <span>
              {isSpawnStep(step) ? STEP_WORDS[step].head : step} <span className="text-second text-ink3">{formatCount(requests)} {requests === 1 ? "call" : "calls"}</span>
            </span>
            <span className="text-ink3">{durationMs === 0 ? "no declared limit" : formatDurationExact(durationMs)}</span>
          </li>
        ))}
      </ul>
      <KeyValue rows={rows} />
    </div>
  );
}
