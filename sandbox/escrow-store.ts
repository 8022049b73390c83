import { subtract, type Usdc, usdc, ZERO } from "@/lib/core/money";
import { addMs, type EpochMs, HOUR_MS } from "@/lib/core/time";
import { isInFleetOf } from "./agents";
import { money } from "./call";
import { cancelSettlement, escrowFee, releaseSettlement, type Settlement, timeoutSettlement } from "./escrow-terms";
import { agentAccount, escrowAccount, HOUSE, type Line } from "./ledger";
import { Refusal } from "./refusal";
import type { AgentRow, EscrowRow, EscrowStatus } from "./rows";
import { insufficient } from "./wallets";
import type { World } from "./world";

export interface NewEscrow extends Pick<EscrowRow,
  "dialect" | "holderId" | "payerId" | "payeeId" | "payeeAccount" | "beneficiary" | "referrerId" |
  "description" | "metadataText" | "timeoutHours" | "lockCode" | "taskId" | "fingerprint"
> {
  readonly amount: Usdc;
}

/** Makes an escrow that holds nothing yet. */
export function createEscrow(world: World, { amount, ...facts }: NewEscrow, now: EpochMs): EscrowRow {
  return world.escrows.put({
    ...facts, id: `esc_${world.random.hex(16)}`, amountMicros: amount, feeMicros: escrowFee(amount), resultSummary: null, status: "created",
    cause: null, deadlineAt: null, createdAt: now, lockedAt: null, completedAt: null, settledAt: null, disputedAt: null,
    events: [{ event: "created", actorId: facts.holderId, at: now, note: `Escrow created: $${money(amount)} for "${facts.description}"` }],
  });
}

/** Takes the payer's money and starts the timer. Refuses with 402. */
export function lockEscrow(world: World, escrow: EscrowRow, now: EpochMs, actorId?: string): EscrowRow {
  requireStatus(escrow, ["created"], "lock");
  const payer = agentAccount(escrow.payerId);
  const balance = world.ledger.balance(payer);
  if (balance < escrow.amountMicros) throw insufficient(balance, escrow.amountMicros);
  const reason = `escrow_lock: ${escrow.id}`;
  world.ledger.post({
    at: now, ref: escrow.id, service: "escrow",
    lines: [
      { account: payer, amountMicros: usdc(-escrow.amountMicros), reason },
      { account: escrowAccount(escrow.id), amountMicros: escrow.amountMicros, reason },
    ],
  });
  const deadlineAt = escrow.timeoutHours === null ? null : addMs(now, escrow.timeoutHours * HOUR_MS);
  if (deadlineAt !== null) world.due.add(deadlineAt, escrow.id);
  const locked = { ...escrow, status: "locked" as const, lockedAt: now, deadlineAt };
  return world.escrows.put(actorId === undefined ? locked : withEvent(locked, "locked", actorId, "Funds locked", now));
}

export function completeEscrow(world: World, escrow: EscrowRow, actor: AgentRow, summary: string | null, now: EpochMs): EscrowRow {
  requireStatus(escrow, ["locked"], "complete");
  const completed = { ...escrow, status: "completed" as const, completedAt: now, resultSummary: summary };
  return world.escrows.put(withEvent(completed, "completed", actor.id, "Counterparty marked task complete", now));
}

export function releaseEscrow(world: World, escrow: EscrowRow, actor: AgentRow, now: EpochMs): { escrow: EscrowRow; paid: Settlement } {
  requireStatus(escrow, ["locked", "completed"], "release");
  const paid = releaseSettlement(escrow.amountMicros, escrow.feeMicros, escrow.referrerId !== null);
  settle(world, escrow, paid, "escrow_release", now);
  const released = { ...escrow, status: "released" as const, settledAt: now };
  return { escrow: world.escrows.put(withEvent(released, "released", actor.id, `Released by creator ${actor.id}`, now)), paid };
}

/** Cancels: an unfunded escrow is `cancelled`, a funded one is refunded in full. */
export function cancelEscrow(world: World, escrow: EscrowRow, actor: AgentRow, reason: string, now: EpochMs): { escrow: EscrowRow; paid: Settlement } {
  requireStatus(escrow, ["created", "locked", "completed"], "cancel");
  const note = reason === "" ? "Cancelled" : reason;
  if (escrow.status === "created") {
    const cancelled = { ...escrow, status: "cancelled" as const, settledAt: now };
    return { escrow: world.escrows.put(withEvent(cancelled, "cancelled", actor.id, note, now)), paid: cancelSettlement(ZERO) };
  }
  const paid = cancelSettlement(escrow.amountMicros);
  settle(world, escrow, paid, "escrow_cancel_refund", now);
  const refunded = { ...escrow, status: "refunded" as const, cause: "cancel" as const, settledAt: now };
  return { escrow: world.escrows.put(withEvent(refunded, "cancelled", actor.id, note, now)), paid };
}

