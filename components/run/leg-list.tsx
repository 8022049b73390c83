import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyCell } from "@/components/data-table/empty-cell";
import { hrefWith, type SearchParams } from "@/components/data-table/href-with";
import { StatusBadge } from "@/components/status/status-badge";
import { CardFoot } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";
import { TimeText } from "@/components/ui/time-text";
import type { LegFacts } from "@/lib/core/run/leg-view";
import type { GroupFacts } from "@/lib/core/run/run-view";
import { formatCount } from "@/lib/format/counts";
import { formatUsdc } from "@/lib/format/money";
import { legLook } from "./leg-look";
import { legSilence } from "./leg-silence";
import { doerOf, moneyOf, placeOf } from "./leg-words";
import type { RunScene } from "./run-scene";

interface LegListProps {
  legs: readonly LegFacts[];
  groups: readonly GroupFacts[];
  scene: RunScene;
  /** From 1. */
  page: number;
  searchParams: SearchParams;
}

const PAGE_SIZE = 100;

/** The same facts as the graph, one leg a row, in the order of the plan. */
export function LegList({ legs, groups, scene, page, searchParams }: LegListProps) {
  const start = (page - 1) * PAGE_SIZE;
  const rows = legs.slice(start, start + PAGE_SIZE);
  const hasAfter = start + PAGE_SIZE < legs.length;
  return (
    <>
      <DataTable
        caption="Legs of this run" columns={columnsOf(groups, scene)} rows={rows} rowKey={({ id }) => id} density="queue"
        rowHref={({ key }) => hrefWith(searchParams, { leg: key })} attention={(leg) => legLook(leg).tone === "bad"} empty={<EmptyState title="No leg is in this state." />}
      />
      {legs.length > PAGE_SIZE && (
        <CardFoot>
          <span className="flex flex-wrap items-center gap-3">
            <span><b className="text-ink">{formatCount(start + 1)} to {formatCount(start + rows.length)}</b> of {formatCount(legs.length)} legs</span>
            {page > 1 && <TextLink href={hrefWith(searchParams, { page: page - 1 })}>Previous hundred</TextLink>}
            {hasAfter && <TextLink href={hrefWith(searchParams, { page: page + 1 })}>Next hundred</TextLink>}
          </span>
        </CardFoot>
      )}
    </>
  );
}

function columnsOf(groups: readonly GroupFacts[], scene: RunScene): readonly Column<LegFacts>[] {
  return [
    { id: "leg", header: "Leg", mobile: "title", cell: (leg) => <>{doerOf(leg)}<span className="sr-only">, {placeOf(leg, groups)}</span></> },
    { id: "place", header: "Place", cell: (leg) => <Place leg={leg} groups={groups} /> },
    { id: "state", header: "State", mobile: "subtitle", cell: (leg) => <StatusBadge word={legLook(leg).word} look={legLook(leg)} title={leg.note ?? undefined} /> },
    { id: "payer", header: "Paid by", wideOnly: true, cell: (leg) => <span className="text-ink2">{leg.payerName ?? "you"}</span> },
    { id: "amount", header: "Amount", align: "right", mobile: "value", cell: (leg) => formatUsdc(leg.amount) },
    { id: "money", header: "Where it is", mobile: "note", cell: (leg) => <span className="whitespace-nowrap">{moneyOf(leg)}</span> },
    { id: "deadline", header: "Deadline", cell: (leg) => (leg.escrow?.silence.kind === "settles" ? <TimeText at={leg.escrow.silence.at} now={scene.platformNow} /> : <EmptyCell why={leg.escrow ? "ended" : "not locked"} />) },
    { id: "silence", header: "If nobody acts", wideOnly: true, cell: (leg) => legSilence(leg) ?? <EmptyCell why="nothing left" /> },
    { id: "tries", header: "Attempts", align: "right", cell: (leg) => <Tries leg={leg} /> },
  ];
}

function Place({ leg, groups }: { leg: LegFacts; groups: readonly GroupFacts[] }) {
  const group = groups.find(({ key }) => key === leg.nodeKey);
  return (
    <span className="flex flex-col">
      <span>{group ? group.label : leg.label}</span>
      <span className="text-second text-ink3">{placeOf(leg, groups)}</span>
    </span>
  );
}

function Tries({ leg }: { leg: LegFacts }) {
  if (leg.attempt === 0) return <EmptyCell why="none yet" />;
  return <span className="whitespace-nowrap">{leg.attempt}{leg.revision > 0 && <span className="text-ink3"> · revision {leg.revision}</span>}</span>;
}
