import { type Usdc, usdc, ZERO } from "@/lib/core/money";
import { DAY_MS, type EpochMs } from "@/lib/core/time";
import { sha256 } from "../random";
import type { AgentRow } from "../rows";
import type { World } from "../world";

export interface TradingAccountRow {
  readonly id: string;
  readonly hlAddress: string;
  readonly isGenerated: boolean;
  readonly hasSigningKey: boolean;
  readonly maxLeverage: number;
  readonly maxPositionMicros: Usdc;
  readonly maxDailyLossMicros: Usdc | null;
  readonly volumeMicros: Usdc;
  readonly feesMicros: Usdc;
  readonly builderFeesMicros: Usdc;
  readonly pnlMicros: Usdc;
  /** The result of the UTC day `day`, counted since 1970. */
  readonly dayPnlMicros: Usdc;
  readonly day: number;
  readonly dayTrades: number;
}

export interface PositionRow {
  readonly id: string;
  readonly agentId: string;
  readonly coin: string;
  readonly side: "long" | "short";
  readonly sizeMicros: Usdc;
  readonly leverage: number;
  readonly marginMicros: Usdc;
  readonly entryMicros: Usdc;
  readonly exitMicros: Usdc | null;
  readonly pnlMicros: Usdc | null;
  readonly feeMicros: Usdc;
  readonly status: "open" | "closed";
  readonly openedAt: EpochMs;
  readonly closedAt: EpochMs | null;
}

export const tradingAccounts = (world: World) => world.table<TradingAccountRow>("trading-account");
export const positions = (world: World) => world.table<PositionRow>("trading-position");

export function positionsOf(world: World, agentId: string): PositionRow[] {
  const ids = world.group<PositionRow>("trading-position", "agent", (row) => row.agentId).all(agentId);
  return Array.from(ids, (id) => positions(world).get(id)).filter((row) => row !== undefined);
}

/** The trading account; an agent that came another way gets one with the first look, with a made-up wallet. */
export function tradingAccount(world: World, agent: AgentRow): TradingAccountRow {
  return tradingAccounts(world).get(agent.id) ?? tradingAccounts(world).put(newTradingAccount(agent.id, null, false));
}

export function newTradingAccount(agentId: string, hlAddress: string | null, hasSigningKey: boolean): TradingAccountRow {
  return {
    id: agentId, hlAddress: hlAddress ?? `0x${sha256(`hl:${agentId}`).slice(0, 40)}`, isGenerated: hlAddress === null,
    hasSigningKey: hlAddress === null || hasSigningKey, maxLeverage: 10, maxPositionMicros: usdc(10_000_000_000n), maxDailyLossMicros: null,
    volumeMicros: ZERO, feesMicros: ZERO, builderFeesMicros: ZERO, pnlMicros: ZERO, dayPnlMicros: ZERO, day: 0, dayTrades: 0,
  };
}

export function today(account: TradingAccountRow, now: EpochMs): { pnl: Usdc; trades: number; day: number } {
  const day = Math.floor(now / DAY_MS);
  return account.day === day ? { pnl: account.dayPnlMicros, trades: account.dayTrades, day } : { pnl: ZERO, trades: 0, day };
}
