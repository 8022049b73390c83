import { ESCROW_FEE } from "../escrow/rates";
import { divide, portion, toDecimal, type Usdc } from "../money";
import type { EpochMs } from "../time";
import { ESCROW_AMOUNT_MIN } from "./least-amount";
import type { AuctionNode, BidWeights, TieRule } from "./plan";
import type { AgentRecord } from "./snapshot";

/** An agent with fewer completed jobs is a newcomer. Source: seed 003, "min 10 completed jobs required to bid". */
export const JOBS_MIN = 10;
/** More overruns than this in its history, in percent of the completed jobs, are a penalty. Source: seed 003. */
export const OVERRUN_PERCENT_MAX = 20;
/** Full marks of every part and of the total, in thousandths. */
export const FULL_MARKS = 1_000;

/** The most that a newcomer has for completion. */
const NEWCOMER_MARKS = FULL_MARKS / 2;

export interface PlacedBid {
  readonly agentId: string;
  readonly price: Usdc;
  /** The time that the bidder says it needs. */
  readonly minutes: number;
  readonly placedAt: EpochMs;
}

export type BidRefusal = "LATE" | "BELOW_FLOOR" | "BELOW_LEAST" | "ABOVE_CEILING" | "TOO_LONG" | "TOO_FEW_JOBS";

/** Thousandths; `total` is the parts by their weights. */
export interface BidParts extends BidWeights {
  readonly total: number;
}

export type BidVerdict =
  | { readonly kind: "scored"; readonly agentId: string; readonly parts: BidParts }
  | { readonly kind: "refused"; readonly agentId: string; readonly code: BidRefusal; readonly message: string };

export interface Auction {
  readonly bids: readonly PlacedBid[];
  /** Own history by agent id; an agent without one is a newcomer. */
  readonly records: Readonly<Record<string, AgentRecord>>;
  readonly auction: Pick<AuctionNode, "ceiling" | "weights" | "allowsNewcomers" | "tieRule" | "workMinutes">;
  readonly closesAt: EpochMs;
}

export interface AuctionResult {
  /** One for each bid, in the order of the bids. */
  readonly verdicts: readonly BidVerdict[];
  /** Agents whose bids can be taken, the best first. */
  readonly ranking: readonly string[];
  readonly winner: string | null;
}

/** The least that may be bid: half of the ceiling, to the micro above. Source: seed 003, against bids below cost. */
export function bidFloor(ceiling: Usdc): Usdc {
  return divide(ceiling, 2n, "up") as Usdc;
}

/**
 * Opens the bids of an auction. Everything is whole numbers; every part runs from 0 to 1,000 thousandths, rounded down:
 * - price: 1,000 at the floor, 0 at the ceiling, a straight line between;
 * - completion: completed of all ended jobs; a newcomer, where they are allowed, has its share as if it had ten jobs more
 *   and five of them completed, and 500 at most;
 * - time: the shortest time of the bids that can be taken, divided by the bid's own; half of that for an agent of whose
 *   completed jobs more than 20 % overran;
 * - fee: the smallest escrow fee (1 % of the bid) among them, divided by the bid's own;
 * - total: the sum of each part times its weight in percent.
 * Invariant: the order of the bids decides nothing; what is equal goes by the tie rule, then time of bidding, then id.
 */
export function scoreBids({ bids, records, auction, closesAt }: Auction): AuctionResult {
  const refusals = new Map(bids.map((bid) => [bid, findRefusal(bid, records[bid.agentId], auction, closesAt)]));
  const taken = bids.filter((bid) => refusals.get(bid) === null);
  const shortest = taken.reduce((least, bid) => Math.min(least, bid.minutes), Number.MAX_SAFE_INTEGER);
  const smallestFee = taken.reduce<Usdc | null>((least, bid) => (least === null || feeOf(bid) < least ? feeOf(bid) : least), null);
  const scored = new Map(taken.map((bid) => [bid, partsOf(bid, records[bid.agentId], auction, { shortest, smallestFee: smallestFee ?? feeOf(bid) })]));
  const verdicts = bids.map((bid): BidVerdict => {
    const parts = scored.get(bid);
    const refusal = refusals.get(bid);
    if (parts) return { kind: "scored", agentId: bid.agentId, parts };
    return { kind: "refused", agentId: bid.agentId, code: refusal?.code ?? "LATE", message: refusal?.message ?? "" };
  });
  const compare = byScore(scored, auction.tieRule);
  const ranking = [...taken].sort(compare).map((bid) => bid.agentId);
  return { verdicts, ranking, winner: ranking[0] ?? null };
}

