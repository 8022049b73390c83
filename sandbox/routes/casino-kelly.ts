import { type Answer, type Call, isoSecond, money, ok, type Route } from "../call";
import { betsOf, casinoAccount, casinoAccounts } from "../casino/account";
import { requireKey } from "../casino/key";
import { kellyFigures, kellyLimits, LIMIT_GAMES } from "../casino/kelly";
import { agentAccount } from "../ledger";
import { seededUnit } from "../random";
import { Refusal } from "../refusal";
import type { AgentRow } from "../rows";

const casino = { host: "casino", origin: "both", source: "published", info: true, scope: "casino" } as const;

export const casinoKellyRoutes: readonly Route[] = [
  { ...casino, method: "GET", path: "/api/v1/kelly/limits", answer: limits },
  { ...casino, method: "PUT", path: "/api/v1/kelly/config", answer: configure },
  { ...casino, method: "POST", path: "/api/v1/kelly/optimal", answer: optimal },
  { ...casino, method: "GET", path: "/api/v1/kelly/history", answer: history },
  { ...casino, method: "POST", path: "/api/v1/kelly/simulate", publishedLimit: 5, answer: simulate },
];

function bankrollOf(call: Call, agent: AgentRow): number {
  return money(call.world.ledger.balance(agentAccount(agent.id)));
}

function limits(call: Call): Answer {
  const agent = requireKey(call);
  return ok(kellyLimits(bankrollOf(call, agent), casinoAccount(call.world, agent).riskFactor));
}

/** The agent's own key moves its own limit: a trap of the published code. */
function configure(call: Call): Answer {
  const agent = requireKey(call);
  const riskFactor = call.body.risk_factor;
  if (typeof riskFactor !== "number" || !(riskFactor >= 0.1 && riskFactor <= 1)) {
    throw new Refusal(400, "invalid_risk_factor", "risk_factor must be between 0.1 and 1.0");
  }
  casinoAccounts(call.world).put({ ...casinoAccount(call.world, agent), riskFactor });
  return ok({
    risk_factor: riskFactor, message: `Risk factor updated to ${riskFactor}`, new_limits: kellyLimits(bankrollOf(call, agent), riskFactor),
  });
}

function optimal(call: Call): Answer {
  const agent = requireKey(call);
  const { game } = call.body;
  const terms = typeof game === "string" ? LIMIT_GAMES[game] : undefined;
  if (!terms) throw new Refusal(400, "unknown_game", `game must be one of ${Object.keys(LIMIT_GAMES).join(", ")}`);
  const riskFactor = typeof call.body.risk_factor === "number" ? call.body.risk_factor : casinoAccount(call.world, agent).riskFactor;
  return ok({ game, bankroll: bankrollOf(call, agent), risk_factor: riskFactor, ...kellyFigures({ bankroll: bankrollOf(call, agent), riskFactor, ...terms }) });
}

function history(call: Call): Answer {
  const agent = requireKey(call);
  const bets = betsOf(call.world, agent.id).slice(-100);
  return ok({
    agent_id: agent.id, data_points: bets.length,
    bankroll_curve: bets.map((bet) => ({ bet_id: bet.id, game: bet.game, net: money(bet.wonMicros) - money(bet.stakeMicros), at: isoSecond(bet.at) })),
  });
}

function simulate(call: Call): Answer {
  requireKey(call);
  const { bankroll, game, bet_amount: bet, num_bets: count } = call.body;
  if (typeof bankroll !== "number" || typeof bet !== "number" || typeof count !== "number" || typeof game !== "string") {
    throw new Refusal(400, "missing_params", "Provide bankroll, game, bet_amount and num_bets");
  }
  const terms = LIMIT_GAMES[game];
  if (!terms) throw new Refusal(400, "unknown_game", `game must be one of ${Object.keys(LIMIT_GAMES).join(", ")}`);
  const unit = seededUnit(Math.trunc(bankroll * 100 + count));
  const rounds = Math.min(1_000, Math.max(1, Math.trunc(count)));
  const ends = Array.from({ length: 200 }, () => {
    let held = bankroll;
    for (let round = 0; round < rounds && held >= bet; round++) held += unit() < terms.winProbability ? bet * (terms.payout - 1) : -bet;
    return held;
  }).sort((a, b) => a - b);
  const at = (share: number): number => Math.round((ends[Math.floor(share * (ends.length - 1))] ?? 0) * 100) / 100;
  return ok({
    game, bankroll, bet_amount: bet, num_bets: rounds, simulations: ends.length, median: at(0.5), percentile_5: at(0.05),
    percentile_95: at(0.95), ruin_probability: ends.filter((end) => end < bet).length / ends.length,
  });
}
