import { type ReferralProof, upgradeProof } from "@/lib/core/referral/proof";
import { newId } from "@/lib/core/ids";
import type { EpochMs } from "@/lib/core/time";
import { formatNoun } from "@/lib/format/counts";
import type { Database, Tx } from "@/lib/db/client";
import type { MoneyRows } from "@/lib/db/money-rows";
import { raiseAlert, resolveAlert } from "@/lib/db/rows/alert-rows";
import type { ReferralSummary } from "@/lib/purpleflea/records";
import { recordObservation } from "../command";
import { getConnection } from "../connection/load-connection";
import { openPlatform } from "../connection/open-platform";
import type { ServiceContext } from "../context";
import { matchReferred, type ReferralCandidate } from "../connection/match-referred";
import { planProductCredits, type ProductCredit } from "./plan-product-credits";

interface ProofChange {
  readonly worker: Worker;
  readonly proof: ReferralProof;
}

interface Worker extends ReferralCandidate {
  readonly name: string;
  readonly state: string;
  readonly spawnStep: string | null;
  readonly bookedMicros: bigint;
}

interface SyncPlan {
  readonly referrerId: string;
  readonly proofs: readonly ProofChange[];
  readonly credits: readonly ProductCredit[];
}

export interface ReferralSync {
  readonly proofChanges: number;
  readonly credits: number;
  readonly platformTotalMicros: bigint;
}

/**
 * Reads what the platform says of the orchestrator's referrals, raises proofs, records commissions that no escrow
 * explains and raises or closes alerts about contradicted links. Safe to run twice and side by side.
 * Errors: those of the platform port when it does not answer; nothing is written then. `null` without an orchestrator.
 */
