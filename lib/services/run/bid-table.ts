import { usdc, type Usdc } from "@/lib/core/money";
import type { PlanLeg } from "@/lib/core/run/flatten";
import type { BidWeights, TieRule } from "@/lib/core/run/plan";
import { bidFloor } from "@/lib/core/run/score";
import type { BidState } from "@/lib/core/run/states";
import { type EpochMs, toEpochMs } from "@/lib/core/time";
import type { Bid, Leg } from "@/lib/db/generated/client";

/** Marks of a bid in thousandths: each part runs to 1,000, and so does the total that the weights make of them. */
export interface BidScore {
  readonly total: number;
  readonly price: number;
  readonly completion: number;
  readonly time: number;
  readonly fee: number;
}

export interface BidLine {
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
export interface AuctionTable {
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
  readonly bids: readonly BidLine[] | null;
}

/** Bids are sealed until the auction is decided: before that not even their order by price leaves the service. */
export function toAuctionTable(leg: Leg, plan: PlanLeg, bids: readonly Bid[], nameOf: (agentId: string) => string): AuctionTable | null {
  const { auction } = plan;
  if (!auction) return null;
  const isOpen = (leg.state === "waiting" || leg.state === "bidding") && !bids.some(({ state }) => state === "won" || state === "lost");
  return {
    isOpen, invited: Math.max(bids.length, leg.candidates.length), placed: bids.filter(({ placedAt }) => placedAt !== null).length,
    ceiling: auction.ceiling, floor: bidFloor(auction.ceiling), weights: auction.weights, tieRule: auction.tieRule, allowsNewcomers: auction.allowsNewcomers,
    closesAt: leg.bidsCloseAt && toEpochMs(leg.bidsCloseAt.getTime()), bids: isOpen ? null : bids.map((bid) => toBidLine(bid, nameOf)).sort(bestFirst),
  };
}

function toBidLine(bid: Bid, nameOf: (agentId: string) => string): BidLine {
  const facts = (typeof bid.score === "object" && bid.score !== null && !Array.isArray(bid.score) ? bid.score : {}) as Readonly<Record<string, unknown>>;
  return {
    agentId: bid.agentId, name: nameOf(bid.agentId), state: bid.state as BidState, source: bid.source,
    price: bid.priceMicros === null ? null : usdc(bid.priceMicros), minutes: bid.minutes, note: bid.note, score: toScore(facts),
    refusal: typeof facts["refusal"] === "string" ? facts["refusal"] : null, placedAt: bid.placedAt && toEpochMs(bid.placedAt.getTime()),
  };
}

function toScore(facts: Readonly<Record<string, unknown>>): BidScore | null {
  const part = (name: string) => (typeof facts[name] === "number" ? facts[name] : null);
  const [total, price, completion, time, fee] = [part("total"), part("price"), part("completion"), part("time"), part("fee")];
  if (total === null || price === null || completion === null || time === null || fee === null) return null;
  return { total, price, completion, time, fee };
}

function bestFirst(one: BidLine, other: BidLine): number {
  const winner = Number(other.state === "won") - Number(one.state === "won");
  return winner || (other.score?.total ?? -1) - (one.score?.total ?? -1) || one.name.localeCompare(other.name);
}
