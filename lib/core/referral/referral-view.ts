import type { ReferralProof } from "./proof";

/** One worker in the chain, with those that it brought. Units: micros. */
export interface ReferralLeaf {
  readonly agentId: string;
  readonly name: string;
  readonly role: string;
  readonly state: string;
  readonly proof: ReferralProof;
  readonly commissionMicros: bigint;
  readonly feesMicros: bigint;
  /** 1 for a worker of the orchestrator, 2 for one that such a worker brought. */
  readonly level: number;
  readonly children: readonly ReferralLeaf[];
}

/** The workers of one role: the best earners, and how many more there are. Units: micros. */
export interface ReferralBranch {
  readonly role: string;
  readonly count: number;
  readonly weakest: ReferralProof;
  readonly commissionMicros: bigint;
  readonly leaves: readonly ReferralLeaf[];
  readonly hiddenCount: number;
  readonly hiddenMicros: bigint;
}

/** The fleet as its referral chain. Units: micros. */
export interface ReferralChain {
  readonly workerCount: number;
  readonly weakest: ReferralProof;
  readonly commissionMicros: bigint;
  readonly proofCounts: Readonly<Record<ReferralProof, number>>;
  readonly branches: readonly ReferralBranch[];
  readonly contradicted: readonly { readonly agentId: string; readonly name: string }[];
}

/** Commission of one product: what should have come, what came, what is late. Units: micros. */
export interface CommissionLine {
  readonly product: string;
  /** `null` where the platform does not tell the fee behind a commission. */
  readonly feesMicros: bigint | null;
  readonly expectedMicros: bigint | null;
  readonly creditedMicros: bigint;
  readonly pendingMicros: bigint;
  readonly missedMicros: bigint;
}

/** Commission of all products, and whose fees it is a part of. Units: micros. */
export interface CommissionLedger {
  readonly lines: readonly CommissionLine[];
  readonly total: { readonly feesMicros: bigint; readonly creditedMicros: bigint; readonly pendingMicros: bigint; readonly missedMicros: bigint };
  readonly ownMicros: bigint;
  readonly outsideMicros: bigint;
}
