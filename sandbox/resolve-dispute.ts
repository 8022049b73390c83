import { subtract, type Usdc, usdc, ZERO } from "@/lib/core/money";
import type { EpochMs } from "@/lib/core/time";
import type { JsonObject } from "./call";
import { requireEscrow, settle } from "./escrow-store";
import { cancelSettlement, releaseSettlement, type Settlement } from "./escrow-terms";
import { Refusal } from "./refusal";
import type { EscrowRow, EscrowStatus } from "./rows";
import type { World } from "./world";

/** Does what the platform's staff would: no API leaves `disputed`. `outcome`: release, refund or split. */
export function resolveDispute(world: World, body: JsonObject, now: EpochMs): Record<string, unknown> {
  const escrow = requireEscrow(world, typeof body.escrowId === "string" ? body.escrowId : "");
  if (escrow.status !== "disputed") throw new Refusal(409, "invalid_status", `The escrow is ${escrow.status}, not disputed`);
  const { status, paid } = planOutcome(escrow, body);
  settle(world, escrow, paid, `escrow_dispute_${status}`, now);
  world.escrows.put({
    ...escrow, status, cause: status === "refunded" ? "dispute" : null, settledAt: now,
    events: [...escrow.events, { event: status, actorId: null, note: `Dispute resolved: ${status}`, at: now }],
  });
  return { ok: true, escrowId: escrow.id, state: status, payeeMicros: paid.toPayee.toString(), payerMicros: paid.toPayer.toString() };
}

function planOutcome(escrow: EscrowRow, body: JsonObject): { status: EscrowStatus; paid: Settlement } {
  const { amountMicros, feeMicros } = escrow;
  switch (body.outcome) {
    case "release": return { status: "released", paid: releaseSettlement(amountMicros, feeMicros, escrow.referrerId !== null) };
    case "refund": return { status: "refunded", paid: cancelSettlement(amountMicros) };
    case "split": return { status: "split", paid: splitBetween(amountMicros, body.payeeMicros) };
    default: throw new Refusal(400, "invalid_outcome", "outcome must be release, refund or split");
  }
}

/** A split by staff takes no fee: no source says that one is taken. */
function splitBetween(amount: Usdc, payeeMicros: unknown): Settlement {
  const toPayee = typeof payeeMicros === "string" && /^\d{1,18}$/.test(payeeMicros) ? usdc(BigInt(payeeMicros)) : null;
  if (toPayee === null || toPayee > amount) throw new Refusal(400, "invalid_payeeMicros", "payeeMicros must be a decimal string up to the amount");
  return { toPayee, toPayer: subtract(amount, toPayee), fee: ZERO, referral: ZERO };
}