export async function syncReferrals(ctx: ServiceContext, connectionId: string): Promise<ReferralSync | null> {
  const row = await getConnection(ctx.db, connectionId);
  const referrerId = row.orchestratorAgentId;
  const account = referrerId ? await ctx.db.agentAccount.findFirst({ where: { agentId: referrerId, service: "platform" } }) : null;
  if (!referrerId || !account) return null;
  const client = await openPlatform(ctx, connectionId, account.id);
  const readAt = ctx.now();
  const mark = await quietMark(ctx.db, connectionId);
  const { value: summary } = await client.getReferralSummary();
  const facts = { connectionId, referrerId, summary, mark, nowMs: readAt, clockOffsetMs: row.clockOffsetMs };
  await ctx.db.capability.updateMany({
    where: { connectionId, name: "referral.summary", evidence: "documented" },
    data: { evidence: "observed", note: "Read for the referral chain", checkedAt: new Date(readAt) },
  });
  const first = await planSync(ctx.db, facts);
  const done = { proofChanges: first.proofs.length, credits: first.credits.length, platformTotalMicros: summary.totalCommissions };
  if (first.proofs.length === 0 && first.credits.length === 0) return done;
  const subject = { type: "agent", id: referrerId, name: account.upstreamId };
  const summaryText = `Referral summary read: ${formatNoun(first.proofs.length, "proof")} changed, ${formatNoun(first.credits.length, "commission")} recorded`;
  await recordObservation(ctx, { connectionId, action: "referral.synced", subject, summary: summaryText }, async (rows, at) => {
    await rows.tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`referrals:${connectionId}`}, 7747))::text`;
    const plan = await planSync(rows.tx, facts);
    for (const change of plan.proofs) await writeProof(rows, ctx, connectionId, change, at);
    for (const credit of plan.credits) await writeCredit(rows, ctx, connectionId, plan.referrerId, credit, at);
    return plan.proofs.length + plan.credits.length > 0;
  });
  return done;
}

async function planSync(
  db: Database | Tx,
  facts: { connectionId: string; referrerId: string; summary: ReferralSummary; mark: bigint | null; nowMs: number; clockOffsetMs: number },
): Promise<SyncPlan> {
  const workers = await readWorkers(db, facts.connectionId, facts.clockOffsetMs);
  const platformNow = facts.nowMs + facts.clockOffsetMs;
  const proofs: ProofChange[] = [];
  const earnedByAgent = new Map<string | null, bigint>();
  for (const worker of workers) {
    const evidence = matchReferred(worker, facts.summary, workers, platformNow);
    if (!evidence) continue;
    const proof = upgradeProof(worker.proof, evidence.proof);
    if (proof !== worker.proof) proofs.push({ worker, proof });
    if (evidence.earnedMicros > 0n) earnedByAgent.set(worker.agentId, evidence.earnedMicros);
  }
  const known = new Set(workers.map((worker) => worker.upstreamId));
  const outside = facts.summary.agents.filter((row) => !row.isPrefix && !known.has(row.agentId)).reduce((total, row) => total + row.earned, 0n);
  if (outside > 0n) earnedByAgent.set(null, outside);
  const isQuiet = facts.mark !== null && facts.mark === (await quietMark(db, facts.connectionId));
  if (!isQuiet) return { referrerId: facts.referrerId, proofs, credits: [] };
  const products = Object.entries(facts.summary.byProduct);
  const booked = products.length > 0 ? await readBooked(db, facts.referrerId, workers) : await readBookedCasino(db, facts.referrerId);
  const earnedByProduct = new Map(products.length > 0 ? products : [["casino", facts.summary.totalCommissions]]);
  const credits = planProductCredits({ earnedByProduct, earnedByAgent, ...booked });
  return { referrerId: facts.referrerId, proofs, credits };
}

/** The head of the audit log while no action is on its way: what was read then can be compared with the books. */
async function quietMark(db: Database | Tx, connectionId: string): Promise<bigint | null> {
  const head = await db.auditHead.findUniqueOrThrow({ where: { id: 1 } });
  const open = await db.intent.findFirst({ where: { connectionId, outcome: { in: ["sending", "unknown"] } }, select: { id: true } });
  return open ? null : head.seq;
}

interface WorkerRow { id: string; name: string; state: string; spawnStep: string | null; proof: ReferralProof; registeredAt: Date; referralMicros: bigint; upstreamId: string }

/** The whole fleet, every ten seconds: one statement, and no object more than the comparison needs. */
async function readWorkers(db: Database | Tx, connectionId: string, clockOffsetMs: number): Promise<Worker[]> {
  const rows = await db.$queryRaw<WorkerRow[]>`
    select a.id, a.name, a.state, a."spawnStep", a."referralProof" as proof, a."registeredAt", a."referralMicros", c."upstreamId"
    from "Agent" a join "AgentAccount" c on c."agentId" = a.id and c.service = 'platform'
    where a."connectionId" = ${connectionId} and a.kind = 'worker' and a."registeredAt" is not null`;
  return rows.map((row) => ({
    agentId: row.id, name: row.name, state: row.state, spawnStep: row.spawnStep, bookedMicros: row.referralMicros, upstreamId: row.upstreamId,
    registeredAtMs: row.registeredAt.getTime() + clockOffsetMs, proof: row.proof,
  }));
}

/** What our books hold: per worker by its rollup, per product by the few credits that no escrow explains. */
async function readBooked(db: Database | Tx, referrerAgentId: string, workers: readonly Worker[]) {
  const others = await db.commissionCredit.groupBy({
    by: ["product", "sourceAgentId"], where: { referrerAgentId, escrowId: null }, _sum: { amountMicros: true },
  });
  const ofOthers = others.filter((row) => row.sourceAgentId !== null && row.product !== "escrow");
  const ofWorkers = workers.reduce((total, worker) => total + worker.bookedMicros, 0n);
  const bookedByProduct = new Map([["escrow", ofOthers.reduce((total, row) => total - (row._sum.amountMicros ?? 0n), ofWorkers)]]);
  const bookedByAgent = new Map<string | null, bigint>(workers.map((worker) => [worker.agentId, worker.bookedMicros]));
  for (const row of others) {
    const amount = row._sum.amountMicros ?? 0n;
    if (row.product !== "escrow" || row.sourceAgentId === null) bookedByProduct.set(row.product, (bookedByProduct.get(row.product) ?? 0n) + amount);
    if (row.sourceAgentId === null) bookedByAgent.set(null, (bookedByAgent.get(null) ?? 0n) + amount);
  }
  return { bookedByProduct, bookedByAgent };
}

/**
 * Statistics without products are the published casino's: they leave escrow money out, so only casino credits may be
 * held against them. Source: transcript section 2, 2026-11-20.
 */
async function readBookedCasino(db: Database | Tx, referrerAgentId: string) {
  const rows = await db.commissionCredit.groupBy({ by: ["sourceAgentId"], where: { referrerAgentId, product: "casino", escrowId: null }, _sum: { amountMicros: true } });
  const bookedByAgent = new Map<string | null, bigint>(rows.map((row) => [row.sourceAgentId, row._sum.amountMicros ?? 0n]));
  return { bookedByProduct: new Map([["casino", [...bookedByAgent.values()].reduce((total, each) => total + each, 0n)]]), bookedByAgent };
}

async function writeProof(rows: MoneyRows, ctx: ServiceContext, connectionId: string, { worker, proof }: ProofChange, at: EpochMs): Promise<void> {
  const dedupeKey = `referral:${worker.agentId}`;
  const isContradicted = proof === "contradicted";
  const state = isContradicted ? stopped(worker.state) : restored(worker);
  const proofNote = isContradicted ? "The platform's list of referred agents does not hold this worker." : "Read from the platform's referral summary.";
  await rows.agents.patch(worker.agentId, { referralProof: proof, proofNote, state });
  if (!isContradicted) return resolveAlert(rows.tx, dedupeKey, new Date(at), "system");
  await raiseAlert(rows.tx, {
    id: newId("alert", at, ctx.random), connectionId, kind: "referral_contradicted", severity: "warning", subjectType: "worker",
    subjectId: worker.agentId, title: `Referral link contradicted: ${worker.name}`,
    body: "The platform does not list this worker under our code, so it earns no commission. It gets no more money. Retire it and spawn another one.",
    dedupeKey, raisedAt: new Date(at),
  });
}

/** A worker whose spawn had ended goes back to work; one that was stopped on the way waits for its retry. */
function restored(worker: Worker): string {
  return worker.state === "unverified" && worker.spawnStep === "ready" ? "live" : worker.state;
}

function stopped(state: string): string {
  return state === "live" || state === "stale" ? "unverified" : state;
}

async function writeCredit(
  rows: MoneyRows, ctx: ServiceContext, connectionId: string, referrerAgentId: string, credit: ProductCredit, at: EpochMs,
): Promise<void> {
  const { agentId, product, amountMicros } = credit;
  const when = new Date(at);
  await rows.costs.credit({
    id: newId("commission", at, ctx.random), connectionId, referrerAgentId, sourceAgentId: agentId, product, feeMicros: 0n,
    amountMicros, escrowId: null, proof: "in_ledger", at: when,
  });
  if (!agentId) return;
  await rows.costs.book({
    id: newId("cost", at, ctx.random), connectionId, agentId, kind: "referral", product, amountMicros, escrowId: null, intentId: null,
    counterpartyId: referrerAgentId, at: when,
  });
}