type Terms = Auction["auction"];
interface Refusal { readonly code: BidRefusal; readonly message: string }

function findRefusal(bid: PlacedBid, record: AgentRecord | undefined, { ceiling, allowsNewcomers, workMinutes }: Terms, closesAt: EpochMs): Refusal | null {
  const floor = bidFloor(ceiling);
  if (bid.placedAt > closesAt) return { code: "LATE", message: "The bid came after the auction had closed." };
  if (bid.price < floor) return { code: "BELOW_FLOOR", message: `The bid is below ${toDecimal(floor)} USDC, half of the ceiling.` };
  if (bid.price < ESCROW_AMOUNT_MIN) return { code: "BELOW_LEAST", message: `The platform holds no less than ${toDecimal(ESCROW_AMOUNT_MIN)} USDC in one escrow.` };
  if (bid.price > ceiling) return { code: "ABOVE_CEILING", message: `The bid is above the ceiling of ${toDecimal(ceiling)} USDC.` };
  if (bid.minutes > workMinutes) return { code: "TOO_LONG", message: `The bidder needs ${bid.minutes} minutes; the work has ${workMinutes}.` };
  if (!allowsNewcomers && (record?.doneCount ?? 0) < JOBS_MIN) {
    return { code: "TOO_FEW_JOBS", message: `The bidder has completed ${record?.doneCount ?? 0} jobs of the ${JOBS_MIN} that this auction asks for.` };
  }
  return null;
}

interface Best { readonly shortest: number; readonly smallestFee: Usdc }

function partsOf(bid: PlacedBid, record: AgentRecord | undefined, { ceiling, weights }: Terms, { shortest, smallestFee }: Best): BidParts {
  const floor = bidFloor(ceiling);
  const price = ceiling === floor ? FULL_MARKS : toMarks(ceiling - bid.price, ceiling - floor);
  const completion = completionMarks(record);
  const time = toMarks(BigInt(shortest), BigInt(bid.minutes) * (isOftenLate(record) ? 2n : 1n));
  const fee = toMarks(smallestFee, feeOf(bid));
  const weighted = price * weights.price + completion * weights.completion + time * weights.time + fee * weights.fee;
  const total = (weighted - (weighted % 100)) / 100;
  return { price, completion, time, fee, total };
}

function completionMarks(record: AgentRecord | undefined): number {
  const { doneCount, failedCount } = record ?? { doneCount: 0, failedCount: 0 };
  if (doneCount >= JOBS_MIN) return toMarks(BigInt(doneCount), BigInt(doneCount + failedCount));
  return Math.min(NEWCOMER_MARKS, toMarks(BigInt(doneCount + JOBS_MIN / 2), BigInt(doneCount + failedCount + JOBS_MIN)));
}

function isOftenLate(record: AgentRecord | undefined): boolean {
  return record !== undefined && record.overrunCount * 100 > record.doneCount * OVERRUN_PERCENT_MAX;
}

function feeOf(bid: PlacedBid): Usdc {
  return portion(bid.price, ESCROW_FEE.rate, "half-even");
}

/** A share in thousandths, rounded down; nothing of nothing is all of it. */
function toMarks(part: bigint, whole: bigint): number {
  return whole === 0n ? FULL_MARKS : Number((part * BigInt(FULL_MARKS)) / whole);
}

const TIES: Record<TieRule, (left: PlacedBid, right: PlacedBid) => number> = {
  lower_price: (left, right) => (left.price === right.price ? 0 : left.price < right.price ? -1 : 1),
  shorter_time: (left, right) => left.minutes - right.minutes,
  earlier_bid: (left, right) => left.placedAt - right.placedAt,
};

function byScore(scored: ReadonlyMap<PlacedBid, BidParts>, rule: TieRule) {
  const total = (bid: PlacedBid) => scored.get(bid)?.total ?? 0;
  return (left: PlacedBid, right: PlacedBid) =>
    total(right) - total(left) || TIES[rule](left, right) || TIES.earlier_bid(left, right) || (left.agentId < right.agentId ? -1 : 1);
}
