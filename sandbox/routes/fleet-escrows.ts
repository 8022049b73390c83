import { subtract } from "@/lib/core/money";
import { timingSafeEqual } from "node:crypto";
import { type Answer, type Call, iso, type JsonObject, money, ok, readAmount, readText, type Route } from "../call";
import {
  actsForPayer, createEscrow, isParticipant, lockEscrow, releaseEscrow, requireEscrow,
} from "../escrow-store";
import { releaseSettlement } from "../escrow-terms";
import { agentAccount } from "../ledger";
import { fingerprintOf, taskConflict } from "../once";
import { Refusal } from "../refusal";
import type { EscrowRow } from "../rows";
import { findWallet } from "../wallets";
import { nameKey, type World } from "../world";
import { eventViews } from "./escrow-events";

const TIMEOUT_HOURS_MAX = 720;
const LIST_MAX = 200;

/** Seed 001: an escrow is funded at its creation and released with its lock code. */
export const fleetEscrowRoutes: readonly Route[] = [
  { host: "escrow", method: "POST", path: "/api/escrows", origin: "seed", source: "seed 001", answer: create },
  { host: "escrow", method: "GET", path: "/api/escrows", origin: "seed", source: "seed 001: query by task_id", answer: find },
  { host: "escrow", method: "GET", path: "/api/escrows/:id", origin: "seed", source: "seed 001", answer: show },
  { host: "escrow", method: "POST", path: "/api/escrows/:id/release", origin: "seed", source: "seed 001", answer: release },
];

function create(call: Call): Answer {
  const { body, world } = call;
  const holder = call.caller();
  const taskId = readText(body, "task_id", 200);
  const fingerprint = fingerprintOf(body);
  const known = findByTask(world, holder.id, taskId);
  if (known && taskId !== null) {
    if (known.fingerprint !== fingerprint) throw taskConflict(taskId, { escrow_id: known.id });
    return ok(createdView(known));
  }
  const amount = readAmount(body.amount_usdc, "amount_usdc");
  const payee = readBeneficiary(world, body);
  if (payee.agentId === holder.id) throw new Refusal(400, "self_escrow", "Cannot create escrow with yourself");
  const made = createEscrow(world, {
    dialect: "fleet", holderId: holder.id, payerId: holder.id, payeeId: payee.agentId, payeeAccount: payee.account,
    beneficiary: payee.beneficiary, amount, referrerId: world.agents.get(payee.agentId)?.referrerId ?? null,
    description: readText(body, "description", 5_000) ?? "", metadataText: null, timeoutHours: readTimeout(body),
    lockCode: `lock_${world.random.hex(32)}`, taskId, fingerprint,
  }, call.now);
  return ok(createdView(lockEscrow(world, made, call.now)), 201);
}

function findByTask(world: World, holderId: string, taskId: string | null): EscrowRow | undefined {
  const id = taskId === null ? undefined : world.escrowByTask.find(nameKey(holderId, taskId));
  return id === undefined ? undefined : world.escrows.get(id);
}

/** `beneficiary_wallet` is a wallet id or an agent id. A child wallet is paid itself; its worker is the payee. */
function readBeneficiary(world: World, body: JsonObject): { agentId: string; account: string; beneficiary: string } {
  const beneficiary = readText(body, "beneficiary_wallet", 120);
  if (beneficiary === null || beneficiary === "") {
    throw new Refusal(400, "invalid_beneficiary", "beneficiary_wallet is required: a wallet id or an agent id");
  }
  if (world.agents.get(beneficiary)) return { agentId: beneficiary, account: agentAccount(beneficiary), beneficiary };
  const wallet = findWallet(world, beneficiary);
  if (!wallet) throw new Refusal(404, "beneficiary_not_found", `No agent or wallet ${beneficiary}`);
  const agentId = wallet.kind === "agent" ? wallet.agent.id : wallet.child.agentId ?? wallet.child.parentId;
  return { agentId, account: wallet.account, beneficiary };
}

