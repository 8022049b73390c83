import { subtract, toDecimal, type Usdc, usdc } from "@/lib/core/money";
import { type Answer, type Call, isoSecond, type JsonObject, money, ok, type Route, tryAmount } from "../call";
import {
  actsForPayer, completeEscrow, createEscrow, disputeEscrow, isParticipant, liveWord, lockEscrow, releaseEscrow,
  requireEscrow,
} from "../escrow-store";
import { agentAccount } from "../ledger";
import { Refusal } from "../refusal";
import type { AgentRow, EscrowRow } from "../rows";
import type { World } from "../world";
import { eventViews } from "./escrow-events";

const MINIMUM = usdc(100_000n);
const live = { host: "escrow", origin: "both", badJson: "ignore", info: true } as const;

/** The published escrow service: transcript sections 3 to 6. */
export const liveEscrowRoutes: readonly Route[] = [
  { ...live, method: "POST", path: "/escrow/create", source: "published", publishedLimit: 20, answer: create },
  { ...live, method: "POST", path: "/escrow/complete/:id", source: "published", publishedLimit: 30, answer: (call) => plainly(call, complete) },
  { ...live, method: "POST", path: "/escrow/release/:id", source: "published", publishedLimit: 30, answer: (call) => plainly(call, release) },
  { ...live, method: "POST", path: "/escrow/dispute/:id", source: "published", publishedLimit: 10, answer: (call) => plainly(call, dispute) },
  { ...live, method: "GET", path: "/escrow/stats", source: "published", answer: stats },
  { ...live, method: "GET", path: "/escrow/pending", source: "seed 002", origin: "seed", answer: pending },
  { ...live, method: "GET", path: "/escrow/:id", source: "published", answer: show },
];

/** The published refusals say no state of their own. */
function plainly(call: Call, verb: (call: Call) => Answer): Answer {
  try {
    return verb(call);
  } catch (error) {
    if (!call.isPublished || !(error instanceof Refusal) || error.code !== "invalid_status") throw error;
    throw new Refusal(error.status, error.code, error.message);
  }
}

function create(call: Call): Answer {
  const { body, world } = call;
  const creator = requireKey(call, "Bearer {casino_api_key} required. Register at casino.purpleflea.com.");
  const amount = tryAmount(body.amount_usd);
  if (amount === null || amount < MINIMUM) throw new Refusal(400, "invalid_amount", "Minimum escrow amount is $0.1");
  const description = typeof body.description === "string" ? body.description.trim() : "";
  if (description.length < 3) throw new Refusal(400, "invalid_description", "description is required (min 3 chars)");
  const payee = readCounterparty(call);
  if (payee.id === creator.id) throw new Refusal(400, "self_escrow", "Cannot create escrow with yourself");
  requireBalance(world, creator, amount);
  const made = createEscrow(world, {
    dialect: "live", holderId: creator.id, payerId: creator.id, payeeId: payee.id, payeeAccount: agentAccount(payee.id),
    beneficiary: payee.id, amount, referrerId: readReferrer(world, creator, body), description, metadataText: null,
    timeoutHours: readTimeout(body.timeout_hours), lockCode: null, taskId: null, fingerprint: null,
  }, call.now);
  const escrow = lockEscrow(world, made, call.now);
  return ok({
    escrow_id: escrow.id, ...figures(escrow), description, creator_id: creator.id, counterparty_id: payee.id,
    status: "funded", timeout_hours: escrow.timeoutHours, auto_release_at: isoSecond(escrow.deadlineAt),
    next_steps: {
      counterparty: `POST /escrow/complete/${escrow.id} when task is done`,
      creator: `POST /escrow/release/${escrow.id} to release funds`,
      dispute: `POST /escrow/dispute/${escrow.id} if something goes wrong`,
    },
  }, 201);
}

/** Ids of the fleet dialect need no `ag_`: away from the published paths they are as good. */
function readCounterparty(call: Call): AgentRow {
  const id = call.body.counterparty_agent_id;
  const known = typeof id === "string" ? call.world.agents.get(id) : undefined;
  const isShaped = typeof id === "string" && id.startsWith("ag_");
  if (!isShaped && (call.isPublished || !known)) {
    throw new Refusal(400, "invalid_counterparty", "counterparty_agent_id must be in ag_xxx format");
  }
  if (!known) throw new Refusal(404, "counterparty_not_found", "Counterparty agent not found in casino");
  return known;
}

function requireBalance(world: World, creator: AgentRow, amount: Usdc): void {
  const balance = world.ledger.balance(agentAccount(creator.id));
  if (balance >= amount) return;
  const message = `Balance $${cents(balance)} < escrow amount $${cents(amount)}`;
  throw new Refusal(402, "insufficient_balance", message, { balance: money(balance) });
}

/** The code in the body, else the creator's own referrer. An unknown code pays nobody; one's own code counts as none. */
function readReferrer(world: World, creator: AgentRow, body: JsonObject): string | null {
  const code = typeof body.referral_code === "string" ? body.referral_code : "";
  if (code === "" || code === creator.ownCode) return creator.referrerId;
  return world.agentByCode.find(code) ?? null;
}

