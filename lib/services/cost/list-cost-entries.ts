import type { CostEntry, CostFilters, CostSums } from "@/lib/core/cost/cost-view";
import { CLIENT_PATTERN, patternOfRow } from "@/lib/core/cost/patterns";
import { toEpochMs } from "@/lib/core/time";
import { Prisma } from "@/lib/db/generated/client";
import { decodeCursor, encodeCursor } from "@/lib/schemas/cursor";
import type { ServiceContext } from "../context";
import { entryConditions, roleCondition } from "./cost-source";
import { getCostSums } from "./get-cost-sums";

/** The figures of the report that entries stand behind. */
export const COST_FIGURES = ["net", "earned", "client", "paid", "fees", "lost", "referral", "refunded", "released", "failed"] as const;
export type CostFigure = (typeof COST_FIGURES)[number];

/** Which effects make a figure. */
const KINDS: Record<CostFigure, readonly string[]> = {
  net: ["earned", "referral", "paid", "lost"], earned: ["earned"], client: ["earned"], paid: ["paid", "lost"], fees: ["fee", "lost"], lost: ["lost"],
  referral: ["referral"], refunded: ["refunded"], released: ["paid"], failed: ["refunded"],
};

export interface CostEntryPage {
  readonly rows: readonly CostEntry[];
  readonly after: string | null;
  /** The figure as the report has it, over every match. */
  readonly totalMicros: bigint;
  /** For a figure that is a count. */
  readonly count: number | null;
}

interface Found {
  id: string; at: Date; kind: string; product: string; amountMicros: bigint; agentId: string; agentName: string; payerName: string | null;
  escrowId: string | null; pattern: string; runId: string | null; runNumber: number | null; runName: string | null;
}

/** The booked effects behind one figure of the report, newest first, with the figure itself from the rollups. */
export async function listCostEntries(
  ctx: Pick<ServiceContext, "db">, connectionId: string, asked: CostFilters, { figure, after, size }: { figure: CostFigure; after?: string | undefined; size: number },
): Promise<CostEntryPage> {
  const filters = figure === "client" ? { ...asked, pattern: asked.pattern ?? CLIENT_PATTERN } as const : asked;
  const isClientOnly = figure === "client" ? Prisma.sql`and e.pattern = ${CLIENT_PATTERN}` : Prisma.empty;
  const cursor = after ? decodeCursor(after) : null;
  const place = cursor && !Number.isNaN(Date.parse(cursor.value)) ? Prisma.sql`and (e.at, e.id) < (${new Date(cursor.value)}, ${cursor.id})` : Prisma.empty;
  const [found, totals] = await Promise.all([
    ctx.db.$queryRaw<Found[]>`
      select e.id, e.at, e.kind, e.product, e."amountMicros", e."agentId", a.name as "agentName", p.name as "payerName", e."escrowId", e.pattern, e."runId",
        r.number as "runNumber", r.name as "runName"
      from "CostEntry" e join "Agent" a on a.id = e."agentId" left join "Agent" p on p.id = e."counterpartyId" left join "Run" r on r.id = e."runId"
      where ${entryConditions(connectionId, filters)} and ${roleCondition(filters.role)} and e.kind in (${Prisma.join([...KINDS[figure]])}) ${isClientOnly} ${place}
      order by e.at desc, e.id desc limit ${size + 1}`,
    getCostSums(ctx, connectionId, asked),
  ]);
  const page = found.slice(0, size);
  const last = page.at(-1);
  return {
    rows: page.map((row) => toEntry(row, figure)), after: found.length > size && last ? encodeCursor({ value: last.at.toISOString(), id: last.id }) : null,
    totalMicros: figureOf(totals, figure), count: figure === "released" ? totals.releasedCount : figure === "failed" ? totals.refundedCount : null,
  };
}

/** The figure of these sums that a column of the report shows. Units: micros; of a count, the money behind it. */
export function figureOf(sums: CostSums, figure: CostFigure): bigint {
  const figures: Record<CostFigure, bigint> = {
    net: sums.netMicros, earned: sums.earnedMicros, client: sums.clientMicros, paid: sums.paidMicros, fees: sums.feesMicros, lost: sums.lostMicros,
    referral: sums.referralMicros, refunded: sums.refundedMicros, released: sums.paidMicros - sums.lostMicros, failed: sums.refundedMicros,
  };
  return figures[figure];
}

function toEntry(row: Found, figure: CostFigure): CostEntry {
  const isOut = figure === "net" && (row.kind === "paid" || row.kind === "lost");
  return {
    id: row.id, at: toEpochMs(row.at.getTime()), kind: row.kind, product: row.product, amountMicros: isOut ? -row.amountMicros : row.amountMicros,
    agentId: row.agentId, agentName: row.agentName, payerName: row.payerName, escrowId: row.escrowId, pattern: patternOfRow(row.pattern),
    run: row.runId === null ? null : { id: row.runId, number: row.runNumber, name: row.runName ?? row.runId },
  };
}