export function disputeEscrow(world: World, escrow: EscrowRow, actor: AgentRow, reason: string, now: EpochMs): EscrowRow {
  requireStatus(escrow, ["locked", "completed"], "dispute");
  const disputed = { ...escrow, status: "disputed" as const, disputedAt: now };
  return world.escrows.put(withEvent(disputed, "disputed", actor.id, reason, now));
}

/** What the clock does at the deadline. False for a stale timer, which finds nothing to do. */
export function expireEscrow(world: World, escrowId: string, at: EpochMs): boolean {
  const escrow = world.escrows.get(escrowId);
  if (!escrow || escrow.deadlineAt !== at || (escrow.status !== "locked" && escrow.status !== "completed")) return false;
  const paid = timeoutSettlement(escrow.dialect, escrow.amountMicros, escrow.feeMicros, escrow.referrerId !== null);
  settle(world, escrow, paid, "escrow_timeout_refund", at);
  const refunded = { ...escrow, status: "refunded" as const, cause: "timeout" as const, settledAt: at };
  world.escrows.put(withEvent(refunded, "refunded", null, `Auto-refunded after ${escrow.timeoutHours}h timeout`, at));
  return true;
}

/** Pays out everything that the escrow holds. */
export function settle(world: World, escrow: EscrowRow, paid: Settlement, reason: string, at: EpochMs): void {
  const toHouse = subtract(paid.fee, paid.referral);
  const referrer = paid.referral > 0n ? escrow.referrerId : null;
  const lines: Line[] = [
    { account: escrowAccount(escrow.id), amountMicros: usdc(-escrow.amountMicros), reason: `${reason}: ${escrow.id}` },
    { account: escrow.payeeAccount, amountMicros: paid.toPayee, reason: `${reason}: ${escrow.id}` },
    { account: agentAccount(escrow.payerId), amountMicros: paid.toPayer, reason: `${reason}: ${escrow.id}` },
    { account: HOUSE, amountMicros: toHouse, reason: `escrow_fee: ${escrow.id}` },
    ...(referrer === null ? [] : [
      { account: agentAccount(referrer), amountMicros: paid.referral, reason: `escrow_referral_commission: ${escrow.id}` },
    ]),
  ];
  world.ledger.post({
    at, ref: escrow.id, service: "escrow", lines: lines.filter((line) => line.amountMicros !== 0n),
    ...(referrer === null ? {} : {
      commissions: [{ referrerId: referrer, fromId: payingSide(escrow), product: "escrow", amountMicros: paid.referral }],
    }),
  });
}

/** Whose referrer earns: the payee's, and on `live` and `market` the payer's or the one that the body named. */
export function payingSide(escrow: Pick<EscrowRow, "dialect" | "payerId" | "payeeId">): string {
  return escrow.dialect === "live" || escrow.dialect === "market" ? escrow.payerId : escrow.payeeId;
}

export function requireEscrow(world: World, escrowId: string): EscrowRow {
  const escrow = world.escrows.get(escrowId);
  if (!escrow) throw new Refusal(404, "not_found", "Escrow not found");
  return escrow;
}

/** True for the payer, the key that made the escrow, and everyone above the payer. */
export function actsForPayer(world: World, caller: AgentRow, escrow: EscrowRow): boolean {
  return caller.id === escrow.holderId || isInFleetOf(world, caller.id, escrow.payerId);
}

export function isParticipant(world: World, caller: AgentRow, escrow: EscrowRow): boolean {
  return actsForPayer(world, caller, escrow) || isInFleetOf(world, caller.id, escrow.payeeId);
}

/** The word of the published services for a state; they have none for an unfunded or cancelled escrow. */
export function liveWord(status: EscrowStatus): string {
  if (status === "locked") return "funded";
  return status === "created" ? "pending" : status;
}

function requireStatus(escrow: EscrowRow, allowed: readonly EscrowStatus[], verb: string): void {
  if (allowed.includes(escrow.status)) return;
  const word = liveWord(escrow.status);
  throw new Refusal(409, "invalid_status", `Cannot ${verb} escrow in status '${word}'`, { status: word });
}

function withEvent(escrow: EscrowRow, event: string, actorId: string | null, note: string, at: EpochMs): EscrowRow {
  return { ...escrow, events: [...escrow.events, { event, actorId, note, at }] };
}
