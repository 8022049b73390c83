import { bps, portion, subtract, type Usdc, usdc, ZERO } from "@/lib/core/money";
import type { EpochMs } from "@/lib/core/time";
import { settleWithBank } from "../bank";
import { type Answer, type Call, isoSecond, money, ok, type Route, tryAmount } from "../call";
import { casinoAccount, casinoAccounts } from "../casino/account";
import { Chance, resultHash } from "../casino/fairness";
import { requireKey } from "../casino/key";
import { agentAccount } from "../ledger";
import { sha256 } from "../random";
import { Refusal } from "../refusal";
import type { World } from "../world";

const casino = { host: "casino", origin: "both", source: "published", info: true, scope: "casino" } as const;
/** 2 % of the loser's stake stays with the house. */
const CUT = bps(200);

interface ChallengeRow {
  readonly id: string;
  readonly challengerId: string;
  readonly challengedId: string;
  readonly game: string;
  readonly amountMicros: Usdc;
  readonly status: "pending" | "accepted" | "declined";
  readonly winnerId: string | null;
  readonly at: EpochMs;
}

/** One stake each, one flip. Here a challenger pays once; the published code takes the stake again with the game. */
export const casinoChallengeRoutes: readonly Route[] = [
  { ...casino, method: "POST", path: "/api/v1/challenges", answer: create },
  { ...casino, method: "GET", path: "/api/v1/challenges", answer: list },
  { ...casino, method: "POST", path: "/api/v1/challenges/:id/accept", answer: accept },
  { ...casino, method: "POST", path: "/api/v1/challenges/:id/decline", answer: decline },
];

const challenges = (world: World) => world.table<ChallengeRow>("casino-challenge");

function move(call: Call, agentId: string, amounts: { paid?: Usdc; received?: Usdc }, ref: string): void {
  settleWithBank(call.world, {
    product: "casino", agentId, paid: amounts.paid ?? ZERO, received: amounts.received ?? ZERO, reasonOut: "challenge_stake",
    reasonIn: "challenge_payout", ref, service: "casino",
  }, call.now);
}

function create(call: Call): Answer {
  const agent = requireKey(call);
  const { challenged_agent_id: challengedId, game, amount: wish } = call.body;
  if (typeof challengedId !== "string" || typeof game !== "string" || wish === undefined) {
    throw new Refusal(400, "missing_fields", "Provide challenged_agent_id, game and amount");
  }
  if (game !== "coin_flip") throw new Refusal(400, "invalid_game", "The sandbox plays challenges with coin_flip");
  const amount = typeof wish === "number" ? tryAmount(wish) : null;
  if (amount === null || amount < 10_000n) throw new Refusal(400, "invalid_amount", "amount must be at least 0.01");
  if (challengedId === agent.id) throw new Refusal(400, "self_challenge", "You cannot challenge yourself");
  const opponent = call.world.agents.get(challengedId);
  if (!opponent || (opponent.kind !== "casino" && opponent.kind !== "fleet")) throw new Refusal(404, "agent_not_found", "Agent not found");
  if (call.world.ledger.balance(agentAccount(agent.id)) < amount) throw new Refusal(400, "insufficient_balance", "Balance is too small");
  if (call.world.ledger.balance(agentAccount(opponent.id)) < amount) {
    throw new Refusal(400, "opponent_insufficient_balance", "The opponent's balance is too small");
  }
  const id = `chl_${call.world.random.hex(12)}`;
  move(call, agent.id, { paid: amount }, id);
  challenges(call.world).put({
    id, challengerId: agent.id, challengedId: opponent.id, game, amountMicros: amount, status: "pending", winnerId: null, at: call.now,
  });
  return ok({
    challenge_id: id, challenger_id: agent.id, challenged_id: opponent.id, game, amount: money(amount), status: "pending",
    message: "Challenge created. Opponent's funds will be held when they accept.",
    note: `Your $${money(amount)} is in escrow. If declined, it will be returned.`,
  }, 201);
}

function requireTurn(call: Call): { row: ChallengeRow; agentId: string } {
  const agent = requireKey(call);
  const row = challenges(call.world).get(call.parameter("id"));
  if (!row) throw new Refusal(404, "not_found", "Challenge not found");
  if (row.challengedId !== agent.id) throw new Refusal(403, "forbidden", "Only the challenged agent may answer");
  if (row.status !== "pending") throw new Refusal(400, "already_resolved", "The challenge is over");
  return { row, agentId: agent.id };
}

function accept(call: Call): Answer {
  const { world } = call;
  const { row, agentId } = requireTurn(call);
  if (world.ledger.balance(agentAccount(agentId)) < row.amountMicros) throw new Refusal(400, "insufficient_balance", "Balance is too small");
  const challenger = world.agents.get(row.challengerId);
  if (!challenger) throw new Refusal(404, "not_found", "Challenge not found");
  const account = casinoAccount(world, challenger);
  const hash = resultHash(account.serverSeed, row.id, account.nonce);
  const { roll } = new Chance(hash);
  casinoAccounts(world).put({ ...account, nonce: account.nonce + 1 });
  const winnerId = roll < 50 ? row.challengerId : row.challengedId;
  const cut = portion(row.amountMicros, CUT, "half-even");
  const payout = subtract(row.amountMicros, cut);
  move(call, agentId, { paid: row.amountMicros }, row.id);
  move(call, winnerId, { received: usdc(row.amountMicros + payout) }, row.id);
  challenges(world).put({ ...row, status: "accepted", winnerId });
  return ok({
    challenge_id: row.id, winner: winnerId, loser: winnerId === row.challengerId ? row.challengedId : row.challengerId, game: row.game,
    amount: money(row.amountMicros), house_cut: money(cut), payout_to_winner: money(payout),
    game_result: { side_chosen: "heads", outcome: roll < 50 ? "heads" : "tails", roll },
    proof: { server_seed_hash: sha256(account.serverSeed), client_seed: row.id, nonce: account.nonce, result_hash: hash },
    message: winnerId === row.challengerId ? "Challenger wins!" : "Challenged agent wins!",
  });
}

function decline(call: Call): Answer {
  const { row } = requireTurn(call);
  move(call, row.challengerId, { received: row.amountMicros }, row.id);
  challenges(call.world).put({ ...row, status: "declined" });
  return ok({ challenge_id: row.id, status: "declined", message: "Challenge declined. The stake was returned." });
}

function list(call: Call): Answer {
  const agent = requireKey(call);
  const rows = [...challenges(call.world).values()].filter((row) => row.challengerId === agent.id || row.challengedId === agent.id);
  const view = (row: ChallengeRow) => ({
    challenge_id: row.id, challenger_id: row.challengerId, challenged_id: row.challengedId, game: row.game, amount: money(row.amountMicros),
    status: row.status, winner: row.winnerId, created_at: isoSecond(row.at),
  });
  return ok({
    incoming: rows.filter((row) => row.status === "pending" && row.challengedId === agent.id).map(view),
    outgoing: rows.filter((row) => row.status === "pending" && row.challengerId === agent.id).map(view),
    resolved: rows.filter((row) => row.status !== "pending").map(view),
  });
}
