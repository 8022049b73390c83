import type { Column } from "@/components/data-table/column";
import { EmptyCell } from "@/components/data-table/empty-cell";
import { EscrowStateBadge } from "@/components/status/escrow-state-badge";
import { IntentOutcomeBadge } from "@/components/status/intent-outcome-badge";
import { TimeText } from "@/components/ui/time-text";
import type { EscrowLine } from "@/lib/core/escrow/escrow-view";
import type { NextAction } from "@/lib/core/escrow/silence";
import { isHolding } from "@/lib/core/escrow/states";
import type { EpochMs } from "@/lib/core/time";
import { formatUsdc } from "@/lib/format/money";
import { silenceWords } from "./silence-words";

const NEXT: Record<NextAction, string | null> = {
  settle_unknown: "reading the platform", lock: "not funded", await_work: "waits for work", review_and_release: "review and release",
  await_platform: "platform acts", contact_platform: "platform decides", read: "read only", none: null,
};

/** A row is one escrow's story: who, where it stands, how much, until when, and what silence does. */
export function escrowColumns(now: EpochMs): readonly Column<EscrowLine>[] {
  return [
    { id: "payee", header: "Payee", mobile: "title", cell: (row) => row.payeeName },
    {
      id: "state", header: "State", mobile: "subtitle",
      cell: (row) => (
        <span className="inline-flex items-center gap-1.5">
          <EscrowStateBadge state={row.state} raw={row.platformWord} />
          {row.intent && <IntentOutcomeBadge outcome={row.intent} />}
        </span>
      ),
    },
    { id: "amount", header: "Amount", align: "right", mobile: "value", cell: (row) => formatUsdc(row.amount) },
    { id: "net", header: "Payee gets", align: "right", wideOnly: true, cell: (row) => formatUsdc(row.net) },
    {
      id: "description", header: "Description", wideOnly: true,
      cell: (row) => <span className="block max-w-[26ch] truncate text-ink2" title={row.description}>{row.description}</span>,
    },
    { id: "payer", header: "Payer", wideOnly: true, cell: (row) => <span className="text-ink2">{row.payerName}</span> },
    { id: "deadline", header: "Deadline", sortKey: "deadline", mobile: "note", cell: (row) => <Deadline row={row} now={now} /> },
    { id: "silence", header: "If nobody acts", cell: (row) => silenceWords(row) ?? <EmptyCell why="ended" /> },
    {
      id: "next", header: "Next",
      cell: (row) => (NEXT[row.next] ? <span className={row.next === "review_and_release" ? "text-warn" : undefined}>{NEXT[row.next]}</span> : <EmptyCell why="nothing" />),
    },
    { id: "created", header: "Created", sortKey: "created", wideOnly: true, cell: (row) => <TimeText at={row.createdAt} now={now} show="clock" /> },
  ];
}

function Deadline({ row, now }: { row: EscrowLine; now: EpochMs }) {
  if (row.deadlineAt === null) return <EmptyCell why="never locked" />;
  if (row.state === "disputed") return <EmptyCell why="stopped" />;
  return isHolding(row.state) ? <TimeText at={row.deadlineAt} now={now} /> : <TimeText at={row.deadlineAt} now={now} show="clock" />;
}
