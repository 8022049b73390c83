import { Badge } from "@/components/ui/badge";
import { EmptyCell } from "@/components/data-table/empty-cell";
import type { AuctionFacts, BidFacts } from "@/lib/core/run/leg-view";
import type { BidWeights } from "@/lib/core/run/plan";
import type { EpochMs } from "@/lib/core/time";
import { formatWhen } from "@/lib/format/dates";
import { formatUsdc } from "@/lib/format/money";
import { cx } from "../ui/cx";

const TIE_WORDS = { lower_price: "the lower price", shorter_time: "the shorter time", earlier_bid: "the earlier bid" } as const;

/** The bids of an auction: sealed while it is open, afterwards with the points that each part gave. */
export function AuctionTable({ auction, now }: { auction: AuctionFacts; now: EpochMs }) {
  const { weights } = auction;
  return (
    <section aria-label="Bids" className="flex flex-col gap-2.5 border-t border-line p-3.5">
      <h3 className="text-second font-normal text-ink3">Bids · ceiling {formatUsdc(auction.ceiling)} · floor {formatUsdc(auction.floor)}</h3>
      {auction.bids === null ? (
        <p className="text-body">{auction.placed} of {auction.invited} bids are in. Nobody sees a price before {auction.closesAt === null ? "the auction closes" : formatWhen(auction.closesAt, now)}.</p>
      ) : (
        <div className="overflow-x-auto">
          <table className="w-full text-second">
            <caption className="sr-only">Scores of the bids, out of 100 points</caption>
            <thead>
              <tr className="text-label text-ink3 [&>th]:pb-1 [&>th]:pl-2 [&>th]:text-right [&>th]:font-medium">
                <th scope="col" className="pl-0! text-left!">Agent</th><th scope="col">Bid</th><th scope="col" title={`Price, ${weights.price} points`}>Price</th>
                <th scope="col" title={`Completion rate, ${weights.completion} points`}>Done</th><th scope="col" title={`Time, ${weights.time} points`}>Time</th>
                <th scope="col" title={`Escrow fee, ${weights.fee} points`}>Fee</th><th scope="col">Score</th>
              </tr>
            </thead>
            <tbody>{auction.bids.map((bid) => <BidRow key={bid.agentId} bid={bid} weights={weights} />)}</tbody>
          </table>
        </div>
      )}
      <p className="text-second text-ink3">
        {weights.price} % price, {weights.completion} % completion, {weights.time} % time, {weights.fee} % fee. A tie goes to {TIE_WORDS[auction.tieRule]}.
        {auction.allowsNewcomers ? " Newcomers may bid." : " Fewer than ten completed jobs: no bid."}
      </p>
    </section>
  );
}

function BidRow({ bid, weights }: { bid: BidFacts; weights: BidWeights }) {
  const isWinner = bid.state === "won";
  const points = (part: keyof BidWeights) => (bid.score === null ? <EmptyCell why="none" /> : <span title={`${bid.score[part]} of 1,000 marks, times ${weights[part]} %`}>{((bid.score[part] * weights[part]) / 1_000).toFixed(1)}</span>);
  return (
    <tr className={cx("border-t border-line [&>td]:py-1.5 [&>td]:pl-2 [&>td]:text-right", isWinner && "font-semibold")}>
      <th scope="row" className="max-w-[16ch] py-1.5 text-left font-medium">
        <span className="block truncate" title={bid.name}>{bid.name}</span>
        {isWinner && <Badge tone="ok" icon="circle-check">won</Badge>}
        {bid.source === "rate_card" && <span className="block text-label font-normal text-ink3">by its rate card</span>}
        {bid.refusal && <span className="block text-label font-normal whitespace-normal text-warn">{bid.refusal}</span>}
      </th>
      <td className="whitespace-nowrap">
        {bid.price === null ? <EmptyCell why={bid.state === "silent" ? "no bid" : bid.state} /> : formatUsdc(bid.price)}
        {bid.minutes !== null && <span className="block text-label font-normal text-ink3">{bid.minutes} min</span>}
      </td>
      <td>{points("price")}</td><td>{points("completion")}</td><td>{points("time")}</td><td>{points("fee")}</td>
      <td className="text-ink">{bid.score === null ? <EmptyCell why="none" /> : (bid.score.total / 10).toFixed(1)}</td>
    </tr>
  );
}
