import type { Json } from "../order/json-value";
import type { LegDraft, RunDraft } from "./draft";
import { type AuctionResult, type BidVerdict, type PlacedBid, scoreBids } from "./score";
import type { LegBid } from "./snapshot";

/**
 * Opens the bids: a rate card answers for who did not, all are scored, and the winner is asked first, the others after it
 * in their order should it fail. False when no bid can be taken.
 */
export function award(draft: RunDraft, leg: LegDraft): boolean {
  const { auction } = leg.plan;
  const closesAt = leg.bidsCloseAt;
  if (!auction || closesAt === null) return false;
  const opened = leg.bids.map((bid) => openBid(bid, closesAt));
  const bids = opened.filter((bid) => bid.price !== null).map(toPlaced);
  const result = scoreBids({ bids, records: draft.run.records, auction, closesAt });
  leg.bids = opened.map((bid) => ({ ...bid, state: stateOf(bid, result) }));
  for (const bid of leg.bids) tell(draft, leg, bid, result.verdicts.find(({ agentId }) => agentId === bid.agentId));
  if (result.winner === null) return false;
  Object.assign(leg, { candidates: result.ranking, candidateIndex: 0 });
  draft.event(leg, "awarded", `${bids.length} bids, ${result.ranking.length} of them valid. The best one is funded.`);
  return true;
}

type Opened = LegBid & { readonly source: "worker" | "rate_card" | null };

function openBid(bid: LegBid, closesAt: LegBid["placedAt"]): Opened {
  if (bid.state === "placed") return { ...bid, source: "worker" };
  if (!bid.rateCard) return { ...bid, source: null };
  return { ...bid, price: bid.rateCard.price, minutes: bid.rateCard.minutes, placedAt: closesAt, source: "rate_card" };
}

function toPlaced({ agentId, price, minutes, placedAt }: Opened): PlacedBid {
  if (price === null || minutes === null || placedAt === null) throw new Error("A bid that counts has a price, a time and an instant");
  return { agentId, price, minutes, placedAt };
}

function stateOf(bid: Opened, { winner, ranking }: AuctionResult): LegBid["state"] {
  if (bid.price === null) return "silent";
  if (bid.agentId === winner) return "won";
  return ranking.includes(bid.agentId) ? "lost" : "refused";
}

function scoreOf(verdict: BidVerdict): Json {
  if (verdict.kind === "refused") return { code: verdict.code, refusal: verdict.message };
  const { price, completion, time, fee, total } = verdict.parts;
  return { price, completion, time, fee, total };
}

function tell(draft: RunDraft, leg: LegDraft, bid: LegBid, verdict: BidVerdict | undefined): void {
  const score = verdict ? scoreOf(verdict) : null;
  const source = "source" in bid ? (bid as Opened).source : null;
  const note = source === "rate_card" ? bid.rateCard?.note ?? null : null;
  draft.effects.push({ kind: "bid", legKey: leg.plan.key, agentId: bid.agentId, bid: { state: bid.state, source, price: bid.price, minutes: bid.minutes, score, note } });
  if (bid.orderId === null) return;
  const isWon = bid.state === "won";
  const why = isWon ? "The bid won" : bid.state === "silent" || source === "rate_card" ? "The auction has closed" : "Another bid won";
  draft.effects.push({ kind: "close", orderId: bid.orderId, event: isWon ? "accept" : source === "worker" ? "reject" : "expire", note: why });
}
