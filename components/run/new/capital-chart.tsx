import { cssColor, type ChartSeries } from "@/components/charts/series";
import { decimalText } from "@/components/worker/decimal-text";
import type { RunPriceView } from "@/lib/core/run/preview-view";
import { formatDuration } from "@/lib/format/durations";
import { MINUTE_MS } from "@/lib/core/time";

type Curves = RunPriceView["capital"];

interface Line {
  readonly name: string;
  readonly peak: string;
  readonly steps: Curves["planned"]["steps"];
}

const WIDTH = 380;
const HEIGHT = 96;
const PAD = 4;
const COLORS: readonly ChartSeries["color"][] = ["s1", "s4"];

/** Money of the orchestrator that is locked over time, prefunded against lazy: a step for each lock and each release. */
export function CapitalChart({ capital, funding }: { capital: Curves; funding: string }) {
  const lines: readonly Line[] = [{ name: "prefund", ...capital.prefund }, { name: "lazy", ...capital.lazy }];
  // Pixels only: no amount is read back from these numbers.
  const end = Math.max(1, ...lines.flatMap(({ steps }) => steps.map(({ minute }) => minute)));
  const top = Math.max(0.000001, ...lines.map(({ peak }) => Number(peak)));
  const x = (minute: number) => (PAD + (minute / end) * (WIDTH - 2 * PAD)).toFixed(1);
  const y = (amount: string) => (HEIGHT - PAD - (Number(amount) / top) * (HEIGHT - 3 * PAD)).toFixed(1);
  return (
    <figure className="flex flex-col gap-1.5">
      <figcaption className="flex flex-wrap justify-between gap-x-3 text-table text-ink2">
        <span>Locked over time</span>
        <span className="text-second text-ink3">if every leg takes its full time</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={lines.map(summary).join(" ")} className="w-full rounded-control border border-line bg-sunken">
        {lines.map(({ name, steps }, index) => (
          <path
            key={name} d={stepPath(steps.map(({ minute, locked }) => ({ x: x(minute), y: y(locked) })))} fill="none" stroke={cssColor(COLORS[index] ?? "mute")}
            strokeWidth={1.75} strokeLinejoin="round" strokeDasharray={lines.length > 1 && index > 0 ? "5 3" : undefined} vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      <div className="flex justify-between text-label text-ink3">
        <span>start</span>
        <span>{formatDuration(end * MINUTE_MS)}</span>
      </div>
      <ul aria-label="Legend" className="flex flex-col gap-0.5 text-table">
        {lines.map(({ name, peak }, index) => (
          <li key={name} className="flex items-center gap-2">
            <span aria-hidden className={`w-4 border-t-2 ${index > 0 ? "border-dashed" : ""}`} style={{ borderColor: cssColor(COLORS[index] ?? "mute") }} />
            <span className={name === funding ? "font-medium" : "text-ink2"}>{name}</span>
            {name === funding && <span className="text-second text-ink3">this plan</span>}
            <span className="ml-auto text-second text-ink3">at most</span>
            <span className="w-20 text-right">{decimalText(peak)}</span>
          </li>
        ))}
      </ul>
      <details className="text-second text-ink3">
        <summary className="w-fit py-1 hover:text-ink">Show as table</summary>
        <StepTable lines={lines} />
      </details>
    </figure>
  );
}

function StepTable({ lines }: { lines: readonly Line[] }) {
  return (
    <div tabIndex={0} role="region" aria-label="Locked over time, table" className="max-h-56 overflow-auto">
      {lines.map(({ name, steps }) => (
        <table key={name} className="w-full text-table">
          <caption className="py-1 text-left text-label">{name}</caption>
          <thead className="sr-only"><tr><th scope="col">After</th><th scope="col">What happens</th><th scope="col">Locked (USDC)</th></tr></thead>
          <tbody>
            {steps.map(({ minute, label, locked }, index) => (
              <tr key={index} className="border-t border-line">
                <th scope="row" className="py-1 text-left font-normal">{minute === 0 ? "start" : formatDuration(minute * MINUTE_MS)}</th>
                <td className="px-2 py-1 text-second">{label}</td>
                <td className="py-1 text-right text-ink">{decimalText(locked)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}

/** Level until the next step, then straight up or down. */
function stepPath(points: readonly { x: string; y: string }[]): string {
  return points.map(({ x, y }, index) => (index === 0 ? `M${x} ${y}` : `H${x}V${y}`)).join("");
}

function summary({ name, peak, steps }: Line): string {
  const first = steps[0]?.locked ?? "0";
  return `${name}: ${decimalText(first)} USDC locked at the start, ${decimalText(peak)} at most.`;
}
