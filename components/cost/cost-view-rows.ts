/** The figures of a row or a total, as the page shows them. Units: micros. */
export interface ListedCosts {
  readonly paidMicros: bigint;
  readonly feesMicros: bigint;
  readonly lostMicros: bigint;
  readonly referralMicros: bigint;
  readonly earnedMicros: bigint;
  readonly clientMicros: bigint;
  readonly refundedMicros: bigint;
  readonly releasedCount: number;
  readonly refundedCount: number;
  readonly netMicros: bigint;
}

export interface ListedCostRow extends ListedCosts {
  readonly key: string;
  readonly name: string;
  readonly role: string | null;
  readonly kind: string | null;
  readonly number: number | null;
}

export interface ListedCostTotals extends ListedCosts {
  readonly groupCount: number;
  readonly agentCount: number;
}
