import { hrefWith } from "@/components/data-table/href-with";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyCell } from "@/components/data-table/empty-cell";
import { Card, CardFoot, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";
import type { LegFacts } from "@/lib/core/run/leg-view";
import type { RunEventFacts } from "@/lib/core/run/run-view";
import type { EpochMs } from "@/lib/core/time";
import { formatClockSeconds, formatDay } from "@/lib/format/dates";
import { doerOf } from "./leg-words";

interface RunEventsProps {
  runId: string;
  events: readonly RunEventFacts[];
  legs: readonly LegFacts[];
  now: EpochMs;
}

const SHOWN_MAX = 100;

/** What happened in the run, the newest first. */
export function RunEvents({ runId, events, legs, now }: RunEventsProps) {
  const byKey = new Map(legs.map((leg) => [leg.key, leg]));
  const columns: readonly Column<RunEventFacts>[] = [
    { id: "at", header: "Time", mobile: "note", cell: ({ at }) => <span className="whitespace-nowrap text-ink2">{formatDay(at) === formatDay(now) ? "" : `${formatDay(at)} `}{formatClockSeconds(at)}</span> },
    {
      id: "leg", header: "Leg", mobile: "title",
      cell: ({ legKey }) => {
        const leg = legKey === null ? undefined : byKey.get(legKey);
        return leg ? <TextLink href={hrefWith({}, { leg: leg.key })}>{doerOf(leg)}</TextLink> : <EmptyCell why="the run" />;
      },
    },
    { id: "kind", header: "What", mobile: "value", cell: ({ kind }) => <code className="font-mono text-second">{kind.replaceAll("_", " ")}</code> },
    { id: "note", header: "In words", mobile: "subtitle", width: "55%", cell: ({ note }) => <span className="break-words">{note}</span> },
    { id: "actor", header: "By", wideOnly: true, cell: ({ actor }) => <span className="text-ink3">{actor}</span> },
  ];
  return (
    <Card label="Events">
      <CardHead title="Events" note="the newest first" aside={<TextLink href={`/audit?subject=${runId}`}>Open in audit log</TextLink>} />
      <DataTable caption="Events of this run" columns={columns} rows={events.slice(0, SHOWN_MAX)} rowKey={({ id }) => id} density="report" empty={<EmptyState title="Nothing has happened yet." />} />
      {events.length > SHOWN_MAX && <CardFoot><span>The newest {SHOWN_MAX} are shown. Each leg’s panel has its own history.</span></CardFoot>}
    </Card>
  );
}