/** Floored and clamped to 1..720 hours, 24 without one; the published code fails on a text. */
function readTimeout(value: unknown): number {
  if (value === undefined || value === null) return 24;
  const hours = typeof value === "number" ? value : typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
  if (Number.isNaN(hours)) throw new Refusal(500, "internal_error", "Failed to create escrow record.");
  return Math.min(720, Math.max(1, Math.floor(hours)));
}

function complete(call: Call): Answer {
  const caller = requireKey(call);
  const escrow = requireEscrow(call.world, call.parameter("id"));
  if (escrow.payeeId !== caller.id) throw new Refusal(403, "forbidden", "Only the counterparty can mark the task complete");
  const summary = call.body.result_summary;
  const completed = completeEscrow(call.world, escrow, caller, typeof summary === "string" ? summary : null, call.now);
  return ok({
    escrow_id: escrow.id, status: "completed", message: "Task marked complete. Waiting for creator to release funds.",
    next_step: `Creator should call POST /escrow/release/${escrow.id}`, auto_release_at: isoSecond(completed.deadlineAt),
  });
}

function release(call: Call): Answer {
  const caller = requireKey(call);
  const escrow = requireEscrow(call.world, call.parameter("id"));
  const isCreator = call.isPublished ? escrow.payerId === caller.id : actsForPayer(call.world, caller, escrow);
  if (!isCreator) throw new Refusal(403, "forbidden", "Only the escrow creator can release funds");
  const { paid } = releaseEscrow(call.world, escrow, caller, call.now);
  return ok({
    escrow_id: escrow.id, status: "released", amount_released: money(paid.toPayee),
    ...(call.isPublished ? {} : { released_to_counterparty: money(paid.toPayee) }),
    commission: money(paid.fee), referral_commission: money(paid.referral), counterparty_id: escrow.payeeId,
    message: `$${cents(paid.toPayee)} released to counterparty.`,
  });
}

function dispute(call: Call): Answer {
  const caller = requireKey(call);
  const escrow = call.world.escrows.get(call.parameter("id"));
  if (!escrow) throw new Refusal(404, "not_found");
  const isParty = caller.id === escrow.payerId || caller.id === escrow.payeeId
    || (!call.isPublished && actsForPayer(call.world, caller, escrow));
  if (!isParty) throw new Refusal(403, "forbidden", "Only escrow participants can dispute");
  const reason = typeof call.body.reason === "string" && call.body.reason !== "" ? call.body.reason : "No reason provided";
  disputeEscrow(call.world, escrow, caller, reason, call.now);
  return ok({
    escrow_id: escrow.id, status: "disputed", reason,
    message: "Escrow flagged for manual review. Purple Flea team will investigate.", contact: "support@purpleflea.com",
  });
}

function show(call: Call): Answer {
  const escrow = requireEscrow(call.world, call.parameter("id"));
  const caller = call.findCaller();
  const maySeeEvents = caller !== undefined && isParticipant(call.world, caller, escrow);
  return ok({
    escrow_id: escrow.id, status: liveWord(escrow.status), ...figures(escrow), description: escrow.description,
    creator_id: escrow.payerId, counterparty_id: escrow.payeeId, timeout_hours: escrow.timeoutHours,
    created_at: isoSecond(escrow.createdAt), auto_release_at: isoSecond(escrow.deadlineAt),
    completed_at: isoSecond(escrow.completedAt), released_at: isoSecond(escrow.settledAt),
    disputed_at: isoSecond(escrow.disputedAt), ...(call.isPublished ? {} : { refund_cause: escrow.cause }),
    ...(maySeeEvents ? { events: eventViews(escrow) } : {}),
  });
}

function stats(call: Call): Answer {
  const { created, released, disputed, volume, fees } = call.world.escrowCounters;
  return ok({
    total_created: created, total_released: released, total_disputed: disputed, total_volume_usd: Number(cents(volume)),
    total_commission_usd: Number(cents(fees)), commission_rate: "1%", referral_commission_rate: "15% of fees",
  });
}

/** Seed 002: what waits for the worker whose key this is. */
function pending(call: Call): Answer {
  const caller = requireKey(call);
  const escrows = [...call.world.pendingByPayee.all(caller.id)]
    .map((id) => call.world.escrows.get(id)).filter((row) => row !== undefined)
    .map((escrow) => ({
      escrow_id: escrow.id, description: escrow.description, amount_usd: money(escrow.amountMicros), status: "funded",
      creator_id: escrow.payerId, auto_release_at: isoSecond(escrow.deadlineAt),
    }));
  return ok({ escrows });
}

function requireKey(call: Call, message?: string): AgentRow {
  const caller = call.findCaller();
  if (caller) return caller;
  throw new Refusal(401, "unauthorized", message);
}

function figures(escrow: EscrowRow): Record<string, unknown> {
  return {
    amount_usd: money(escrow.amountMicros), commission_usd: money(escrow.feeMicros),
    net_to_counterparty: money(subtract(escrow.amountMicros, escrow.feeMicros)),
  };
}

/** Two decimals for sentences and statistics. */
function cents(amount: Usdc): string {
  return Number(toDecimal(amount)).toFixed(2);
}
