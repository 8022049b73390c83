import { cx } from "@/components/ui/cx";
import { decimalText } from "@/components/worker/decimal-text";
import type { FailureLine } from "@/lib/core/run/preview-view";
import { formatDuration } from "@/lib/format/durations";
import { MINUTE_MS } from "@/lib/core/time";

const EFFECTS: Readonly<Record<string, string>> = { failed: "fails", defaulted: "its default goes on", cancelled: "cancelled, its money goes back", skipped: "never funded" };

/** For each leg: what its failure would leave in each account, and whom it would stop. */
export function FailureTable({ lines, omitted }: { lines: readonly FailureLine[]; omitted: number }) {
  if (lines.length === 0) return null;
  return (
    <section aria-label="If one fails" className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-2">
        <h3 className="text-table font-medium">If one fails for good</h3>
        <p className="text-second text-ink3">fees burned</p>
      </div>
      <ul className="flex flex-col rounded-control border border-line">
        {lines.map((line) => (
          <li key={line.keys[0]} className="border-b border-line last:border-b-0">
            <details>
              <summary className="flex min-h-8 items-baseline gap-3 px-3 py-1.5 text-table hover:bg-hover">
                <span className="min-w-0 truncate">{line.label}</span>
                <span className={cx("ml-auto shrink-0 text-second", line.runEnds === "done" ? "text-ok" : "text-ink3")}>{line.runEnds === "done" ? "run goes on" : "run fails"}</span>
                <span className={cx("w-14 shrink-0 text-right", line.burned === "0" ? "text-ink3" : "text-bad")}>{decimalText(line.burned)}</span>
              </summary>
              <FailureDetail line={line} />
            </details>
          </li>
        ))}
      </ul>
      {omitted > 0 && <p className="text-second text-ink3">{omitted} more were not played: the plan is large.</p>}
    </section>
  );
}

function FailureDetail({ line }: { line: FailureLine }) {
  const others = line.effects.filter(({ key }) => !line.keys.includes(key));
  return (
    <div className="flex flex-col gap-2 border-t border-line bg-sunken px-3 py-2 text-second">
      <p className="text-ink2">
        {others.length === 0 ? "Nothing else is touched." : others.map(({ label, effect, isToldToStop }) => `${label}: ${EFFECTS[effect] ?? effect}${isToldToStop ? ", told to stop" : ""}.`).join(" ")}{" "}
        All money is back after {formatDuration(line.minutes * MINUTE_MS)}, if the others take half of their time.
      </p>
      <table className="w-full">
        <caption className="sr-only">Accounts if {line.label} fails, in USDC</caption>
        <tbody>
          {line.accounts.map(({ account, change }) => (
            <tr key={account} className="border-t border-line">
              <th scope="row" className="max-w-40 truncate py-1 text-left font-normal text-ink2">{account}</th>
              <td className="py-1 text-right">{signed(change)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function signed(change: string): string {
  return change === "0" || change.startsWith("-") ? decimalText(change) : `+${decimalText(change)}`;
}
