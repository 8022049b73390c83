import { usdc } from "@/lib/core/money";
import type { PlanLeg } from "@/lib/core/run/flatten";
import type { AuctionFacts, BidFacts, BidScore } from "@/lib/core/run/leg-view";
import { bidFloor } from "@/lib/core/run/score";
import type { BidState } from "@/lib/core/run/states";
import { toEpochMs } from "@/lib/core/time";
import type { Bid, Leg } from "@/lib/db/generated/client";

/** Bids are sealed until the auction is decided: before that not even their order by price leaves the service. */
export function toAuctionFacts(leg: Leg, plan: PlanLeg, bids: readonly Bid[], nameOf: (agentId: string) => string): AuctionFacts | null {
  const { auction } = plan;
  if (!auction) return null;
  const isOpen = (leg.state === "waiting" || leg.state === "bidding") && !bids.some(({ state }) => state === "won" || state === "lost");
  return {
    isOpen, invited: Math.max(bids.length, leg.candidates.length), placed: bids.filter(({ placedAt }) => placedAt !== null).length,
    ceiling: auction.ceiling, floor: bidFloor(auction.ceiling), weights: auction.weights, tieRule: auction.tieRule, allowsNewcomers: auction.allowsNewcomers,
    closesAt: leg.bidsCloseAt && toEpochMs(leg.bidsCloseAt.getTime()), bids: isOpen ? null : bids.map((bid) => toBidFacts(bid, nameOf)).sort(bestFirst),
  };
}

function toBidFacts(bid: Bid, nameOf: (agentId: string) => string): BidFacts {
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

function bestFirst(one: BidFacts, other: BidFacts): number {
  const winner = Number(other.state === "won") - Number(one.state === "won");
  return winner || (other.score?.total ?? -1) - (one.score?.total ?? -1) || one.name.localeCompare(other.name);
}
