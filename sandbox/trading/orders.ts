import { add, bps, divide, max, portion, subtract, type Usdc, usdc, ZERO } from "@/lib/core/money";
import type { EpochMs } from "@/lib/core/time";
import { commissionsInCents, settleWithBank, toCents } from "../bank";
import { uuid } from "../casino/play";
import { Refusal } from "../refusal";
import type { AgentRow } from "../rows";
import type { World } from "../world";
import { type PositionRow, positions, today, tradingAccount, tradingAccounts } from "./account";
import { findMarket, priceAt } from "./prices";

/** Booked by the published code: 3.5 basis points of the exchange, 2 of the builder on the free tier. */
const EXCHANGE_TENTHS = 35n;
const BUILDER = bps(2);
/** 20 % of the builder part, one level: who was referred cannot refer. */
const SHARES = [2_000];

export interface Fees {
  readonly exchange: Usdc;
  readonly builder: Usdc;
  readonly total: Usdc;
}

export function feesOf(size: Usdc): Fees {
  const exchange = toCents(usdc(divide(size * EXCHANGE_TENTHS, 100_000n, "half-even")));
  const builder = toCents(portion(size, BUILDER, "half-even"));
  return { exchange, builder, total: add(exchange, builder) };
}

export interface Order {
  readonly coin: string;
  readonly side: "long" | "short";
  readonly size: Usdc;
  readonly leverage: number;
}

/** Takes margin and fee from the agent and opens at the sandbox's price. Refuses with 400 when it has too little. */
export function openPosition(world: World, agent: AgentRow, order: Order, now: EpochMs): { position: PositionRow; fees: Fees } {
  const market = findMarket(order.coin);
  if (!market) throw new Refusal(400, "trade_failed", `Unknown market ${order.coin.slice(0, 20)}`);
  const margin = usdc(divide(order.size, BigInt(order.leverage), "up"));
  const fees = feesOf(order.size);
  const id = `pos_${uuid(world.random.hex(32))}`;
  pay(world, { agentId: agent.id, paid: add(margin, fees.total), received: ZERO, ref: id, builder: fees.builder }, now);
  const position = positions(world).put({
    id, agentId: agent.id, coin: market.coin, side: order.side, sizeMicros: order.size, leverage: order.leverage, marginMicros: margin,
    entryMicros: priceAt(market, now), exitMicros: null, pnlMicros: null, feeMicros: fees.total, status: "open", openedAt: now, closedAt: null,
  });
  count(world, agent, { size: order.size, fees, pnl: ZERO }, now);
  return { position, fees };
}

/** Closes the whole position: margin and result come back less the fee, and never less than nothing. */
export function closePosition(world: World, agent: AgentRow, position: PositionRow, now: EpochMs): { position: PositionRow; fees: Fees } {
  const market = findMarket(position.coin);
  if (!market) throw new Refusal(400, "close_failed", "Unknown market");
  const exit = priceAt(market, now);
  const fees = feesOf(position.sizeMicros);
  const moved = (position.sizeMicros * (exit - position.entryMicros)) / position.entryMicros;
  const pnl = max(usdc(-position.marginMicros), usdc(position.side === "long" ? moved : -moved));
  const left = add(position.marginMicros, pnl);
  const builder = left >= fees.total ? fees.builder : ZERO;
  pay(world, { agentId: agent.id, paid: ZERO, received: max(ZERO, subtract(left, fees.total)), ref: position.id, builder }, now);
  const closed = positions(world).put({
    ...position, status: "closed", exitMicros: exit, pnlMicros: pnl, feeMicros: add(position.feeMicros, fees.total), closedAt: now,
  });
  count(world, agent, { size: position.sizeMicros, fees, pnl }, now);
  return { position: closed, fees };
}

function pay(world: World, move: { agentId: string; paid: Usdc; received: Usdc; ref: string; builder: Usdc }, now: EpochMs): void {
  settleWithBank(world, {
    product: "trading", agentId: move.agentId, paid: move.paid, received: move.received, reasonOut: "trade_open", reasonIn: "trade_close",
    ref: move.ref, service: "trading", commissions: commissionsInCents(world, move.agentId, "trading", move.builder, SHARES),
  }, now);
}

function count(world: World, agent: AgentRow, done: { size: Usdc; fees: Fees; pnl: Usdc }, now: EpochMs): void {
  const account = tradingAccount(world, agent);
  const { pnl, trades, day } = today(account, now);
  const net = subtract(done.pnl, done.fees.total);
  tradingAccounts(world).put({
    ...account, volumeMicros: add(account.volumeMicros, done.size), feesMicros: add(account.feesMicros, done.fees.total),
    builderFeesMicros: add(account.builderFeesMicros, done.fees.builder), pnlMicros: add(account.pnlMicros, done.pnl),
    dayPnlMicros: add(pnl, net), day, dayTrades: trades + 1,
  });
}
