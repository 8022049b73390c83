import { type Answer, type Call, isoSecond, type JsonObject, money, ok, type Route } from "../call";
import { type BetRow, casinoAccount, casinoBets, casinoSeeds, betsOf, rotateSeed, seedsOf } from "../casino/account";
import { resultHash, rollOf } from "../casino/fairness";
import { requireKey } from "../casino/key";
import { sha256 } from "../random";
import { Refusal } from "../refusal";

const casino = { host: "casino", origin: "both", source: "published", info: true } as const;

/** Provably fair: a hash is shown before play, its seed after it was changed. */
export const casinoFairnessRoutes: readonly Route[] = [
  { ...casino, method: "GET", path: "/api/v1/fairness/seed-hash", answer: seedHash },
  { ...casino, method: "POST", path: "/api/v1/fairness/verify", answer: verify },
  { ...casino, method: "POST", path: "/api/v1/fairness/rotate", answer: rotate },
  { ...casino, method: "GET", path: "/api/v1/fairness/seeds", answer: seeds },
  { ...casino, method: "GET", path: "/api/v1/fairness/audit/:betId", answer: audit },
  { ...casino, method: "GET", path: "/api/v1/fairness/audit-summary", answer: auditSummary },
];

function seedHash(call: Call): Answer {
  const account = casinoAccount(call.world, requireKey(call));
  return ok({
    server_seed_hash: sha256(account.serverSeed),
    note: "This hash commits to a server seed. After seed rotation, the seed is revealed so you can verify all bets made with it.",
    how_to_verify: ["Note this hash before betting", "Give a client_seed of your own with each bet",
      "After a rotation read GET /api/v1/fairness/seeds", "POST /api/v1/fairness/verify with the bet_id"],
  });
}

function verify(call: Call): Answer {
  requireKey(call);
  const { bet_id: betId } = call.body;
  if (typeof betId !== "string") return verifyGiven(call.body);
  const bet = casinoBets(call.world).get(betId);
  if (!bet) throw new Refusal(404, "bet_not_found", "Bet not found");
  const seed = casinoSeeds(call.world).get(bet.seedHash)?.seed;
  return ok(seed === undefined ? unrevealed(bet) : revealed(bet, seed));
}

function unrevealed(bet: BetRow): Record<string, unknown> {
  return {
    bet_id: bet.id, status: "seed_not_yet_revealed", server_seed_hash: bet.seedHash, client_seed: bet.clientSeed, nonce: bet.nonce,
    result_hash: bet.resultHash,
    message: "Server seed will be revealed when it rotates (every 1000 bets or on request). You can verify the result_hash matches the server_seed_hash commitment.",
    note: "Request seed rotation via POST /api/v1/fairness/rotate to reveal the seed now.",
  };
}

function revealed(bet: BetRow, seed: string): Record<string, unknown> {
  const hash = resultHash(seed, bet.clientSeed, bet.nonce);
  const matches = hash === bet.resultHash && sha256(seed) === bet.seedHash;
  return {
    bet_id: bet.id, verified: matches, game: bet.game, result: bet.result, won: bet.won, amount_bet: money(bet.stakeMicros),
    amount_won: money(bet.wonMicros),
    proof: {
      server_seed: seed, server_seed_hash: bet.seedHash, client_seed: bet.clientSeed, nonce: bet.nonce, result_hash: hash,
      computed_result: rollOf(hash), hash_matches: matches,
    },
    how_to_verify_yourself: [
      `1. SHA256("${seed}") must be "${bet.seedHash}"`, `2. HMAC-SHA256(server_seed, "${bet.clientSeed}:${bet.nonce}") is the result hash`,
      `3. Its first 8 hex digits, modulo 10000, divided by 100, are ${rollOf(hash)}`, "4. The game's rules turn that into the outcome",
    ],
  };
}

function verifyGiven(body: JsonObject): Answer {
  const { server_seed: seed, server_seed_hash: hash, client_seed: client, nonce } = body;
  if (typeof seed !== "string" || typeof hash !== "string" || typeof client !== "string" || typeof nonce !== "number") {
    throw new Refusal(400, "missing_params", "Provide bet_id, or server_seed, server_seed_hash, client_seed and nonce");
  }
  const computed = resultHash(seed, client, nonce);
  return ok({ verified: sha256(seed) === hash, result_hash: computed, computed_result: rollOf(computed), hash_matches: sha256(seed) === hash });
}

function rotate(call: Call): Answer {
  const { before, account } = rotateSeed(call.world, casinoAccount(call.world, requireKey(call)), call.now);
  return ok({
    message: "Seed rotated successfully",
    previous_seed: {
      seed: before.seed, seed_hash: before.id, bets_made: before.bets,
      note: "This seed is now revealed. You can verify all bets made with it.",
    },
    new_seed_hash: sha256(account.serverSeed),
  });
}

function seeds(call: Call): Answer {
  const agent = requireKey(call);
  const account = casinoAccount(call.world, agent);
  return ok({
    seeds: [
      { seed_hash: sha256(account.serverSeed), seed: null, active: true, bets_made: account.nonce, revealed_at: null },
      ...[...seedsOf(call.world, agent.id)].reverse().map((row) => ({
        seed_hash: row.id, seed: row.seed, active: false, bets_made: row.bets, revealed_at: isoSecond(row.revealedAt),
      })),
    ],
  });
}

function audit(call: Call): Answer {
  const agent = requireKey(call);
  const bet = casinoBets(call.world).get(call.parameter("betId"));
  if (!bet) throw new Refusal(404, "bet_not_found", "Bet not found");
  if (bet.agentId !== agent.id) throw new Refusal(403, "forbidden", "This bet belongs to another agent");
  const seed = casinoSeeds(call.world).get(bet.seedHash)?.seed;
  return ok({
    ...(seed === undefined ? unrevealed(bet) : revealed(bet, seed)), game: bet.game, result: bet.result, won: bet.won,
    amount_bet: money(bet.stakeMicros), amount_won: money(bet.wonMicros), at: isoSecond(bet.at),
  });
}

function auditSummary(call: Call): Answer {
  const agent = requireKey(call);
  const account = casinoAccount(call.world, agent);
  const bets = betsOf(call.world, agent.id);
  const revealedBets = bets.filter((bet) => casinoSeeds(call.world).get(bet.seedHash) !== undefined).length;
  return ok({
    agent_id: agent.id, fairness_score: "100%",
    summary: { total_bets: bets.length, verifiable_bets: revealedBets, pending_reveal: bets.length - revealedBets },
    active_seed: { seed_hash: sha256(account.serverSeed), bets_made: account.nonce },
    revealed_seeds_count: seedsOf(call.world, agent.id).length,
    recent_bets_sample: bets.slice(-5).reverse().map((bet) => ({ bet_id: bet.id, game: bet.game, result_hash: bet.resultHash })),
    how_provably_fair_works: ["The seed's hash is shown before play", "The seed is revealed after it was changed"],
    verify: "POST /api/v1/fairness/verify",
  });
}
