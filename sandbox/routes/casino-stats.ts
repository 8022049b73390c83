import { type Usdc, usdc, ZERO } from "@/lib/core/money";
import { DAY_MS, toIso } from "@/lib/core/time";
import { type Answer, type Call, isoSecond, money, ok, type Route } from "../call";
import { type BetRow, betsOf, casinoAccount, casinoAccounts } from "../casino/account";
import { requireKey } from "../casino/key";
import { gossip } from "../gossip";
import { agentAccount } from "../ledger";
import { Refusal } from "../refusal";

const casino = { host: "casino", origin: "both", source: "published", info: true, method: "GET" } as const;

export const casinoStatsRoutes: readonly Route[] = [
  { ...casino, path: "/api/v1/auth/tier", answer: tier },
  { ...casino, path: "/api/v1/stats/me", answer: me },
  { ...casino, path: "/api/v1/stats/session", answer: session },
  { ...casino, path: "/api/v1/stats/profile/:agent_id", answer: profile },
  { ...casino, path: "/api/v1/public-stats", answer: publicStats },
  { ...casino, path: "/api/v1/stats", answer: publicStats },
  { ...casino, path: "/api/v1/gossip", answer: (call) => gossip({
      product: "Casino", valueProp: "Provably fair games for agents.", commission: "10% of lost stakes",
      register: "POST /api/v1/auth/register", registered: registered(call), more: { earn_page: "https://purpleflea.com/earn", multi_level_referral: "You earn on 3 levels." },
    }) },
];

const TIERS = [
  { name: "Bronze", color: "#CD7F32", from: 0, bonus: "0%", kelly: 1, daily: 500 },
  { name: "Silver", color: "#C0C0C0", from: 100, bonus: "+1%", kelly: 1.1, daily: 2_000 },
  { name: "Gold", color: "#FFD700", from: 1_000, bonus: "+2%", kelly: 1.25, daily: 10_000 },
  { name: "Platinum", color: "#E5E4E2", from: 10_000, bonus: "+5%", kelly: 1.5, daily: 50_000 },
] as const;

/** For show only: no code enforces these limits. */
function tier(call: Call): Answer {
  const agent = requireKey(call);
  const account = casinoAccount(call.world, agent);
  const wagered = money(account.wageredMicros);
  const now = TIERS.findLast(({ from }) => wagered >= from) ?? TIERS[0];
  const next = TIERS.find(({ from }) => from > wagered);
  return ok({
    agent_id: agent.id,
    tier: {
      name: now.name, color: now.color, wagered_threshold: now.from,
      benefits: { commission_bonus: now.bonus, kelly_multiplier: now.kelly, daily_withdrawal_limit_usd: now.daily },
    },
    progress: {
      total_wagered_usd: wagered, total_bets: account.bets,
      next_tier: next === undefined ? null : {
        name: next.name, wagered_required: next.from, remaining_usd: next.from - wagered,
        progress_pct: Math.round((wagered / next.from) * 10_000) / 100,
      },
      at_max_tier: next === undefined,
    },
    all_tiers: TIERS.map((one) => ({
      name: one.name, min_wagered: one.from,
      benefits: { commission_bonus: one.bonus, kelly_multiplier: one.kelly, daily_withdrawal_usd: one.daily },
    })),
    tip: "Tiers follow what was wagered in all",
  });
}

function figuresOf(bets: readonly BetRow[]) {
  const sum = (amountOf: (bet: BetRow) => Usdc): Usdc => bets.reduce((total, bet) => usdc(total + amountOf(bet)), ZERO);
  const [staked, won] = [sum((bet) => bet.stakeMicros), sum((bet) => bet.wonMicros)];
  const wins = bets.filter((bet) => bet.won).length;
  return {
    bets: bets.length, wagered: money(staked), won: money(won), net: money(usdc(won - staked)),
    win_rate: bets.length === 0 ? 0 : Math.round((wins / bets.length) * 10_000) / 100,
  };
}

function byGame(bets: readonly BetRow[]) {
  const games = [...new Set(bets.map((bet) => bet.game))];
  return games.map((game) => ({ game, ...figuresOf(bets.filter((bet) => bet.game === game)) }));
}

function me(call: Call): Answer {
  const agent = requireKey(call);
  const bets = betsOf(call.world, agent.id);
  const last = bets.at(-1);
  const sameFrom = bets.findLastIndex((bet) => bet.won !== last?.won);
  return ok({
    agent_id: agent.id, balance: money(call.world.ledger.balance(agentAccount(agent.id))), lifetime: figuresOf(bets),
    streaks: { current: last === undefined ? 0 : bets.length - 1 - sameFrom, type: last === undefined ? "none" : last.won ? "win" : "loss" },
    by_game: byGame(bets), member_since: isoSecond(agent.createdAt),
  });
}

function session(call: Call): Answer {
  const agent = requireKey(call);
  const bets = betsOf(call.world, agent.id).filter((bet) => call.now - bet.at < DAY_MS);
  return ok({
    period: "24h", ...figuresOf(bets),
    recent_bets: bets.slice(-10).reverse().map((bet) => ({ bet_id: bet.id, game: bet.game, amount: money(bet.stakeMicros), won: bet.won })),
  });
}

/** Public, by an id or the beginning of one: it gives the full referral code away, as the published code does. */
function profile(call: Call): Answer {
  const wanted = call.parameter("agent_id");
  const { agents, agentsByKind, agentsByReferrer } = call.world;
  const exact = agents.get(wanted);
  const found = exact?.kind === "casino" || exact?.kind === "fleet" ? exact
    : [...agentsByKind.all("casino")].filter((id) => wanted.length >= 4 && id.startsWith(wanted)).map((id) => agents.get(id))[0];
  if (!found) throw new Refusal(404, "not_found", "Agent not found");
  const bets = betsOf(call.world, found.id);
  const games = byGame(bets);
  return ok({
    agent_id: `${found.id.slice(0, 8)}...`, tier: "free", member_since: isoSecond(found.createdAt),
    days_active: Math.floor((call.now - found.createdAt) / DAY_MS), career: figuresOf(bets),
    best_game: [...games].sort((a, b) => b.net - a.net)[0] ?? null, games_played: games,
    referral_network: { direct_referrals: agentsByReferrer.all(found.id).size, referral_code: found.ownCode }, updated_at: toIso(call.now),
  });
}

/** Sums over the accounts, not over the bets: there are far fewer. */
function publicStats(call: Call): Answer {
  let [bets, wins] = [0, 0];
  let volume = 0n;
  for (const account of casinoAccounts(call.world).values()) {
    bets += account.bets;
    wins += account.wins;
    volume += account.wageredMicros;
  }
  return ok({
    service: "agent-casino", registered_agents: registered(call), total_bets: bets, total_wins: wins, total_volume_usd: money(usdc(volume)),
    house_win_rate_pct: bets === 0 ? 0 : Math.round((1 - wins / bets) * 10_000) / 100, timestamp: toIso(call.now),
  });
}

function registered(call: Call): number {
  const { agentsByKind } = call.world;
  return agentsByKind.all("casino").size + (call.isPublished ? 0 : agentsByKind.all("fleet").size);
}
