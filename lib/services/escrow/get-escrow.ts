import type { EscrowDetail, EscrowParty, OpenIntent } from "@/lib/core/escrow/escrow-view";
import type { Dialect, EscrowState, OnSilence, RefundCause } from "@/lib/core/escrow/states";
import { usdc } from "@/lib/core/money";
import type { ReferralProof } from "@/lib/core/referral/proof";
import { fromDate, fromDateOrNull } from "@/lib/core/time";
import type { Escrow } from "@/lib/db/generated/client";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";
import { findSilenceEvidence } from "./find-silence-evidence";

/** What the page says, and what the platform does at the deadline, which the page reads from the dialect. */
export interface FoundEscrow extends EscrowDetail {
  readonly onSilence: OnSilence;
}

const AUDIT_SHOWN = 30;

/** Errors: `NOT_FOUND`, also for an escrow of another connection. */
export async function getEscrow(ctx: Pick<ServiceContext, "db">, connectionId: string, escrowId: string): Promise<FoundEscrow> {
  const { db } = ctx;
  const row = await db.escrow.findFirst({ where: { id: escrowId, connectionId }, omit: { lockCode: true } });
  if (!row) throw new ServiceError("NOT_FOUND", "This escrow does not exist on this connection. Look it up in the list.");
  const [payer, payee, referrer, events, openIntent, capabilities, policy, audit, silence, run] = await Promise.all([
    findParty(ctx, row.payerAgentId), findParty(ctx, row.payeeAgentId), findParty(ctx, row.referralAgentId),
    db.escrowEvent.findMany({ where: { escrowId }, orderBy: [{ at: "asc" }, { id: "asc" }], take: 100 }),
    findOpenIntent(ctx, escrowId),
    db.capability.findMany({ where: { connectionId, name: { startsWith: "escrow." } } }),
    db.policy.findUnique({ where: { connectionId } }),
    db.auditEntry.findMany({ where: { subjectId: escrowId }, orderBy: { seq: "desc" }, take: AUDIT_SHOWN }),
    findSilenceEvidence(ctx, connectionId, row.dialect), findRun(ctx, row.legId),
  ]);
  return {
    ...toFacts(row),
    payer: payer ?? stranger(row.payerAgentId, row.payerAgentId),
    payee: payee ?? stranger(row.payeeName, row.payeeUpstreamId),
    referrerName: referrer?.name ?? null,
    events: events.map(({ kind, actorName, note, at }) => ({ kind, actorName, note, at: fromDate(at) })),
    audit: audit.map(({ id, at, actorName, action, result, summary }) => ({ id, at: fromDate(at), actorName, action, result, summary })),
    openIntent, silence, run,
    evidence: Object.fromEntries(capabilities.map(({ name, evidence }) => [name, evidence])),
    approvalAbove: policy?.approvalAboveMicros == null ? null : usdc(policy.approvalAboveMicros),
  };
}

function toFacts(row: Omit<Escrow, "lockCode">) {
  return {
    id: row.id, upstreamId: row.upstreamId, dialect: row.dialect as Dialect, state: row.state as EscrowState, platformWord: row.platformWord,
    refundCause: row.refundCause as RefundCause | null, amount: usdc(row.amountMicros), fee: usdc(row.feeMicros), net: usdc(row.netMicros),
    referral: usdc(row.referralMicros), refunded: row.refundedMicros === null ? null : usdc(row.refundedMicros),
    description: row.description, taskId: row.taskId, timeoutHours: row.timeoutHours, onSilence: row.onSilence as OnSilence,
    createdAt: fromDate(row.createdAt), lockedAt: fromDateOrNull(row.lockedAt), deadlineAt: fromDateOrNull(row.deadlineAt),
    completedAt: fromDateOrNull(row.completedAt), closedAt: fromDateOrNull(row.closedAt), readAt: fromDateOrNull(row.readAt),
    record: row.record as Readonly<Record<string, unknown>> | null,
  };
}

async function findOpenIntent({ db }: Pick<ServiceContext, "db">, escrowId: string): Promise<OpenIntent | null> {
  const row = await db.intent.findFirst({ where: { subjectId: escrowId, outcome: { in: ["sending", "unknown"] } }, orderBy: { createdAt: "desc" } });
  if (row === null) return null;
  const { kind, outcome, createdAt, checks, lastCheckNote, nextCheckAt } = row;
  return { kind, outcome, checks, lastCheckNote, createdAt: fromDate(createdAt), nextCheckAt: fromDateOrNull(nextCheckAt) };
}

async function findRun({ db }: Pick<ServiceContext, "db">, legId: string | null): Promise<EscrowDetail["run"]> {
  if (legId === null) return null;
  const leg = await db.leg.findUnique({ where: { id: legId }, select: { key: true, run: { select: { id: true, number: true } } } });
  return leg && { ...leg.run, legKey: leg.key };
}

async function findParty({ db }: Pick<ServiceContext, "db">, agentId: string | null): Promise<EscrowParty | null> {
  if (!agentId) return null;
  const agent = await db.agent.findUnique({
    where: { id: agentId },
    include: { accounts: { where: { service: "platform" }, take: 1, include: { keys: { where: { retiredAt: null }, select: { id: true }, take: 1 } } } },
  });
  if (!agent) return null;
  const account = agent.accounts[0];
  return {
    agentId, kind: agent.kind as EscrowParty["kind"], name: agent.name, upstreamId: account?.upstreamId ?? agent.name,
    proof: agent.referralProof as ReferralProof, isOurs: agent.kind !== "external" && (account?.keys.length ?? 0) > 0,
  };
}

function stranger(name: string, upstreamId: string): EscrowParty {
  return { agentId: null, kind: "external", name, upstreamId, proof: "unverified", isOurs: false };
}
