import { type Usdc, usdc } from "../money";
import type { EpochMs } from "../time";

/** One row of a platform account's ledger. `amount` is negative when money left. */
export interface LedgerRow {
  readonly id: string;
  readonly amount: Usdc;
  readonly reason: string;
  readonly reference: string | null;
  readonly service: string | null;
  readonly at: EpochMs;
}

/** Money that moved on the platform although no intent of ours explains it. */
export interface Orphan {
  readonly kind: "escrow" | "payment" | "withdrawal";
  /** The escrow's id, the payment's or withdrawal's reference; the row's id where the row names none. */
  readonly upstreamId: string;
  /** What its rows moved together: an escrow that was refunded shows what the refund kept. */
  readonly amount: Usdc;
  readonly at: EpochMs;
  readonly rowIds: readonly string[];
}

/** `escrow_lock: esc_…` and `escrow_timeout_refund: esc_…` of the payer (transcript sections 3 and 6, 2026-11-20). */
const ESCROW_ROW = /^escrow_(lock|timeout_refund|refund|cancel\w*): (\S+)$/;

/**
 * The ledger rows that no intent explains: an escrow that is not among ours, a payment or a withdrawal whose reference
 * nobody knows. What others paid to the account, commissions and games are no orphans: they need no intent.
 * `knownReferences` are the platform's references of our payments and withdrawals. Oldest first.
 */
export function findOrphans(
  rows: readonly LedgerRow[], knownEscrowIds: ReadonlySet<string>, knownReferences: ReadonlySet<string> = new Set(),
): Orphan[] {
  const found = new Map<string, Orphan>();
  for (const row of rows) {
    const named = nameOf(row);
    if (named === null || knownEscrowIds.has(named.upstreamId) || knownReferences.has(named.upstreamId)) continue;
    const key = `${named.kind} ${named.upstreamId}`;
    const before = found.get(key);
    found.set(key, {
      ...named, amount: usdc((before?.amount ?? 0n) + row.amount), at: before && before.at < row.at ? before.at : row.at,
      rowIds: [...(before?.rowIds ?? []), row.id],
    });
  }
  return [...found.values()].sort((a, b) => a.at - b.at || (a.upstreamId < b.upstreamId ? -1 : 1));
}

/** The escrow that a row of its payer names, `null` for every other row. */
export function escrowOfRow(row: Pick<LedgerRow, "reason">): { readonly verb: string; readonly escrowId: string } | null {
  const [, verb, escrowId] = ESCROW_ROW.exec(row.reason) ?? [];
  return verb === undefined || escrowId === undefined ? null : { verb, escrowId };
}

function nameOf(row: LedgerRow): Pick<Orphan, "kind" | "upstreamId"> | null {
  const escrow = escrowOfRow(row);
  if (escrow !== null) return { kind: "escrow", upstreamId: escrow.escrowId };
  if (row.amount >= 0n) return null;
  if (row.service === "payment") return { kind: "payment", upstreamId: row.reference ?? row.id };
  return /^withdraw/.test(row.reason) ? { kind: "withdrawal", upstreamId: row.reference ?? row.id } : null;
}
