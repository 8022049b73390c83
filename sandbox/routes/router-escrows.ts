import { isInFleetOf } from "../agents";
import { type Answer, type Call, iso, type JsonObject, money, ok, readAmount, readText, type Route } from "../call";
import {
  actsForPayer, cancelEscrow, createEscrow, isParticipant, lockEscrow, releaseEscrow, requireEscrow,
} from "../escrow-store";
import { agentAccount } from "../ledger";
import { Refusal } from "../refusal";
import type { AgentRow, EscrowRow, EscrowStatus } from "../rows";

const seed = { host: "escrow", method: "POST", origin: "seed", source: "seed 003" } as const;
const METADATA_MAX = 20_000;

/** Seed 003: made unfunded, then locked, released or cancelled. The payer may be any agent below the key. */
export const routerEscrowRoutes: readonly Route[] = [
  { ...seed, path: "/api/escrow", answer: create },
  { ...seed, path: "/api/escrow/:id/lock", answer: lock },
  { ...seed, path: "/api/escrow/:id/release", answer: release },
  { ...seed, path: "/api/escrow/:id/cancel", answer: cancel },
  { host: "escrow", method: "GET", path: "/api/escrow/:id", origin: "added", source: "seed 003 has no read", answer: show },
];

function create(call: Call): Answer {
  const { body, world } = call;
  const holder = call.caller();
  const payer = readParty(call, "payer_agent_id", "payer_not_found");
  const payee = readParty(call, "payee_agent_id", "payee_not_found");
  if (!isInFleetOf(world, holder.id, payer.id)) {
    throw new Refusal(403, "payer_not_in_fleet", "The payer must be the key's own agent or one below it");
  }
  if (payer.id === payee.id) throw new Refusal(400, "self_escrow", "Cannot create escrow with yourself");
  const metadata = readMetadata(body);
  const escrow = createEscrow(world, {
    dialect: "router", holderId: holder.id, payerId: payer.id, payeeId: payee.id, payeeAccount: agentAccount(payee.id),
    beneficiary: payee.id, amount: readAmount(body.amount_usdc, "amount_usdc"), referrerId: payee.referrerId,
    description: textOf(metadata.description) ?? textOf(metadata.task) ?? "", metadataText: JSON.stringify(metadata),
    timeoutHours: readTimeout(body.timeout_hours) ?? hoursOf(metadata.timeout_hours), lockCode: null, taskId: null, fingerprint: null,
  }, call.now);
  return ok(view(escrow), 201);
}

function readParty(call: Call, field: string, code: string): AgentRow {
  const id = readText(call.body, field, 80);
  if (id === null) throw new Refusal(400, `invalid_${field}`, `${field} is required`);
  const agent = call.world.agents.get(id);
  if (!agent) throw new Refusal(404, code, `No agent ${id}`);
  return agent;
}

function readMetadata(body: JsonObject): JsonObject {
  const value = body.metadata ?? {};
  const isObject = typeof value === "object" && !Array.isArray(value) && JSON.stringify(value).length <= METADATA_MAX;
  if (!isObject) throw new Refusal(400, "invalid_metadata", "metadata must be an object of moderate size");
  return value as JsonObject;
}

/** The seed has no timeout: without one the money waits for a verb. */
function readTimeout(value: unknown): number | null {
  if (value === undefined || value === null) return null;
  const hours = hoursOf(value);
  if (hours !== null) return hours;
  throw new Refusal(400, "invalid_timeout", "timeout_hours must be a whole number from 1 to 720");
}

function hoursOf(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 720 ? value : null;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function lock(call: Call): Answer {
  const { caller, escrow } = requireTurn(call);
  return ok(view(lockEscrow(call.world, escrow, call.now, caller.id)));
}

function release(call: Call): Answer {
  const { caller, escrow } = requireTurn(call);
  const released = releaseEscrow(call.world, escrow, caller, call.now);
  return ok({
    ...view(released.escrow), amount_released: money(released.paid.toPayee), commission: money(released.paid.fee),
    referral_commission: money(released.paid.referral),
  });
}

function cancel(call: Call): Answer {
  const { caller, escrow } = requireTurn(call);
  const reason = readText(call.body, "reason", 2_000) ?? "";
  const cancelled = cancelEscrow(call.world, escrow, caller, reason, call.now);
  return ok({ ...view(cancelled.escrow), amount_refunded: money(cancelled.paid.toPayer), reason });
}

function show(call: Call): Answer {
  const caller = call.caller();
  const escrow = requireEscrow(call.world, call.parameter("id"));
  if (!isParticipant(call.world, caller, escrow)) throw new Refusal(403, "forbidden", "Only its parties may read this escrow");
  return ok(view(escrow));
}

function requireTurn(call: Call): { caller: AgentRow; escrow: EscrowRow } {
  const caller = call.caller();
  const escrow = requireEscrow(call.world, call.parameter("id"));
  if (actsForPayer(call.world, caller, escrow)) return { caller, escrow };
  throw new Refusal(403, "forbidden", "Only the payer's side can do this");
}

/** Seed 003 says pending, locked, released, cancelled. It knows no word for a refund by the clock or a dispute. */
function routerWord(status: EscrowStatus, cause: EscrowRow["cause"]): string {
  if (status === "created") return "pending";
  if (status === "completed") return "locked";
  return status === "refunded" && cause === "cancel" ? "cancelled" : status;
}

function view(escrow: EscrowRow): Record<string, unknown> {
  return {
    escrow_id: escrow.id, status: routerWord(escrow.status, escrow.cause), payer_agent_id: escrow.payerId,
    payee_agent_id: escrow.payeeId, amount_usdc: money(escrow.amountMicros), fee_usdc: money(escrow.feeMicros),
    metadata: escrow.metadataText === null ? {} : JSON.parse(escrow.metadataText) as unknown,
    refund_cause: escrow.cause, created_at: iso(escrow.createdAt), locked_at: iso(escrow.lockedAt),
    timeout_at: iso(escrow.deadlineAt), settled_at: iso(escrow.settledAt),
  };
}
