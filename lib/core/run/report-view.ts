/** What a run or an agent of it cost, in the cost report's meaning. Units: micros; a transaction is one released escrow. */
export interface RunSums {
  /** What left the payers: the whole amount of every release, its fee inside, and every fee kept on a refund. */
  readonly paidMicros: bigint;
  /** Of releases, and those kept on refunds. */
  readonly feesMicros: bigint;
  readonly referralMicros: bigint;
  readonly transactions: number;
  /** The part of the fees that failed work cost: kept by the platform although the money came back. */
  readonly lostMicros: bigint;
  readonly refundedMicros: bigint;
  /** Escrows that came back. */
  readonly failed: number;
}

export interface RunAgentSums extends RunSums {
  readonly agentId: string;
  readonly name: string;
  readonly patterns: readonly string[];
  /** What it received in this run, the fee already off; 0 for an agent outside the fleet, whose account is not ours. */
  readonly earnedMicros: bigint;
  /** What it paid on to others of the run from its own account, with fees that it lost: the next stage of a pipeline. */
  readonly paidOnMicros: bigint;
}

export interface RunReportFacts {
  readonly totals: RunSums;
  /** In the order of their first booking. */
  readonly byAgent: readonly RunAgentSums[];
}
