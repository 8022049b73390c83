import type { Usdc } from "@/lib/core/money";
import type { PlatformBalance } from "./records";

export interface ProductRegisterInput {
  readonly referralCode: string | null;
}

export interface FaucetClaimInput {
  readonly agentId: string;
  readonly referralCode: string | null;
}

/**
 * Money out of the platform, on Base. `balance` is a balance that was read for this very withdrawal: the published
 * route does not look at its own reservation, so it is never used as a probe (reference 1.1.1, 2026-11-20).
 */
export interface WithdrawInput {
  readonly amount: Usdc;
  readonly address: string;
  readonly balance: PlatformBalance;
}

/** A payout of everything that is available as commission; the services queue it. */
export interface ReferralWithdrawInput {
  readonly address: string;
}

/**
 * The published games of one request and what each takes besides its stake.
 * Source: reference 1.1.2, read from the published code 2026-11-20.
 */
export interface GameParameters {
  readonly "coin-flip": { readonly side: "heads" | "tails" };
  readonly "dice": { readonly direction: "over" | "under"; readonly threshold: number };
  readonly "multiplier": { readonly target_multiplier: number };
  readonly "crash": { readonly cash_out_at: number };
  readonly "roulette": { readonly bet_type: string; readonly bet_value?: number };
  readonly "custom": { readonly win_probability: number };
  readonly "blackjack": { readonly action: "hit" | "stand" | "double" };
  readonly "plinko": { readonly rows: 8 | 12 | 16; readonly risk: "low" | "medium" | "high" };
  readonly "slots": Readonly<Record<never, never>>;
  readonly "wheel": Readonly<Record<never, never>>;
  readonly "scratch-card": Readonly<Record<never, never>>;
  readonly "simple-dice": { readonly pick: number };
  readonly "hilo": { readonly guess: "higher" | "lower" };
  readonly "keno": { readonly picks: readonly number[] };
  readonly "mines": { readonly mines: number; readonly reveals: number };
  readonly "baccarat": { readonly bet_on: "player" | "banker" | "tie" };
}

export type Game = keyof GameParameters;

/** One game with its own parameters; a client seed makes the result checkable by us. */
export type PlayInput = {
  readonly [G in Game]: {
    readonly game: G;
    readonly parameters: GameParameters[G];
    readonly stake: Usdc;
    readonly clientSeed: string | null;
  };
}[Game];

export interface BetInput {
  readonly betId: string;
}

/** What is left out stays; `dailyLossMax: null` takes the limit away. */
export interface TradingRiskInput {
  readonly leverageMax?: number;
  readonly positionMax?: Usdc;
  readonly dailyLossMax?: Usdc | null;
}

export interface OpenPositionInput {
  readonly coin: string;
  readonly side: "long" | "short";
  readonly size: Usdc;
  readonly leverage: number;
}

export interface ClosePositionInput {
  readonly positionId: string;
}

export interface DomainInput {
  readonly domain: string;
}

export interface TableListInput {
  readonly game: string;
  readonly status: string;
  readonly limit: number;
}

export interface TableInput {
  readonly tableId: string;
}

export interface TableSeatInput extends TableInput {
  readonly agentId: string;
}

export interface TableBetInput extends TableSeatInput {
  readonly stake: Usdc;
}

export interface TableActionInput extends TableSeatInput {
  readonly action: "hit" | "stand" | "double" | "split";
}

/** The parts must sum to the whole: the caller splits with largest remainder. `share` is what a part was made from. */
export interface DistributeInput {
  readonly fromWallet: string;
  readonly parts: readonly { readonly wallet: string; readonly amount: Usdc; readonly share: number }[];
  readonly memo: string;
}
