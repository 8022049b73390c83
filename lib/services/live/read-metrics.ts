import { type EpochMs, MINUTE_MS } from "@/lib/core/time";
import type { ServiceContext } from "../context";
import { isChainEndIntact } from "./chain-end";

export interface ConsoleMetrics {
  readonly workers: readonly { readonly state: string; readonly role: string; readonly count: number }[];
  readonly escrows: readonly { readonly state: string; readonly count: bigint; readonly amountMicros: bigint }[];
  /** Sums over the fleet's agents; escrow is the only product that is booked so far. */
  readonly feesMicros: bigint;
  readonly commissionMicros: bigint;
  readonly intents: readonly { readonly kind: string; readonly outcome: string; readonly count: number }[];
  readonly intentsUnknown: number;
  readonly heartbeatAgeMs: number | null;
  readonly isChainOk: boolean;
}

type IntentCounts = ConsoleMetrics["intents"];

// Counting intents reads their whole history, so it is done once a minute however often somebody scrapes.
const cachedIntents = new Map<string, { readonly at: EpochMs; readonly counts: IntentCounts }>();

/** The figures of one connection, from rollups and indexed counts. Units: micros, ms. */
export async function readMetrics(ctx: Pick<ServiceContext, "db" | "now">, connectionId: string): Promise<ConsoleMetrics> {
  const { db } = ctx;
  const now = ctx.now();
  const [workers, escrows, sums, intents, intentsUnknown, slot, isChainOk] = await Promise.all([
    db.agent.groupBy({ by: ["state", "role"], where: { connectionId, kind: "worker" }, _count: true }),
    db.escrowTotal.findMany({ where: { connectionId } }),
    db.agent.aggregate({ where: { connectionId }, _sum: { feesMicros: true, referralMicros: true } }),
    countIntents(ctx, connectionId, now),
    db.intent.count({ where: { outcome: "unknown", connectionId } }),
    db.engineSlot.findFirst({ orderBy: { heartbeatAt: "desc" } }),
    isChainEndIntact(db),
  ]);
  return {
    workers: workers.map(({ state, role, _count }) => ({ state, role, count: _count })), escrows,
    feesMicros: sums._sum.feesMicros ?? 0n, commissionMicros: sums._sum.referralMicros ?? 0n,
    intents, intentsUnknown, heartbeatAgeMs: slot ? now - slot.heartbeatAt.getTime() : null, isChainOk,
  };
}

async function countIntents({ db }: Pick<ServiceContext, "db">, connectionId: string, now: EpochMs): Promise<IntentCounts> {
  const cached = cachedIntents.get(connectionId);
  if (cached && now - cached.at < MINUTE_MS) return cached.counts;
  const rows = await db.intent.groupBy({ by: ["kind", "outcome"], where: { connectionId }, _count: true });
  const counts = rows.map(({ kind, outcome, _count }) => ({ kind, outcome, count: _count }));
  cachedIntents.set(connectionId, { at: now, counts });
  return counts;
}
