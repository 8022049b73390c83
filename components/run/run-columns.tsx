import type { Column } from "@/components/data-table/column";
import { TimeText } from "@/components/ui/time-text";
import type { RunLine } from "@/lib/core/run/run-view";
import type { EpochMs } from "@/lib/core/time";
import { formatCost, formatUsdc } from "@/lib/format/money";
import { cx } from "../ui/cx";
import { Glyph } from "../ui/glyph";
import { BudgetBar } from "./budget-bar";
import { PATTERN_ICON, PATTERN_WORDS } from "./pattern-words";
import { RunStateBadge } from "./run-state-badge";

/** A row is one run's story: what it is, where it stands, how far it is, and where its money is. */
export function runColumns(now: EpochMs): readonly Column<RunLine>[] {
  return [
    { id: "name", header: "Run", mobile: "title", cell: (row) => <span className="block max-w-[34ch] truncate" title={row.name}>{row.name}</span> },
    { id: "number", header: "No.", wideOnly: true, cell: (row) => <span className="text-ink3">#{row.number}</span> },
    {
      id: "pattern", header: "Pattern",
      cell: (row) => <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-ink2"><Glyph name={PATTERN_ICON[row.pattern]} size={13} className="text-ink3" />{PATTERN_WORDS[row.pattern]}</span>,
    },
    { id: "state", header: "State", mobile: "subtitle", cell: (row) => <State row={row} /> },
    { id: "legs", header: "Legs done", align: "right", cell: (row) => <Legs row={row} /> },
    {
      id: "money", header: "Released, locked, returned, unspent", width: "24%",
      cell: (row) => (
        <span className="flex min-w-[150px] flex-col gap-1.5">
          <BudgetBar parts={row.parts} />
          <span className="flex justify-between gap-2 text-label text-ink3 whitespace-nowrap"><span>{moneyWords(row)}</span></span>
        </span>
      ),
    },
    { id: "budget", header: "Budget", align: "right", mobile: "value", cell: (row) => formatUsdc(row.parts.budget) },
    { id: "fees", header: "Fees", align: "right", wideOnly: true, cell: (row) => formatCost(row.fees) },
    { id: "started", header: "Started", mobile: "note", cell: (row) => <TimeText at={row.createdAt} now={now} show="distance" /> },
    { id: "by", header: "By", wideOnly: true, cell: (row) => <span className="block max-w-[16ch] truncate text-ink2" title={row.createdByName}>{row.createdByName}</span> },
  ];
}

/** A small screen has no column of legs: what waits for a person stands beside the state there. */
function State({ row }: { row: RunLine }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <RunStateBadge run={row} />
      {wantsReview(row) && <span className="text-second text-warn md:hidden">{row.reviewCount} to review</span>}
    </span>
  );
}

function wantsReview({ reviewCount, finishedAt }: RunLine): boolean {
  return reviewCount > 0 && finishedAt === null;
}

function Legs({ row }: { row: RunLine }) {
  return (
    <span className="whitespace-nowrap">
      <b className={cx(row.doneCount === row.legCount && "text-ok")}>{row.doneCount}</b>
      <span className="text-ink3"> of {row.legCount}</span>
      {wantsReview(row) && <span className="text-warn"> · {row.reviewCount} to review</span>}
    </span>
  );
}

function moneyWords({ parts }: RunLine): string {
  const words = [
    parts.released > 0n && `${formatUsdc(parts.released)} released`, parts.locked > 0n && `${formatUsdc(parts.locked)} locked`,
    parts.returned > 0n && `${formatUsdc(parts.returned)} back`, parts.lost > 0n && `${formatCost(parts.lost)} fee`,
  ].filter(Boolean);
  return words.length > 0 ? words.slice(0, 3).join(" · ") : "nothing moved";
}
