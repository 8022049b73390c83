import type { Usdc } from "@/lib/core/money";
import type { EpochMs } from "@/lib/core/time";

/** The code by which others are referred to this account. Each service has its own. */
export interface OwnReferralCode {
  readonly code: string;
}

export interface FaucetClaim {
  readonly agentId: string;
  readonly credited: Usdc;
  readonly claimId: string | null;
}

export interface FaucetStatistics {
  readonly claims: number;
  readonly agents: number;
  readonly total: Usdc;
}

export interface DepositAddress {
  readonly chain: string;
  readonly address: string;
  readonly token: string | null;
  readonly instructions: string | null;
  /** What the platform says about a swap on arrival, verbatim. */
  readonly swapFee: string | null;
}

export interface DepositChain {
  readonly chain: string;
  readonly token: string | null;
}

/** `in_review`: above 1,000.00 a person looks first. `stateWord` is the platform's own. */
export interface Withdrawal {
  readonly reference: string | null;
  readonly state: "completed" | "in_review" | "pending" | "unrecognised";
  readonly stateWord: string;
  /** `null` where a payout of everything does not say how much that was. */
  readonly amount: Usdc | null;
  readonly fee: Usdc | null;
  readonly balance: Usdc | null;
  readonly transactionHash: string | null;
}

export interface EscrowStatistics {
  readonly created: number;
  readonly released: number;
  readonly disputed: number;
  readonly volume: Usdc;
  /** Releases only: the platform does not count what it keeps of refunds. */
  readonly fees: Usdc;
}

export interface PendingEscrow {
  readonly upstreamId: string;
  readonly description: string;
  readonly amount: Usdc;
  readonly payerId: string | null;
  readonly deadlineAt: EpochMs | null;
}

/** What a bet is checked by later: the commitment to the server's seed, and the three public inputs. */
export interface BetProof {
  readonly serverSeedHash: string;
  readonly clientSeed: string;
  readonly nonce: number;
  readonly resultHash: string;
}

export interface PlayedGame {
  readonly betId: string;
  readonly game: string;
  readonly stake: Usdc;
  readonly isWon: boolean;
  readonly won: Usdc;
  readonly balance: Usdc;
  readonly proof: BetProof | null;
  /** The game's own facts (sides, rolls, cards), as the platform words them. */
  readonly outcome: Readonly<Record<string, unknown>>;
}

/** `not_revealed`: the seed is still in use; rotate it to be able to check. */
export interface BetVerification {
  readonly betId: string;
  readonly state: "verified" | "contradicted" | "not_revealed" | "unrecognised";
  readonly serverSeedHash: string | null;
  readonly serverSeed: string | null;
}

export interface RotatedSeed {
  readonly revealedSeed: string;
  readonly revealedSeedHash: string;
  readonly bets: number;
  readonly newSeedHash: string;
}

/** Addresses by chain. The words and keys are shown once: they are secrets and are in no record. */
export interface ChainWallet {
  readonly addresses: Readonly<Record<string, string>>;
  readonly mnemonic: string;
}

export interface TradingAccount {
  readonly agentId: string;
  readonly tier: string;
  readonly leverageMax: number;
  readonly positionMax: Usdc;
  readonly volume: Usdc;
  readonly fees: Usdc;
  readonly profit: Usdc;
  readonly ownReferralCode: string | null;
  readonly depositAddress: string | null;
}

/** `lossToday` and what follows is `null` in the answer to a change, which repeats the settings alone. */
export interface TradingRisk {
  readonly leverageMax: number;
  readonly positionMax: Usdc;
  /** `null`: no limit. */
  readonly dailyLossMax: Usdc | null;
  readonly lossToday: Usdc | null;
  readonly isBlocked: boolean | null;
  readonly resetsAt: EpochMs | null;
}

/** Prices are market figures, not money of ours: kept as the platform's decimal text. */
export interface TradingPosition {
  readonly positionId: string;
  readonly coin: string | null;
  readonly side: string | null;
  readonly size: Usdc | null;
  readonly leverage: number | null;
  readonly entryPrice: string | null;
  readonly exitPrice: string | null;
  readonly fee: Usdc | null;
  readonly profit: Usdc | null;
  readonly stateWord: string | null;
}

export interface DomainsAccount {
  readonly agentId: string;
  readonly available: Usdc;
  readonly spent: Usdc;
  readonly domains: number;
  readonly ownReferralCode: string | null;
}

/** `price` is `null` where the platform names none. */
export interface DomainOffer {
  readonly domain: string;
  readonly isAvailable: boolean | null;
  readonly price: Usdc | null;
}

export interface OwnedDomain {
  readonly domainId: string | null;
  readonly domain: string;
  readonly stateWord: string | null;
  readonly price: Usdc | null;
  readonly balance: Usdc | null;
  readonly expiresAt: EpochMs | null;
}

export interface GameTable {
  readonly tableId: string;
  readonly game: string | null;
  readonly decksRemaining: number;
}

/** `recentCards` are ranks, oldest first; a poll may show the same cards again. */
export interface TableState {
  readonly tableId: string;
  readonly recentCards: readonly string[];
  readonly decksRemaining: number;
}

/** A hand at a table; figures are `null` where the answer leaves them out. */
export interface TableHand {
  readonly handId: string | null;
  readonly stateWord: string | null;
  readonly playerTotal: number | null;
  readonly dealerUpcard: number | string | null;
  readonly isSoft: boolean | null;
  readonly stake: Usdc | null;
  readonly won: Usdc | null;
  readonly balance: Usdc | null;
}

/** `total` went to the members; `fee` came on top of it, `referral` came back from it. */
export interface Distributed {
  readonly escrowId: string;
  readonly stateWord: string | null;
  readonly total: Usdc | null;
  readonly fee: Usdc | null;
  readonly referral: Usdc | null;
  readonly balance: Usdc | null;
}
