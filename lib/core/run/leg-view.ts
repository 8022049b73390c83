import type { PriceOfSilence } from "../escrow/silence";
import type { Dialect, EscrowState, RefundCause } from "../escrow/states";
import type { Usdc } from "../money";
import type { Json, JsonFault } from "../order/json-value";
import type { OrderState } from "../order/states";
import type { EpochMs } from "../time";
import type { BidWeights, Pattern, TieRule } from "./plan";
import type { AfterReturn, BidState, LegState } from "./states";

/** What became of one escrow's money. The parts but the last two sum to the amount when it was locked, and to zero when it never was. Units: micros. */
export interface EscrowMoney {
  readonly released: Usdc;
  readonly locked: Usdc;
  readonly returned: Usdc;
  readonly lost: Usdc;
  readonly unknown: Usdc;
  readonly fee: Usdc;
  readonly referral: Usdc;
}

/** An escrow of a leg. Its deadline is platform time; units: micros. */
export interface LegEscrowFacts {
  readonly id: string;
  readonly state: EscrowState;
  readonly platformWord: string | null;
  readonly refundCause: RefundCause | null;
  readonly dialect: Dialect;
  readonly amount: Usdc;
  readonly net: Usdc;
  readonly deadlineAt: EpochMs | null;
  /** A wish about it without a known outcome: `sending` or `unknown`. */
  readonly intent: string | null;
  readonly silence: PriceOfSilence;
  readonly money: EscrowMoney;
}

/** One leg. Times but the escrow's are the console's; units: micros. */
export interface LegFacts {
  readonly id: string;
  readonly key: string;
  readonly nodeKey: string;
  readonly label: string;
  readonly pattern: Pattern;
  readonly position: number;
  readonly state: LegState;
  readonly afterReturn: AfterReturn | null;
  /** `null`: the orchestrator. */
  readonly payerName: string | null;
  readonly payeeName: string | null;
  /** Names in the order of asking, and whose turn it is. */
  readonly candidates: readonly string[];
  readonly candidateIndex: number;
  /** The ceiling of an auction that has not been awarded. */
  readonly amount: Usdc;
  readonly attempt: number;
  readonly triesLeft: number;
  readonly revision: number;
  readonly revisionsMax: number;
  /** Of the present attempt. */
  readonly escrow: LegEscrowFacts | null;
  readonly order: { readonly id: string; readonly state: OrderState } | null;
  readonly reviewState: string | null;
  readonly judgeState: string | null;
  readonly failureCode: string | null;
  readonly note: string | null;
  readonly part: Usdc | null;
  readonly isCritical: boolean;
  readonly dependsOn: readonly string[];
  readonly previousLeg: string | null;
  readonly releaseAfter: readonly string[];
  readonly retryAt: EpochMs | null;
  readonly dueAt: EpochMs | null;
  readonly releaseAt: EpochMs | null;
  readonly bidsCloseAt: EpochMs | null;
  readonly startedAt: EpochMs | null;
  readonly finishedAt: EpochMs | null;
}

/** Marks of a bid in thousandths: each part runs to 1,000, and so does the total that the weights make of them. */
export interface BidScore {
  readonly total: number;
  readonly price: number;
  readonly completion: number;
  readonly time: number;
  readonly fee: number;
}

export interface BidFacts {
  readonly agentId: string;
  readonly name: string;
  readonly state: BidState;
  readonly source: string | null;
  readonly price: Usdc | null;
  readonly minutes: number | null;
  readonly note: string | null;
  readonly score: BidScore | null;
  readonly refusal: string | null;
  readonly placedAt: EpochMs | null;
}

/** An auction as it may be seen: while it is open, how many bids are in and nothing of what they say. */
export interface AuctionFacts {
  readonly isOpen: boolean;
  readonly invited: number;
  readonly placed: number;
  readonly ceiling: Usdc;
  readonly floor: Usdc;
  readonly weights: BidWeights;
  readonly tieRule: TieRule;
  readonly allowsNewcomers: boolean;
  readonly closesAt: EpochMs | null;
  /** The best first, then those without a score; `null` while the auction is open. */
  readonly bids: readonly BidFacts[] | null;
}

/** One try at the work on one escrow: the first delivery is revision 0. Times are the console's. */
export interface RevisionFacts {
  readonly orderId: string;
  readonly revision: number;
  readonly state: OrderState;
  readonly offeredAt: EpochMs;
  readonly returnedAt: EpochMs | null;
  readonly progress: Json;
  readonly result: Json;
  readonly resultHash: string | null;
  /** What was wrong with it: as it was sent back, else as it was refused at the door. */
  readonly faults: readonly JsonFault[];
  readonly closedNote: string | null;
}

/** One escrow of a leg with the deliveries that it paid or did not pay for. */
export interface AttemptFacts {
  readonly number: number;
  readonly payeeName: string;
  readonly createdAt: EpochMs;
  readonly escrow: LegEscrowFacts;
  readonly revisions: readonly RevisionFacts[];
}
