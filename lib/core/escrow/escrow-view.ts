import type { AuditLine } from "../audit/audit-line";
import type { Capability, Evidence } from "../connection/capabilities";
import type { Usdc } from "../money";
import type { ReferralProof } from "../referral/proof";
import type { EpochMs } from "../time";
import type { NextAction } from "./silence";
import type { Dialect, EscrowState, RefundCause } from "./states";

/** One line of a list of escrows. `intent` is an outcome that is still open: `sending` or `unknown`. Units: micros. */
export interface EscrowLine {
  readonly id: string;
  readonly state: EscrowState;
  readonly platformWord: string | null;
  readonly intent: string | null;
  readonly next: NextAction;
  readonly amount: Usdc;
  readonly net: Usdc;
  readonly payerName: string;
  readonly payeeName: string;
  readonly description: string;
  readonly dialect: Dialect;
  readonly createdAt: EpochMs;
  readonly deadlineAt: EpochMs | null;
}

/** One state of all escrows of a connection. Units: micros. */
export interface EscrowSum {
  readonly state: EscrowState;
  readonly count: bigint;
  readonly amount: Usdc;
}

export interface EscrowParty {
  readonly agentId: string | null;
  readonly kind: "orchestrator" | "worker" | "external";
  readonly name: string;
  readonly upstreamId: string;
  readonly proof: ReferralProof;
  /** True when the console holds a key and can act for it. */
  readonly isOurs: boolean;
}

/** Somebody who can pay or be paid. `detail` is said behind the name. */
export interface PartyChoice {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
}

/** A wish whose outcome is open, and what was done to learn it. */
export interface OpenIntent {
  readonly kind: string;
  readonly outcome: string;
  readonly createdAt: EpochMs;
  readonly checks: number;
  readonly lastCheckNote: string | null;
  readonly nextCheckAt: EpochMs | null;
}

export interface EscrowHistoryEvent {
  readonly kind: string;
  readonly actorName: string;
  readonly note: string;
  /** Platform time. */
  readonly at: EpochMs;
}

/** How well we know what the platform does at a deadline: how many refunds by the clock were seen, and the last one. */
export interface SilenceEvidence {
  readonly seen: number;
  readonly lastAt: EpochMs | null;
}

/** Everything that an escrow's page says. Times but `createdAt` are platform time; money is in micros. No lock code. */
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
  readonly openIntent: OpenIntent | null;
  readonly evidence: Readonly<Partial<Record<Capability, Evidence>>>;
  readonly silence: SilenceEvidence;
  readonly approvalAbove: Usdc | null;
  readonly audit: readonly AuditLine[];
}
