import { decimalText } from "@/components/worker/decimal-text";
import type { OwnCapitalLine } from "@/lib/core/run/preview-view";
import { formatDuration } from "@/lib/format/durations";

/** Workers that pay others before they are paid, and what they hold. */
export function WorkerCapital({ lines }: { lines: readonly OwnCapitalLine[] }) {
  return (
    <section aria-label="Workers must hold" className="flex flex-col gap-1">
      <div className="flex items-baseline justify-between gap-2">
        <h3 className="text-table font-medium">Workers must hold</h3>
        <p className="text-second text-ink3">to pay the next stage</p>
      </div>
      <ul className="flex flex-col text-table">
        {lines.map(({ account, amount, standIns, holds, readAgoMs, isShort }) => (
          <li key={account} className="flex flex-wrap items-baseline gap-x-3 border-t border-line py-1">
            <span className="min-w-0 truncate">{account}{standIns.length > 0 && <span className="text-second text-ink3"> or {standIns.join(", ")}</span>}</span>
            <span className={`text-second ${isShort ? "text-bad" : "text-ink3"}`}>
              {holds === null ? "balance unavailable" : `holds ${decimalText(holds)}${readAgoMs === null ? "" : `, read ${formatDuration(readAgoMs)} ago`}`}
            </span>
            <span className="ml-auto text-right">{decimalText(amount)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
