import { type Usdc } from "@/lib/core/money";
import { toEpochMs } from "@/lib/core/time";
import { type Answer, type Call, epochSeconds, isoSecond, money, ok, type Route, tryAmount } from "../call";
import { Refusal } from "../refusal";
import { requireServiceKey } from "../service-key";
import { findMarket, MARKETS, priceAt } from "../trading/prices";
import type { World } from "../world";

const trading = { host: "trading", origin: "both", source: "published", info: true, kinds: ["trading"] } as const;

interface FollowRow {
  readonly id: string;
  readonly leaderId: string;
  readonly followerId: string;
  readonly allocationMicros: Usdc;
  readonly positionMicros: Usdc | null;
  readonly stopLossPct: number | null;
  readonly isActive: boolean;
  readonly at: number;
}

/** Markets, which need the outside and so fail under `/published/`, and subscriptions to a leader. */
export const tradingMarketRoutes: readonly Route[] = [
  { ...trading, method: "GET", path: "/v1/markets", answer: listMarkets },
  { ...trading, method: "GET", path: "/v1/markets/:coin", answer: market },
  { ...trading, method: "GET", path: "/v1/markets/:coin/price", answer: market },
  { ...trading, method: "GET", path: "/v1/order-monitor", answer: monitor },
  { ...trading, method: "POST", path: "/v1/copy/follow/:id", scope: "trading", answer: follow },
  { ...trading, method: "DELETE", path: "/v1/copy/follow/:id", scope: "trading", answer: unfollow },
  { ...trading, method: "GET", path: "/v1/copy/following", scope: "trading", answer: following },
  { ...trading, method: "GET", path: "/v1/copy/followers", scope: "trading", answer: followers },
];

function requireExchange(call: Call): void {
  if (call.isPublished) throw new Refusal(500, "internal_error", "An unexpected error occurred");
}

function listMarkets(call: Call): Answer {
  requireExchange(call);
  return ok({ markets: MARKETS.map((one) => marketView(call, one)), count: MARKETS.length });
}

function marketView(call: Call, one: (typeof MARKETS)[number]): Record<string, unknown> {
  return { coin: one.coin, category: one.category, max_leverage: one.maxLeverage, price: money(priceAt(one, call.now)), source: "sandbox" };
}

function market(call: Call): Answer {
  requireExchange(call);
  const found = findMarket(call.parameter("coin"));
  if (!found) throw new Refusal(404, "market_not_found", "Unknown market");
  return ok({ ...marketView(call, found), timestamp: isoSecond(call.now) });
}

function monitor(call: Call): Answer {
  return ok({
    running: true, interval_seconds: 30, total_checks: Math.floor(epochSeconds(call.now) / 30), limits_filled: 0, exits_filled: 0, errors: 0,
    pending_orders: 0, last_check: isoSecond(toEpochMs(Math.floor(call.now / 30_000) * 30_000)), description: "The sandbox has no limit orders.",
  });
}

const follows = (world: World) => world.table<FollowRow>("trading-follow");

function activeFollows(call: Call, of: "leaderId" | "followerId", agentId: string): FollowRow[] {
  const ids = call.world.group<FollowRow>("trading-follow", of, (row) => (row.isActive ? row[of] : null)).all(agentId);
  return Array.from(ids, (id) => follows(call.world).get(id)).filter((row) => row !== undefined);
}

/** A subscription is kept; the sandbox copies no trades. */
function follow(call: Call): Answer {
  const agent = requireServiceKey(call);
  const leader = call.world.agents.get(call.parameter("id"));
  if (!leader || (leader.kind !== "trading" && leader.kind !== "fleet")) throw new Refusal(404, "leader_not_found", "Leader not found");
  if (leader.id === agent.id) throw new Refusal(400, "cannot_follow_self", "You cannot follow yourself");
  const allocation = typeof call.body.allocation_usdc === "number" ? tryAmount(call.body.allocation_usdc) : null;
  if (allocation === null || allocation <= 0n) throw new Refusal(400, "invalid_allocation", "allocation_usdc must be above 0");
  if (activeFollows(call, "followerId", agent.id).some((row) => row.leaderId === leader.id)) {
    throw new Refusal(400, "already_following", "Already following this leader");
  }
  const { stop_loss_pct: stop, max_position_size: size } = call.body;
  const row = follows(call.world).put({
    id: `sub_${call.world.random.hex(12)}`, leaderId: leader.id, followerId: agent.id, allocationMicros: allocation,
    positionMicros: typeof size === "number" ? tryAmount(size) : null, stopLossPct: typeof stop === "number" ? stop : null, isActive: true,
    at: epochSeconds(call.now),
  });
  const { since: _since, allocation_usdc: _usdc, subscription_id: id, leader_id: leaderId, ...rest } = followView(row);
  return ok({
    subscription_id: id, leader_id: leaderId, follower_id: agent.id, allocation: money(allocation), ...rest,
    message: `Now copy trading agent ${leader.id}. Proportional positions will open when they trade.`,
  }, 201);
}

function followView(row: FollowRow): Record<string, unknown> {
  return {
    subscription_id: row.id, leader_id: row.leaderId, allocation_usdc: money(row.allocationMicros),
    max_position_size: row.positionMicros === null ? null : money(row.positionMicros), stop_loss_pct: row.stopLossPct, since: row.at,
  };
}

function unfollow(call: Call): Answer {
  const agent = requireServiceKey(call);
  const row = activeFollows(call, "followerId", agent.id).find((one) => one.leaderId === call.parameter("id"));
  if (!row) throw new Refusal(404, "not_following", "You do not follow this leader");
  follows(call.world).put({ ...row, isActive: false });
  return ok({ message: "Stopped following", leader_id: row.leaderId });
}

function following(call: Call): Answer {
  const rows = activeFollows(call, "followerId", requireServiceKey(call).id);
  return ok({ following: rows.map(followView), count: rows.length });
}

function followers(call: Call): Answer {
  const rows = activeFollows(call, "leaderId", requireServiceKey(call).id);
  const allocated = rows.reduce<bigint>((sum, row) => sum + row.allocationMicros, 0n);
  return ok({
    followers: rows.map((row) => ({ follower_id: `${row.followerId.slice(0, 8)}...`, since: row.at })), total_followers: rows.length,
    total_allocated_usdc: money(allocated as Usdc),
  });
}
