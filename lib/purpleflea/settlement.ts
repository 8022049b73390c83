import type { Usdc } from "@/lib/core/money";
import { escrowOfRow } from "@/lib/core/reconcile/orphans";
import { addMs, type EpochMs, SECOND_MS } from "@/lib/core/time";
import type { PlatformClient } from "./client";
import type { ReadCall } from "./commands";
import { carriesReference } from "./public-reference";
import type { PlatformEscrow, PlatformLedgerEntry } from "./records";

/** The published ledger shows so many rows and no more. Source: reference 1.1.1, transcript section 2 (2026-11-20). */
export const LEDGER_ROWS = 50;
/** Ledger times are whole seconds, and our measure of the platform's clock is about as coarse. */
const SLACK_MS = 5 * SECOND_MS;

/**
 * What reading says about a lost reply. `absent` is a proof: the ledger reaches back behind the request, the request can
 * no longer arrive, and it is not there. `undecided` is no proof of anything: read again later, or ask a person.
 */
export type Settled<T> =
  | { readonly state: "found"; readonly value: T }
  | { readonly state: "absent" }
  | { readonly state: "undecided"; readonly why: "may_still_arrive" | "ledger_too_short" | "several_fit" };

/** All times are platform times. `arrivesUntil`: from then on the request cannot be on its way any more. */
interface LostCall {
  readonly amount: Usdc;
  readonly sentAt: EpochMs;
  readonly arrivesUntil: EpochMs;
  readonly now: EpochMs;
}

export interface LostEscrow extends LostCall {
  readonly idempotencyKey: string;
  /** Escrows that other intents explain need not be read again. */
  readonly knownEscrowIds: ReadonlySet<string>;
}

/** `duplicates`: escrows that carry the same reference, when the request was delivered twice. Each holds money. */
export interface FoundEscrow {
  readonly escrow: PlatformEscrow;
  readonly duplicates: readonly PlatformEscrow[];
}

export interface LostPayment extends LostCall {
  /** The references of payments that are explained already. One payment is in flight per payer, so one is left. */
  readonly knownReferences: ReadonlySet<string>;
}

/**
 * Finds the escrow of a lost `escrow.create` on `live` and `market`: the payer's ledger row `escrow_lock: <id>` of that
 * amount, and the opaque reference in the description that `GET` gives. The reader must sign with the payer's key.
 * Errors: those of the port; then nothing is known.
 */
export async function findLostEscrow(
  reader: Pick<PlatformClient, "listLedger" | "getEscrow">, lost: LostEscrow, call?: ReadCall,
): Promise<Settled<FoundEscrow>> {
  const { value: rows } = await reader.listLedger(call);
  const ids = candidates(rows, lost).flatMap((row) => {
    const named = escrowOfRow(row);
    return named?.verb === "lock" && !lost.knownEscrowIds.has(named.escrowId) ? [named.escrowId] : [];
  });
  const ours: PlatformEscrow[] = [];
  for (const id of new Set(ids)) {
    const { value } = await reader.getEscrow(id, call);
    if (carriesReference(value.description ?? "", lost.idempotencyKey)) ours.push(value);
  }
  const [escrow, ...duplicates] = ours.sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0));
  return escrow === undefined ? absence(rows, lost) : { state: "found", value: { escrow, duplicates } };
}

/**
 * Finds the row of a lost `pay`: a payment of that amount that nothing else explains. The published rows carry neither
 * the memo nor the receiver, so two that fit stay undecided. The reader must sign with the payer's key.
 * Errors: those of the port; then nothing is known.
 */
export async function findLostPayment(
  reader: Pick<PlatformClient, "listLedger">, lost: LostPayment, call?: ReadCall,
): Promise<Settled<PlatformLedgerEntry>> {
  const { value: rows } = await reader.listLedger(call);
  const fitting = candidates(rows, lost)
    .filter((row) => row.service === "payment" && !(row.reference !== null && lost.knownReferences.has(row.reference)));
  const [row] = fitting;
  if (row === undefined) return absence(rows, lost);
  return fitting.length > 1 ? { state: "undecided", why: "several_fit" } : { state: "found", value: row };
}

function candidates(rows: readonly PlatformLedgerEntry[], { amount, sentAt }: LostCall): PlatformLedgerEntry[] {
  return rows.filter((row) => row.amount === -amount && row.at >= addMs(sentAt, -SLACK_MS));
}

function absence(rows: readonly PlatformLedgerEntry[], { sentAt, arrivesUntil, now }: LostCall): Settled<never> {
  if (now < addMs(arrivesUntil, SLACK_MS)) return { state: "undecided", why: "may_still_arrive" };
  const reachesBack = rows.length < LEDGER_ROWS || rows.some((row) => row.at < addMs(sentAt, -SLACK_MS));
  return reachesBack ? { state: "absent" } : { state: "undecided", why: "ledger_too_short" };
}
