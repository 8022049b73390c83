import { subtract, type Usdc } from "@/lib/core/money";
import { type Answer, type Call, iso, money, ok, type Route, tryAmount } from "../call";
import { Refusal } from "../refusal";
import { requireServiceKey } from "../service-key";
import { type PositionRow, positions, positionsOf, today, type TradingAccountRow, tradingAccount } from "../trading/account";
import { closePosition, type Fees, openPosition } from "../trading/orders";
import { findMarket, priceAt } from "../trading/prices";

const trading = { host: "trading", origin: "both", source: "published", info: true, kinds: ["trading"], scope: "trading" } as const;
const EXAMPLES = {
  stock: { coin: "TSLA", side: "long", size_usd: 1000, leverage: 5 }, commodity: { coin: "GOLD", side: "short", size_usd: 500, leverage: 10 },
  crypto: { coin: "BTC", side: "long", size_usd: 5000, leverage: 3 },
};

/** Positions. Under `/published/` no exchange can be reached: every open fails, as in the transcript. */
export const tradingOrderRoutes: readonly Route[] = [
  { ...trading, method: "POST", path: "/v1/trade/open", publishedLimit: 30, answer: open },
  { ...trading, method: "POST", path: "/v1/trade/close", publishedLimit: 30, answer: close },
  { ...trading, method: "POST", path: "/v1/trade/close-all", answer: closeAll },
  { ...trading, method: "GET", path: "/v1/trade/positions", answer: list },
  { ...trading, method: "GET", path: "/v1/trade/history", answer: history },
];

function open(call: Call): Answer {
  const agent = requireServiceKey(call);
  const account = tradingAccount(call.world, agent);
  const { coin, side, size_usd: sizeWish } = call.body;
  if (!coin || !side || sizeWish === undefined || sizeWish === null) {
    throw new Refusal(400, "invalid_request", "Provide coin, side (long/short), size_usd", { examples: EXAMPLES });
  }
  const size = typeof sizeWish === "number" ? tryAmount(sizeWish) : null;
  if (size === null || size <= 0n) throw new Refusal(400, "invalid_size", "size_usd must be a positive number");
  if (side !== "long" && side !== "short") throw new Refusal(400, "invalid_side", "side must be 'long' or 'short'");
  const leverage = readLeverage(call.body.leverage, account);
  requireRoom(account, size, call);
  if (call.isPublished) throw new Refusal(400, "trade_failed", "fetch failed");
  const { position, fees } = openPosition(call.world, agent, { coin: String(coin), side, size, leverage }, call.now);
  const notional = money(position.entryMicros);
  const distance = notional / position.leverage;
  return ok({
    position_id: position.id, order_id: position.id.replace("pos_", "ord_"), coin: position.coin, side, size_usd: money(size), leverage,
    entry_price: notional, margin_used: money(position.marginMicros),
    liquidation_price: Math.round((side === "long" ? notional - distance : notional + distance) * 1e6) / 1e6,
    fee: money(fees.total), fee_breakdown: feeView(fees), status: "open", opened_at: iso(call.now),
  });
}

/** Silently capped to the account's limit, as the published code does. */
function readLeverage(wish: unknown, account: TradingAccountRow): number {
  const leverage = wish ?? 5;
  if (typeof leverage !== "number" || !(leverage >= 1)) throw new Refusal(400, "invalid_leverage", "leverage must be at least 1");
  return Math.min(Math.floor(leverage), account.maxLeverage);
}

function requireRoom(account: TradingAccountRow, size: Usdc, call: Call): void {
  if (size > account.maxPositionMicros) {
    const max = money(account.maxPositionMicros);
    throw new Refusal(400, "position_too_large", undefined, {
      max_position_usd: max, message: `Max position size is $${max}. Upgrade tier for higher limits.`,
    });
  }
  const { pnl } = today(account, call.now);
  if (account.maxDailyLossMicros !== null && pnl <= -account.maxDailyLossMicros) {
    throw new Refusal(403, "daily_loss_limit_reached", "Daily loss limit reached", { max_daily_loss_usd: money(account.maxDailyLossMicros) });
  }
}

function feeView(fees: Fees): Record<string, unknown> {
  return { hyperliquid_fee: money(fees.exchange), builder_fee: money(fees.builder), total: money(fees.total) };
}

function close(call: Call): Answer {
  const agent = requireServiceKey(call);
  const id = call.body.position_id;
  if (typeof id !== "string" || id === "") throw new Refusal(400, "provide position_id");
  const position = positions(call.world).get(id);
  if (!position || position.agentId !== agent.id || position.status !== "open") throw new Refusal(404, "position_not_found");
  return ok(closedView(closePosition(call.world, agent, position, call.now)));
}

function closedView({ position, fees }: { position: PositionRow; fees: Fees }): Record<string, unknown> {
  const pnl = position.pnlMicros === null ? 0 : money(position.pnlMicros);
  return {
    position_id: position.id, coin: position.coin, exit_price: position.exitMicros === null ? null : money(position.exitMicros), pnl,
    pnl_percent: Math.round((pnl / money(position.marginMicros)) * 10_000) / 100, fee: money(fees.total), status: "closed",
    closed_at: iso(position.closedAt),
  };
}

function closeAll(call: Call): Answer {
  const agent = requireServiceKey(call);
  const closed = positionsOf(call.world, agent.id).filter((row) => row.status === "open")
    .map((row) => closedView(closePosition(call.world, agent, row, call.now)));
  const message = closed.length === 0 ? "No open positions" : `Closed ${closed.length} positions`;
  return ok({ message, closed: closed.length, ...(closed.length === 0 ? {} : { results: closed }) });
}

function list(call: Call): Answer {
  const agent = requireServiceKey(call);
  const wanted = call.query("status") ?? "open";
  const rows = positionsOf(call.world, agent.id).filter((row) => wanted === "all" || row.status === wanted);
  return ok({ positions: rows.map((row) => positionView(call, row)), count: rows.length, source: "database" });
}

function positionView(call: Call, row: PositionRow): Record<string, unknown> {
  const market = findMarket(row.coin);
  const price = row.exitMicros ?? (market ? priceAt(market, call.now) : row.entryMicros);
  const moved = (row.sizeMicros * subtract(price, row.entryMicros)) / row.entryMicros;
  return {
    position_id: row.id, coin: row.coin, side: row.side, size_usd: money(row.sizeMicros), leverage: row.leverage,
    entry_price: money(row.entryMicros), mark_price: money(price), margin_used: money(row.marginMicros), status: row.status,
    unrealized_pnl: money((row.side === "long" ? moved : -moved) as Usdc), opened_at: iso(row.openedAt), closed_at: iso(row.closedAt),
  };
}

function history(call: Call): Answer {
  const agent = requireServiceKey(call);
  const limit = Math.min(200, Math.max(1, Number(call.query("limit")) || 50));
  const trades = positionsOf(call.world, agent.id).filter((row) => row.status === "closed").reverse().slice(0, limit).map((row) => ({
    position_id: row.id, coin: row.coin, side: row.side, size_usd: money(row.sizeMicros), entry_price: money(row.entryMicros),
    exit_price: row.exitMicros === null ? null : money(row.exitMicros), pnl: row.pnlMicros === null ? null : money(row.pnlMicros),
    fee: money(row.feeMicros), closed_at: iso(row.closedAt),
  }));
  return ok({ trades, count: trades.length });
}
