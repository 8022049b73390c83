import { type Usdc, usdc, ZERO } from "@/lib/core/money";
import type { EpochMs } from "@/lib/core/time";
import { sha256 } from "../random";
import type { AgentRow } from "../rows";
import type { World } from "../world";

/** What the casino keeps of an agent that plays: made with the first look at it. */
export interface CasinoAccountRow {
  readonly id: string;
  readonly riskFactor: number;
  readonly serverSeed: string;
  readonly nonce: number;
  readonly bets: number;
  readonly wins: number;
  readonly wageredMicros: Usdc;
  readonly wonMicros: Usdc;
  readonly biggestWinMicros: Usdc;
  readonly dailyAt: EpochMs | null;
  readonly dailyStreak: number;
  readonly recoveryAt: EpochMs | null;
  readonly withdrawnMicros: Usdc;
}

export interface SeedRow {
  readonly id: string;
  readonly agentId: string;
  readonly seed: string;
  readonly bets: number;
  readonly revealedAt: EpochMs;
}

export interface BetRow {
  readonly id: string;
  readonly agentId: string;
  readonly game: string;
  readonly stakeMicros: Usdc;
  readonly wonMicros: Usdc;
  readonly nominal: number;
  readonly won: boolean;
  readonly result: Record<string, unknown>;
  readonly seedHash: string;
  readonly clientSeed: string;
  readonly nonce: number;
  readonly resultHash: string;
  readonly at: EpochMs;
}

export const SEED_BETS_MAX = 1_000;

export const casinoAccounts = (world: World) => world.table<CasinoAccountRow>("casino-account");
export const casinoSeeds = (world: World) => world.table<SeedRow>("casino-seed");
export const casinoBets = (world: World) => world.table<BetRow>("casino-bet");
export const betsOf = (world: World, agentId: string): readonly BetRow[] => {
  const ids = world.group<BetRow>("casino-bet", "agent", (row) => row.agentId).all(agentId);
  return Array.from(ids, (id) => casinoBets(world).get(id)).filter((row) => row !== undefined);
};
export const seedsOf = (world: World, agentId: string): readonly SeedRow[] => {
  const ids = world.group<SeedRow>("casino-seed", "agent", (row) => row.agentId).all(agentId);
  return Array.from(ids, (id) => casinoSeeds(world).get(id)).filter((row) => row !== undefined);
};

/** The casino's account of an agent, with its committed seed. */
export function casinoAccount(world: World, agent: AgentRow): CasinoAccountRow {
  return casinoAccounts(world).get(agent.id) ?? casinoAccounts(world).put({
    id: agent.id, riskFactor: 0.25, serverSeed: world.random.hex(64), nonce: 0, bets: 0, wins: 0, wageredMicros: ZERO,
    wonMicros: ZERO, biggestWinMicros: ZERO, dailyAt: null, dailyStreak: 0, recoveryAt: null, withdrawnMicros: ZERO,
  });
}

/** Reveals the seed in use and commits to a new one. */
export function rotateSeed(world: World, account: CasinoAccountRow, now: EpochMs): { before: SeedRow; account: CasinoAccountRow } {
  const before = casinoSeeds(world).put({
    id: sha256(account.serverSeed), agentId: account.id, seed: account.serverSeed, bets: account.nonce, revealedAt: now,
  });
  return { before, account: casinoAccounts(world).put({ ...account, serverSeed: world.random.hex(64), nonce: 0 }) };
}

/** Adds one settled bet to an agent's lifetime figures. */
export function countBet(world: World, account: CasinoAccountRow, stake: Usdc, won: Usdc): CasinoAccountRow {
  const gain = won > stake ? usdc(won - stake) : ZERO;
  return casinoAccounts(world).put({
    ...account, bets: account.bets + 1, wins: account.wins + (won > stake ? 1 : 0),
    wageredMicros: usdc(account.wageredMicros + stake), wonMicros: usdc(account.wonMicros + won),
    biggestWinMicros: gain > account.biggestWinMicros ? gain : account.biggestWinMicros,
  });
}
