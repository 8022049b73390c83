import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { FunnelStep } from "@/lib/core/overview/overview-view";
import { formatCount } from "@/lib/format/counts";
import { barPercent } from "@/lib/format/rates";

const WORDS: Readonly<Record<string, { text: string; tone: string }>> = {
  created: { text: "not funded", tone: "text-ink3" }, cancelled: { text: "cancelled", tone: "text-ink3" },
  locked: { text: "still working", tone: "text-info" }, completed: { text: "await release", tone: "text-warn" },
  refunded: { text: "refunded", tone: "text-ink3" }, disputed: { text: "disputed", tone: "text-bad" },
  split: { text: "split", tone: "text-ink3" }, unrecognised: { text: "unknown word", tone: "text-unk" },
};

/** How far escrows came, and where the others are. */
export function FunnelPanel({ steps }: { steps: readonly FunnelStep[] }) {
  const whole = BigInt(steps[0]?.count ?? 0);
  return (
    <Card label="Escrow funnel">
      <CardHead title="Escrow funnel" note="all time, count of escrows" />
      {whole === 0n && <EmptyState title="No escrow yet.">Lock funds for a worker; the way of each escrow shows here.</EmptyState>}
      {whole > 0n && (
        <ul className="flex flex-col gap-3 p-3.5">
          {steps.map((step) => (
            <li key={step.label} className="grid grid-cols-[72px_minmax(0,1fr)] items-center gap-x-3 gap-y-1 text-table sm:grid-cols-[72px_minmax(0,220px)_1fr]">
              <span className="text-ink2">{step.label}</span>
              <span aria-hidden className="h-5 overflow-hidden rounded-check bg-track">
                <span className={`block h-full rounded-check ${step.label === "Released" ? "bg-ok opacity-60" : "bg-s3 opacity-60"}`} style={{ width: `${barPercent(BigInt(step.count), whole)}%` }} />
              </span>
              <span className="flex flex-wrap items-baseline gap-x-2.5 max-sm:col-start-2">
                <strong className="text-body">{formatCount(step.count)}</strong>
                {step.leaves.map(({ state, count }) => (
                  <a key={state} href={`/escrows?state=${state}`} className={`text-second hover:underline ${WORDS[state]?.tone ?? "text-ink3"}`}>
                    −{formatCount(count)} {WORDS[state]?.text ?? state}
                  </a>
                ))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
