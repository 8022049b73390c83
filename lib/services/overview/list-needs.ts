import { formatUsdc } from "@/lib/format/money";
import { priceOfSilence } from "@/lib/core/escrow/silence";
import type { Dialect } from "@/lib/core/escrow/states";
import { usdc } from "@/lib/core/money";
import type { Need, Needs } from "@/lib/core/overview/overview-view";
import { toEpochMs } from "@/lib/core/time";
import { alertKind, subjectHref } from "../alert/alert-kinds";
import type { ServiceContext } from "../context";
import { listRunNeeds, RUN_ALERTS } from "./list-run-needs";

const EACH_MAX = 40;

/** What waits for a person, the most money first, then the nearest deadline. Units: micros. */
export async function listNeeds(ctx: ServiceContext, connectionId: string, shownMax = 8): Promise<Needs> {
  const others = { connectionId, resolvedAt: null, kind: { notIn: RUN_ALERTS } };
  const open = await findOpenRuns(ctx, connectionId);
  const [alerts, alertCounts, escrows, completed, inRuns, runs] = await Promise.all([
    ctx.db.alert.findMany({ where: others, orderBy: [{ amountAtRiskMicros: "desc" }, { raisedAt: "desc" }], take: EACH_MAX }),
    ctx.db.alert.groupBy({ by: ["kind"], where: others, _count: { _all: true } }),
    ctx.db.escrow.findMany({
      where: { connectionId, state: "completed", OR: [{ runId: null }, { runId: { notIn: open } }] }, orderBy: { deadlineAt: "asc" }, take: EACH_MAX,
      select: { id: true, amountMicros: true, netMicros: true, payeeName: true, dialect: true, deadlineAt: true, referralAgentId: true },
    }),
    ctx.db.escrowTotal.findUnique({ where: { connectionId_state: { connectionId, state: "completed" } } }),
    ctx.db.escrow.count({ where: { runId: { in: open }, state: "completed" } }), listRunNeeds(ctx, connectionId),
  ]);
  const items = [...alerts.map(toAlertNeed), ...escrows.map(toEscrowNeed), ...runs.items].sort(mostFirst);
  const deadlines = items.flatMap((item) => (item.deadlineAt === null ? [] : [item.deadlineAt]));
  const unknown = alertCounts.find((row) => row.kind === "intent_unknown")?._count._all ?? 0;
  return {
    items: items.slice(0, shownMax),
    counts: {
      unknown, alerts: alertCounts.reduce((total, row) => total + row._count._all, 0) - unknown, completed: Number(completed?.count ?? 0n) - inRuns,
      runs: runs.count,
    },
    firstDeadlineAt: deadlines.length > 0 ? toEpochMs(Math.min(...deadlines)) : null,
    lostMicros: items.reduce((total, item) => total + item.lostMicros, 0n),
  };
}

/** A run that goes on releases its completed escrows itself: they wait for nobody. */
async function findOpenRuns(ctx: ServiceContext, connectionId: string): Promise<string[]> {
  const rows = await ctx.db.run.findMany({ where: { connectionId, state: { in: ["running", "paused", "stopping"] } }, select: { id: true } });
  return rows.map(({ id }) => id);
}

function mostFirst(a: Need, b: Need): number {
  if (a.lostMicros !== b.lostMicros) return a.lostMicros > b.lostMicros ? -1 : 1;
  return (a.deadlineAt ?? Number.MAX_SAFE_INTEGER) - (b.deadlineAt ?? Number.MAX_SAFE_INTEGER);
}

type AlertRow = Awaited<ReturnType<ServiceContext["db"]["alert"]["findMany"]>>[number];

function toAlertNeed(alert: AlertRow): Need {
  const kind = alertKind(alert.kind);
  return {
    id: alert.id, kind: alert.kind === "intent_unknown" ? "unknown" : "alert", word: kind.word, title: alert.title, note: kind.whatToDo,
    href: subjectHref(alert.subjectType, alert.subjectId) ?? "/alerts", lostMicros: alert.amountAtRiskMicros, words: "at risk",
    deadlineAt: alert.deadlineAt && toEpochMs(alert.deadlineAt.getTime()),
  };
}

interface EscrowRow {
  id: string; amountMicros: bigint; netMicros: bigint; payeeName: string; dialect: string; deadlineAt: Date | null; referralAgentId: string | null;
}

function toEscrowNeed(row: EscrowRow): Need {
  const deadlineAt = row.deadlineAt && toEpochMs(row.deadlineAt.getTime());
  const price = priceOfSilence({
    state: "completed", amount: usdc(row.amountMicros), dialect: row.dialect as Dialect, hasReferrer: row.referralAgentId !== null, deadlineAt,
  });
  return {
    id: row.id, kind: "completed", word: "Completed", href: `/escrows/${row.id}`, words: "you lose", deadlineAt,
    lostMicros: price.kind === "settles" ? price.payerCost : 0n,
    ...escrowWords(row, price.kind === "settles" ? price.outcome.payer : null),
  };
}

function escrowWords(row: EscrowRow, back: bigint | null): { title: string; note: string } {
  const text = (micros: bigint) => formatUsdc(usdc(micros));
  return {
    title: `${text(row.amountMicros)} to ${row.payeeName}, completed`,
    note: back === null ? "Somebody must release it: nobody can say what silence brings" : `Silence: ${text(back)} comes back, the worker gets 0`,
  };
}