function readTimeout(body: JsonObject): number {
  const hours = body.timeout_hours ?? 24;
  if (typeof hours === "number" && Number.isInteger(hours) && hours >= 1 && hours <= TIMEOUT_HOURS_MAX) return hours;
  throw new Refusal(400, "invalid_timeout", `timeout_hours must be a whole number from 1 to ${TIMEOUT_HOURS_MAX}`);
}

function find(call: Call): Answer {
  const caller = call.caller();
  const taskId = call.query("task_id");
  if (taskId !== null) {
    const found = findByTask(call.world, caller.id, taskId);
    return ok({ escrows: found ? [view(found)] : [] });
  }
  const ids = [...call.world.escrowsByHolder.all(caller.id)].slice(-LIST_MAX).reverse();
  const escrows = ids.map((id) => call.world.escrows.get(id)).filter((row) => row !== undefined);
  return ok({ escrows: escrows.map(view) });
}

function show(call: Call): Answer {
  const caller = call.caller();
  const escrow = requireEscrow(call.world, call.parameter("id"));
  if (!isParticipant(call.world, caller, escrow)) throw new Refusal(403, "forbidden", "Only its parties may read this escrow");
  return ok({ ...view(escrow), events: eventViews(escrow) });
}

function release(call: Call): Answer {
  const caller = call.caller();
  const escrow = requireEscrow(call.world, call.parameter("id"));
  if (!actsForPayer(call.world, caller, escrow)) throw new Refusal(403, "forbidden", "Only the payer can release funds");
  // An escrow of another dialect never had a code: its payer's key is enough.
  if (escrow.lockCode !== null && !isSameCode(escrow.lockCode, call.body.lock_code)) {
    throw new Refusal(403, "invalid_lock_code", "The lock code is wrong");
  }
  const released = releaseEscrow(call.world, escrow, caller, call.now);
  return ok({
    ...view(released.escrow), amount_released: money(released.paid.toPayee), released_to_counterparty: money(released.paid.toPayee),
    commission: money(released.paid.fee), referral_commission: money(released.paid.referral),
  });
}

function isSameCode(expected: string, given: unknown): boolean {
  if (typeof given !== "string") return false;
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The first answer, lock code included: made from what never changes, so a repeat gives the same. */
function createdView(escrow: EscrowRow): Record<string, unknown> {
  return {
    escrow_id: escrow.id, lock_code: escrow.lockCode, state: "locked", status: "locked",
    ...figures(escrow), timeout_hours: escrow.timeoutHours, timeout_at: iso(escrow.deadlineAt),
    created_at: iso(escrow.createdAt), locked_at: iso(escrow.lockedAt),
  };
}

function view(escrow: EscrowRow): Record<string, unknown> {
  const word = escrow.status === "created" ? "pending" : escrow.status;
  return {
    escrow_id: escrow.id, state: word, status: word, ...figures(escrow), refund_cause: escrow.cause,
    timeout_hours: escrow.timeoutHours, timeout_at: iso(escrow.deadlineAt), created_at: iso(escrow.createdAt),
    locked_at: iso(escrow.lockedAt), completed_at: iso(escrow.completedAt), disputed_at: iso(escrow.disputedAt),
    settled_at: iso(escrow.settledAt), released_at: escrow.status === "released" ? iso(escrow.settledAt) : null,
  };
}

function figures(escrow: EscrowRow): Record<string, unknown> {
  const { amountMicros, feeMicros } = escrow;
  const { referral } = releaseSettlement(amountMicros, feeMicros, escrow.referrerId !== null);
  return {
    amount_usdc: money(amountMicros), fee_usdc: money(feeMicros), net_usdc: money(subtract(amountMicros, feeMicros)),
    referral_usdc: money(referral), payer_agent_id: escrow.payerId, payee_agent_id: escrow.payeeId,
    beneficiary_wallet: escrow.beneficiary, description: escrow.description, task_id: escrow.taskId,
  };
}
