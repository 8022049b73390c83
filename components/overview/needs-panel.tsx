import { MoneyAtRisk } from "@/components/status/money-at-risk";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { Card, CardFoot, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Tabs } from "@/components/ui/tabs";
import type { GlyphName } from "@/components/ui/glyph-names";
import { TextLink } from "@/components/ui/text-link";
import { usdc } from "@/lib/core/money";
import type { Need, NeedCounts } from "@/lib/core/overview/overview-view";
import type { EpochMs } from "@/lib/core/time";
import { formatDistance, formatMoment } from "@/lib/format/dates";

interface NeedsPanelProps {
  items: readonly Need[];
  counts: NeedCounts;
  shown: Need["kind"] | null;
  /** Platform time, for deadlines. */
  now: EpochMs;
  foot: string | null;
}

const VERB = { unknown: "Open proof", completed: "Release", alert: "Review", run: "Open" } as const;

const RUN_ICON: Readonly<Record<string, GlyphName>> = { Review: "user-check", Held: "circle-pause", Failed: "circle-x" };

/** The queue of what waits for a person, by dollars lost. */
export function NeedsPanel({ items, counts, shown, now, foot }: NeedsPanelProps) {
  const all = counts.alerts + counts.unknown + counts.completed + counts.runs;
  const tabs = [
    { href: "/", label: "All", count: all, active: shown === null },
    { href: "/?needs=unknown", label: "Unknown", count: counts.unknown, active: shown === "unknown" },
    { href: "/?needs=completed", label: "Completed", count: counts.completed, active: shown === "completed" },
    { href: "/?needs=run", label: "Runs", count: counts.runs, active: shown === "run" },
    { href: "/?needs=alert", label: "Alerts", count: counts.alerts, active: shown === "alert" },
  ];
  return (
    <Card label="Needs you">
      <CardHead title="Needs you" note={<Tabs label="Needs you" tabs={tabs} />} aside="Sorted by dollars lost" />
      {items.length === 0 && <EmptyState title="Nothing waits for you.">Completed work to release, results to judge, lost replies and unproven workers come here.</EmptyState>}
      <ul>
        {items.map((item) => (
          <li key={item.id} className="grid min-h-[46px] grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 border-b border-line px-3.5 py-2 last:border-0 hover:bg-hover md:grid-cols-[104px_minmax(0,1fr)_auto_72px_auto]">
            <span className="max-md:row-span-2"><KindBadge item={item} /></span>
            <div className="min-w-0">
              <p className="truncate text-body font-medium"><TextLink href={item.href} className="text-ink!">{item.title}</TextLink></p>
              <p className="truncate text-second text-ink3">{item.note}</p>
            </div>
            <span className="text-right text-second text-ink3 max-md:hidden">
              {item.deadlineAt !== null && (
                <>
                  <span className="block text-table text-ink">{formatMoment(item.deadlineAt, now)}</span>
                  {formatDistance(item.deadlineAt, now)}
                </>
              )}
            </span>
            <MoneyAtRisk amount={usdc(item.lostMicros)} words={item.words} />
            <ButtonLink href={item.href} size="sm" variant={item.kind === "unknown" ? "primary" : "default"} className="max-md:hidden">{VERB[item.kind]}</ButtonLink>
          </li>
        ))}
      </ul>
      {(foot || all > items.length) && (
        <CardFoot>
          <span>{foot ?? `${all - items.length} more`}</span>
          <TextLink href="/alerts">Open queue</TextLink>
        </CardFoot>
      )}
    </Card>
  );
}

function KindBadge({ item }: { item: Need }) {
  if (item.kind === "unknown") return <Badge tone="unk" icon="circle-question-mark" dashed>{item.word}</Badge>;
  if (item.kind === "completed") return <Badge tone="warn" icon="package-check">{item.word}</Badge>;
  if (item.kind === "run") return <Badge tone={item.word === "Failed" ? "bad" : "warn"} icon={RUN_ICON[item.word] ?? "workflow"}>{item.word}</Badge>;
  return <Badge tone="warn" icon="triangle-alert">{item.word}</Badge>;
}
