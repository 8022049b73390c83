import { CLIENT_PATTERN } from "@/lib/core/cost/patterns";
import { newId } from "@/lib/core/ids";
import { outcomeOf } from "@/lib/core/escrow/settlement";
import type { Dialect } from "@/lib/core/escrow/states";
import { type Usdc, usdc } from "@/lib/core/money";
import { type ReferralProof, upgradeProof } from "@/lib/core/referral/proof";
import type { CostKind } from "@/lib/db/rows/cost-rows";
import type { Escrow } from "@/lib/db/generated/client";
import type { EscrowReading, ReadingScope } from "./escrow-reading";
import type { LockedEscrowRow } from "./escrow-row";

/** Where the money of an ended escrow went, as the platform said it, else by its rules. Units: micros. */
export interface Ending {
  readonly paid: bigint;
  readonly earned: bigint;
  readonly fee: bigint;
  readonly refunded: bigint;
  readonly lost: bigint;
  readonly referral: bigint;
  /** True when the platform itself named the commission. */
  readonly isReferralSaid: boolean;
}

/** The ending of a reading; `null` where nobody can say who got what (a split, a decided dispute, a word unknown to us). */
export function endingOf(row: Escrow, reading: EscrowReading): Ending | null {
  const isOurs = row.referralAgentId !== null;
  const none = { paid: 0n, earned: 0n, fee: 0n, refunded: 0n, lost: 0n, referral: 0n, isReferralSaid: false };
  if (reading.state === "released") {
    const fee = reading.fee ?? row.feeMicros;
    const referral = isOurs ? reading.referral ?? row.referralMicros : 0n;
    const earned = reading.released ?? row.amountMicros - fee;
    return { ...none, paid: row.amountMicros, earned, fee, referral, isReferralSaid: isOurs && reading.referral !== null };
  }
  if (reading.state !== "refunded") return null;
  if (reading.refunded === null && reading.refundCause !== "timeout" && reading.refundCause !== "cancel") return null;
  const terms = { amount: usdc(row.amountMicros), dialect: row.dialect as Dialect, hasReferrer: isOurs };
  const byRule = outcomeOf(reading.refundCause === "timeout" ? "timeout" : "cancel", terms);
  const refunded: Usdc = reading.refunded ?? byRule.payer;
  const lost = row.amountMicros - refunded;
  return { ...none, refunded, lost, referral: lost > 0n && isOurs ? reading.referral ?? byRule.referrer : 0n };
}

/**
 * Books an ending on the payee, credits the commission and raises the proof of the link that earned it. What somebody
 * outside paid is income and no cost of the fleet: only what an agent of ours received is booked, as of a client.
 */
export async function bookEnding(scope: ReadingScope, row: LockedEscrowRow, ending: Ending): Promise<void> {
  const { rows, ctx, at } = scope;
  const { payeeAgentId } = row;
  if (payeeAgentId === null || row.payeeKind === null) return;
  const isClients = row.payerKind === "external";
  const effects = effectsOf(ending, { isClients, isPayeeOurs: row.payeeKind !== "external" }).filter(([, amountMicros]) => amountMicros > 0n);
  await rows.costs.book(...effects.map(([kind, amountMicros]) => ({
    id: newId("cost", at, ctx.random), connectionId: scope.connectionId, agentId: payeeAgentId, kind, product: "escrow", amountMicros,
    escrowId: row.id, intentId: scope.intentId, counterpartyId: row.payerAgentId, runId: row.runId,
    pattern: isClients ? CLIENT_PATTERN : row.pattern, at: new Date(at),
  })));
  if (ending.referral > 0n && row.referralAgentId) await creditReferrer(scope, row, ending, row.referralAgentId);
}

function effectsOf(ending: Ending, { isClients, isPayeeOurs }: { isClients: boolean; isPayeeOurs: boolean }): [CostKind, bigint][] {
  const received: [CostKind, bigint][] = [["earned", isPayeeOurs ? ending.earned : 0n], ["referral", ending.referral]];
  if (isClients) return received;
  return [["paid", ending.paid], ["fee", ending.fee], ...received, ["refunded", ending.refunded], ["lost", ending.lost]];
}

async function creditReferrer(scope: ReadingScope, row: LockedEscrowRow, ending: Ending, referrerAgentId: string): Promise<void> {
  const { rows, ctx, at } = scope;
  const source = row.referralBasis === "payer" ? { id: row.payerAgentId, proof: row.payerProof } : { id: row.payeeAgentId, proof: row.payeeProof };
  const current = (source.proof ?? "unverified") as ReferralProof;
  const proof = ending.isReferralSaid ? upgradeProof(current, "in_ledger") : current;
  const credit = {
    id: newId("commission", at, ctx.random), connectionId: scope.connectionId, referrerAgentId, sourceAgentId: source.id,
    product: "escrow", feeMicros: ending.fee + ending.lost, amountMicros: ending.referral, escrowId: row.id, proof, at: new Date(at),
  };
  if (source.id === null || source.proof === null || proof === current) return rows.costs.credit(credit);
  if (await rows.costs.creditNew(credit)) await rows.agents.patch(source.id, { referralProof: proof, proofNote: "The platform named a commission for its escrow" });
}
