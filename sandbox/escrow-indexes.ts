import { type Usdc, usdc, ZERO } from "@/lib/core/money";
import type { EscrowRow } from "./rows";
import { GroupIndex, type Index } from "./table";

/** Funded escrows by payee: what a worker polls for. */
export class PendingIndex extends GroupIndex<EscrowRow> {
  constructor() {
    super((row) => (row.status === "locked" ? row.payeeId : null));
  }
}

/** The running figures of `GET /escrow/stats`: refunds are counted nowhere, fees of releases only (transcript section 6). */
export class EscrowCounters implements Index<EscrowRow> {
  created = 0;
  released = 0;
  disputed = 0;
  volume: Usdc = ZERO;
  fees: Usdc = ZERO;

  update(row: EscrowRow | undefined, previous: EscrowRow | undefined): void {
    if (previous) this.count(previous, -1);
    if (row) this.count(row, 1);
  }

  private count(row: EscrowRow, sign: 1 | -1): void {
    if (row.lockedAt === null) return;
    const signed = BigInt(sign);
    this.created += sign;
    this.volume = usdc(this.volume + signed * row.amountMicros);
    if (row.disputedAt !== null) this.disputed += sign;
    if (row.status !== "released") return;
    this.released += sign;
    this.fees = usdc(this.fees + signed * row.feeMicros);
  }
}
