import type { Capability, Evidence } from "@/lib/core/connection/capabilities";
import type { Dialect, EscrowState, OnSilence, RefundCause } from "@/lib/core/escrow/states";
import { type Usdc, usdc } from "@/lib/core/money";
import type { ReferralProof } from "@/lib/core/referral/proof";
import { type EpochMs, toEpochMs } from "@/lib/core/time";
import type { AuditEntry, Escrow, Intent } from "@/lib/db/generated/client";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";
import { type SilenceEvidence, findSilenceEvidence } from "./find-silence-evidence";

export interface EscrowParty {
  readonly agentId: string | null;
  readonly kind: "orchestrator" | "worker" | "external";
  readonly name: string;
  readonly upstreamId: string;
  readonly proof: ReferralProof;
  /** True when the console holds a key and can act for it. */
  readonly isOurs: boolean;
}

export interface EscrowHistoryEvent {
  readonly id: string;
  readonly kind: string;
  readonly actorName: string;
  readonly note: string;
  /** Platform time. */
  readonly at: EpochMs;
}

/** One escrow with everything its page says. Times but `createdAt` are platform time; money is in micros. No lock code. */
export interface EscrowDetail {
  readonly id: string;
  readonly upstreamId: string | null;
  readonly dialect: Dialect;
  readonly state: EscrowState;
  readonly platformWord: string | null;
  readonly refundCause: RefundCause | null;
  readonly amount: Usdc;
  readonly fee: Usdc;
  readonly net: Usdc;
  /** What comes back to an agent of the fleet. */
  readonly referral: Usdc;
  readonly refunded: Usdc | null;
  readonly description: string;
  readonly taskId: string;
  readonly timeoutHours: number;
  readonly onSilence: OnSilence;
  readonly createdAt: EpochMs;
  readonly lockedAt: EpochMs | null;
  readonly deadlineAt: EpochMs | null;
  readonly completedAt: EpochMs | null;
  readonly closedAt: EpochMs | null;
  readonly record: Readonly<Record<string, unknown>> | null;
  readonly readAt: EpochMs | null;
  readonly payer: EscrowParty;
  readonly payee: EscrowParty;
  readonly referrerName: string | null;
  /** The run and the leg that it pays; `null` outside a run. */
  readonly run: { readonly id: string; readonly number: number; readonly legKey: string } | null;
  readonly events: readonly EscrowHistoryEvent[];
  /** The newest wish whose outcome is open. */
  readonly openIntent: Intent | null;
  readonly evidence: Readonly<Partial<Record<Capability, Evidence>>>;
  readonly silence: SilenceEvidence;
  readonly approvalAbove: Usdc | null;
  readonly audit: readonly AuditEntry[];
}

const AUDIT_SHOWN = 30;

/** Errors: `NOT_FOUND`, also for an escrow of another connection. */
export async function getEscrow(ctx: Pick<ServiceContext, "db">, connectionId: string, escrowId: string): Promise<EscrowDetail> {
  const { db } = ctx;
  const row = await db.escrow.findFirst({ where: { id: escrowId, connectionId }, omit: { lockCode: true } });
  if (!row) throw new ServiceError("NOT_FOUND", "This escrow does not exist on this connection. Look it up in the list.");
  const [payer, payee, referrer, events, openIntent, capabilities, policy, audit, silence, run] = await Promise.all([
    findParty(ctx, row.payerAgentId), findParty(ctx, row.payeeAgentId), findParty(ctx, row.referralAgentId),
    db.escrowEvent.findMany({ where: { escrowId }, orderBy: [{ at: "asc" }, { id: "asc" }], take: 100 }),
    db.intent.findFirst({ where: { subjectId: escrowId, outcome: { in: ["sending", "unknown"] } }, orderBy: { createdAt: "desc" } }),
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
    events: events.map(({ id, kind, actorName, note, at }) => ({ id, kind, actorName, note, at: toEpochMs(at.getTime()) })),
    openIntent, audit, silence, run,
    evidence: Object.fromEntries(capabilities.map(({ name, evidence }) => [name, evidence])),
    approvalAbove: policy?.approvalAboveMicros == null ? null : usdc(policy.approvalAboveMicros),
  };
}

function toFacts(row: Omit<Escrow, "lockCode">) {
  const instant = (at: Date | null) => (at === null ? null : toEpochMs(at.getTime()));
  return {
    id: row.id, upstreamId: row.upstreamId, dialect: row.dialect as Dialect, state: row.state as EscrowState, platformWord: row.platformWord,
    refundCause: row.refundCause as RefundCause | null, amount: usdc(row.amountMicros), fee: usdc(row.feeMicros), net: usdc(row.netMicros),
    referral: usdc(row.referralMicros), refunded: row.refundedMicros === null ? null : usdc(row.refundedMicros),
    description: row.description, taskId: row.taskId, timeoutHours: row.timeoutHours, onSilence: row.onSilence as OnSilence,
    createdAt: toEpochMs(row.createdAt.getTime()), lockedAt: instant(row.lockedAt), deadlineAt: instant(row.deadlineAt),
    completedAt: instant(row.completedAt), closedAt: instant(row.closedAt), readAt: instant(row.readAt),
    record: row.record as Readonly<Record<string, unknown>> | null,
  };
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
