import type { Column } from "@/components/data-table/column";
import { EmptyCell } from "@/components/data-table/empty-cell";
import { IntentOutcomeBadge } from "@/components/status/intent-outcome-badge";
import { WorkerStateBadge } from "@/components/status/worker-state-badge";
import { TimeText } from "@/components/ui/time-text";
import type { EpochMs } from "@/lib/core/time";
import type { WalletLine } from "@/lib/core/wallet/wallet-view";
import { formatRemaining, formatUsdc } from "@/lib/format/money";
import { toFacts, type WalletActionSet, type WalletRights } from "./wallet-facts";
import { WalletActions } from "./wallet-actions";
import { WalletMeter } from "./wallet-meter";
import { WithdrawalsSwitch } from "./withdrawals-switch";

export interface WalletColumnFacts {
  /** Platform time: limits and resets go by its clock. */
  now: EpochMs;
  sandbox: boolean;
  actions: WalletActionSet;
  rights: WalletRights;
}

const HELD = ["quarantined", "frozen", "unverified"];

export function walletColumns({ now, sandbox, actions, rights }: WalletColumnFacts): Column<WalletLine>[] {
  const facts = (line: WalletLine) => toFacts(line, { now, sandbox });
  return [
    { id: "owner", header: "Owner", mobile: "title", cell: (line) => line.name },
    { id: "role", header: "Role", wideOnly: true, cell: (line) => <span className="text-ink3">{line.role}</span> },
    {
      id: "state", header: "State", mobile: "note",
      cell: (line) => (line.inFlight ? <IntentOutcomeBadge outcome={line.inFlight} /> : <WorkerStateBadge state={line.workerState} />),
    },
    { id: "balance", header: "Balance", align: "right", mobile: "value", cell: (line) => formatUsdc(line.balance, "list", "down") },
    {
      id: "used", header: "Used today / limit", width: "180px", mobile: "subtitle",
      cell: (line) => <WalletMeter owner={line.name} spent={line.spent} dailyLimit={line.dailyLimit} />,
    },
    { id: "left", header: "Left today", align: "right", cell: (line) => <LeftToday line={line} /> },
    {
      id: "resets", header: "Resets", wideOnly: true,
      cell: (line) => (line.resetsAt === null ? <EmptyCell why="never by itself" /> : <TimeText at={line.resetsAt} now={now} />),
    },
    {
      id: "withdrawals", header: "Withdrawals",
      cell: (line) => <WithdrawalsSwitch wallet={facts(line)} actions={actions} allowed={rights.allowWithdrawals} />,
    },
    {
      id: "actions", header: <span className="sr-only">Actions</span>, label: "Actions", align: "right", width: "44px",
      cell: (line) => <WalletActions wallet={facts(line)} actions={actions} rights={rights} look="menu" />,
    },
  ];
}

function LeftToday({ line }: { line: WalletLine }) {
  if (HELD.includes(line.workerState)) return <span className="text-bad">held</span>;
  if (line.left === null) return <EmptyCell why="no limit" />;
  return <span className={line.left === 0n ? "text-bad" : undefined}>{formatRemaining(line.left)}</span>;
}
