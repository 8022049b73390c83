import type { EscrowState, RefundCause } from "@/lib/core/escrow/states";
import { invariant } from "@/lib/core/invariant";
import { usdc } from "@/lib/core/money";
import type { Json } from "@/lib/core/order/json-value";
import type { OrderState } from "@/lib/core/order/states";
import { flattenPlan, type PlanLeg } from "@/lib/core/run/flatten";
import type { LegBid, LegEscrow, LegOrder, LegSnapshot, RunSnapshot } from "@/lib/core/run/snapshot";
import { type BidState, isLegFinal, type LegState, type RunState } from "@/lib/core/run/states";
import { toEpochMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import type { Bid, Intent, Leg, RateCard, Run, WorkOrder } from "@/lib/db/generated/client";
import { runPlanSchema } from "@/lib/schemas/run-plan";
import { getConnection } from "../connection/load-connection";
import type { CapabilityDialects } from "@/lib/core/connection/capabilities";
import { getRecords } from "./reputation";

/** Results are read apart: a run of a thousand legs may have a quarter of a gigabyte of them. */
export type LegRow = Omit<Leg, "output"> & { bids: Bid[] };

export interface LoadedRun {
  readonly snapshot: RunSnapshot;
  readonly legs: ReadonlyMap<string, LegRow>;
}

/**
 * Everything that a decision about a run needs, read under the run's lock. Bids that are still open are locked, so that
 * none comes in while they are opened.
 */
export async function loadRun(tx: Tx, run: Run, now: RunSnapshot["now"]): Promise<LoadedRun> {
  const plans = new Map(flattenPlan(runPlanSchema.parse(run.plan)).map((leg) => [leg.key, leg]));
  await lockOpenBids(tx, run.id);
  await lockLegs(tx, run.id);
  const rows: LegRow[] = await tx.leg.findMany({ where: { runId: run.id }, include: { bids: true }, omit: { output: true }, orderBy: { position: "asc" } });
  const open = rows.filter((row) => !isLegFinal(row.state as LegState));
  const outputs = await readOutputs(tx, rows, open, plans);
  const escrows = await readEscrows(tx, open);
  const orders = await readOrders(tx, open);
  const auctions = open.filter((row) => row.bids.length > 0);
  const bidders = auctions.flatMap((row) => row.candidates);
  const rateCards = new Map((await tx.rateCard.findMany({ where: { agentId: { in: bidders } } })).map((card) => [card.agentId, card]));
  const records = await getRecords(tx, bidders);
  const connection = await getConnection(tx, run.connectionId);
  const dialects = connection.dialects as unknown as CapabilityDialects;
  const legs = rows.map((row): LegSnapshot => {
    const plan = plans.get(row.key);
    invariant(plan, "every leg is in the plan of its run");
    return {
      plan, ...toFacts(row), output: outputs.get(row.id) ?? null, escrow: row.escrowId ? escrows.get(row.escrowId) ?? null : null, order: row.orderId ? orders.get(row.orderId) ?? null : null,
      bids: row.bids.map((bid) => toBid(bid, rateCards.get(bid.agentId))),
    };
  });
  const snapshot: RunSnapshot = {
    state: run.state as RunState, now, input: run.input as Json, canCancel: dialects["escrow.cancel"] !== null,
    canComplete: dialects["escrow.complete"] !== null, isFrozen: connection.frozenAt !== null, legs, records: Object.fromEntries(records),
  };
  return { snapshot, legs: new Map(rows.map((row) => [row.key, row])) };
}

/** A lock that is on its way writes its escrow into its leg before the call: it must not come between reading and deciding. */
async function lockLegs(tx: Tx, runId: string): Promise<void> {
  await tx.$queryRaw`select id from "Leg" where "runId" = ${runId} order by position for no key update`;
}

async function lockOpenBids(tx: Tx, runId: string): Promise<void> {
  await tx.$queryRaw`
    select o.id from "WorkOrder" o join "Leg" l on l.id = o."legId"
    where l."runId" = ${runId} and l.state = 'bidding' and o.kind = 'bid' order by o.id for update of o`;
}

/** The outputs that a decision may hand on or write again: those of open legs, and of ended ones that an open leg needs. */
async function readOutputs(tx: Tx, rows: readonly LegRow[], open: readonly LegRow[], plans: ReadonlyMap<string, PlanLeg>): Promise<ReadonlyMap<string, Json>> {
  const needs = open.flatMap(({ key }) => plans.get(key) ?? []);
  const nodes = new Set(needs.flatMap(({ terms }) => terms.dependsOn));
  const previous = new Set(needs.map(({ previousLeg }) => previousLeg));
  const wanted = rows.filter((row) => row.hasOutput && (!isLegFinal(row.state as LegState) || nodes.has(row.nodeKey) || previous.has(row.key)));
  if (wanted.length === 0) return new Map();
  const found = await tx.leg.findMany({ where: { id: { in: wanted.map(({ id }) => id) } }, select: { id: true, output: true } });
  return new Map(found.map(({ id, output }) => [id, output as Json]));
}

async function readEscrows(tx: Tx, legs: readonly LegRow[]): Promise<Map<string, LegEscrow>> {
  const ids = legs.flatMap(({ escrowId }) => (escrowId ? [escrowId] : []));
  const rows = await tx.escrow.findMany({ where: { id: { in: ids } }, select: { id: true, state: true, refundCause: true } });
  const asked = rows.filter(({ state }) => state !== "released").map(({ id }) => id);
  const intents = await tx.intent.findMany({
    where: { subjectId: { in: asked }, OR: [{ outcome: { in: ["sending", "unknown"] } }, { kind: "escrow.lock" }] },
    select: { subjectId: true, outcome: true, kind: true, errorCode: true, errorMessage: true },
  });
  const of = new Map<string, Pick<Intent, "outcome" | "kind" | "errorCode" | "errorMessage">[]>();
  for (const intent of intents) of.set(intent.subjectId, [...(of.get(intent.subjectId) ?? []), intent]);
  return new Map(rows.map((row): [string, LegEscrow] => {
    const own = of.get(row.id) ?? [];
    const refused = own.find(({ kind, outcome }) => kind === "escrow.lock" && (outcome === "rejected" || outcome === "abandoned"));
    return [row.id, {
      id: row.id, state: row.state as EscrowState, refundCause: row.refundCause as RefundCause | null,
      isBusy: own.some(({ outcome }) => outcome === "sending" || outcome === "unknown"),
      refusal: refused ? { code: refused.errorCode ?? "REFUSED", message: refused.errorMessage ?? "The lock was refused." } : null,
    }];
  }));
}

async function readOrders(tx: Tx, legs: readonly LegRow[]): Promise<Map<string, LegOrder>> {
  const ids = legs.flatMap(({ orderId }) => (orderId ? [orderId] : []));
  const rows = await tx.workOrder.findMany({ where: { id: { in: ids } } });
  const sentBack = rows.flatMap(({ escrowId, revision }) => (escrowId !== null && revision > 0 ? [escrowId] : []));
  const earlier = sentBack.length === 0 ? [] : await tx.workOrder.findMany({
    where: { escrowId: { in: sentBack }, id: { notIn: ids }, returnedAt: { not: null } }, select: { escrowId: true, createdAt: true, returnedAt: true },
  });
  const spent = new Map<string, number>();
  for (const { escrowId, createdAt, returnedAt } of earlier) {
    spent.set(escrowId ?? "", (spent.get(escrowId ?? "") ?? 0) + (returnedAt?.getTime() ?? 0) - createdAt.getTime());
  }
  return new Map(rows.map((row) => [row.id, toOrder(row, spent.get(row.escrowId ?? "") ?? 0)]));
}

function toOrder(row: WorkOrder, earlierMs: number): LegOrder {
  return {
    id: row.id, state: row.state as OrderState, result: row.result as Json, offeredAt: toEpochMs(row.createdAt.getTime()), earlierMs,
    returnedAt: instant(row.returnedAt), closedNote: row.closedNote,
  };
}

function toBid(bid: Bid, card: RateCard | undefined): LegBid {
  return {
    agentId: bid.agentId, orderId: bid.orderId, state: bid.state as BidState, price: bid.priceMicros === null ? null : usdc(bid.priceMicros),
    minutes: bid.minutes, placedAt: instant(bid.placedAt),
    rateCard: card ? { price: usdc(card.priceMicros), minutes: card.minutes, note: card.note } : null,
  };
}

function toFacts(row: LegRow): Omit<LegSnapshot, "plan" | "escrow" | "order" | "bids" | "output"> {
  return {
    state: row.state as LegState, candidates: row.candidates, candidateIndex: row.candidateIndex, payerAgentId: row.payerAgentId,
    payeeAgentId: row.payeeAgentId, amount: usdc(row.amountMicros), attempt: row.attempt, triesLeft: row.triesLeft, revision: row.revision,
    hasOutput: row.hasOutput, completeState: row.completeState as LegSnapshot["completeState"],
    judgeState: row.judgeState as LegSnapshot["judgeState"], judgeNote: row.judgeNote, reviewState: row.reviewState as LegSnapshot["reviewState"],
    reviewNote: row.reviewNote, afterReturn: row.afterReturn as LegSnapshot["afterReturn"], part: row.partMicros === null ? null : usdc(row.partMicros),
    failureCode: row.failureCode, note: row.note, retryAt: instant(row.retryAt), dueAt: instant(row.dueAt), releaseAt: instant(row.releaseAt),
    bidsCloseAt: instant(row.bidsCloseAt), startedAt: instant(row.startedAt), finishedAt: instant(row.finishedAt),
  };
}

function instant(at: Date | null) {
  return at === null ? null : toEpochMs(at.getTime());
}
