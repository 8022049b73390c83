import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromWire, usdc } from "../money";
import { toEpochMs } from "../time";
import { DEFAULT_WEIGHTS, TIE_RULES } from "./plan";
import { type Auction, bidFloor, type PlacedBid, scoreBids } from "./score";

const CLOSES = toEpochMs(1_000);
const terms = { ceiling: fromWire("2"), weights: DEFAULT_WEIGHTS, allowsNewcomers: false, tieRule: "lower_price", workMinutes: 120 } as const;
const veteran = { doneCount: 19, failedCount: 1, overrunCount: 0 };
const bid = (agentId: string, price: string, minutes = 60, placedAt = 10): PlacedBid => ({ agentId, price: fromWire(price), minutes, placedAt: toEpochMs(placedAt) });
const score = (bids: PlacedBid[], extra: Partial<Auction["auction"]> = {}, records: Auction["records"] = Object.fromEntries(bids.map(({ agentId }) => [agentId, veteran]))) =>
  scoreBids({ bids, records, auction: { ...terms, ...extra }, closesAt: CLOSES });

describe("scoreBids", () => {
  it("gives the marks that a reader can check by hand", () => {
    const result = score([bid("a", "1.00", 60), bid("b", "1.50", 30), bid("c", "2.00", 120)], {}, {
      a: veteran, b: { doneCount: 10, failedCount: 10, overrunCount: 3 }, c: veteran,
    });
    expect(result.verdicts.map((verdict) => verdict.kind === "scored" && verdict.parts)).toEqual([
      { price: 1000, completion: 950, time: 500, fee: 1000, total: 885 },
      { price: 500, completion: 500, time: 500, fee: 666, total: 516 },
      { price: 0, completion: 950, time: 250, fee: 500, total: 385 },
    ]);
    expect(result.ranking).toEqual(["a", "b", "c"]);
  });

  it("says why a bid cannot be taken", () => {
    const bids = [bid("low", "0.999999"), bid("high", "2.000001"), bid("late", "1.5", 60, 1_001), bid("slow", "1.5", 121), bid("new", "1.5"), bid("good", "1.00", 120, 1_000)];
    const records = { low: veteran, high: veteran, late: veteran, slow: veteran, new: { doneCount: 9, failedCount: 0, overrunCount: 0 }, good: veteran };
    const { verdicts, winner } = score(bids, {}, records);
    expect(verdicts.map((verdict) => (verdict.kind === "refused" ? verdict.code : "taken"))).toEqual(["BELOW_FLOOR", "ABOVE_CEILING", "LATE", "TOO_LONG", "TOO_FEW_JOBS", "taken"]);
    expect(verdicts[0]).toMatchObject({ message: "The bid is below 1 USDC, half of the ceiling." });
    expect(winner).toBe("good");
    expect(score([bid("low", "0.5")]).winner).toBeNull();
    expect(score([])).toEqual({ verdicts: [], ranking: [], winner: null });
  });

  it("takes newcomers at half the completion marks where they are allowed, and at less when they have failed", () => {
    const { verdicts } = score([bid("new", "1.00")], { allowsNewcomers: true }, {});
    expect(verdicts[0]).toMatchObject({ kind: "scored", parts: { completion: 500, total: 850 } });
    const marks = (doneCount: number, failedCount: number) =>
      score([bid("new", "1.00")], { allowsNewcomers: true }, { new: { doneCount, failedCount, overrunCount: 0 } }).verdicts[0];
    expect([marks(9, 0), marks(0, 1), marks(0, 40)]).toMatchObject([{ parts: { completion: 500 } }, { parts: { completion: 454 } }, { parts: { completion: 100 } }]);
  });

  it("halves the time marks only above 20 % of overruns", () => {
    const marks = (overrunCount: number) => score([bid("a", "1.00")], {}, { a: { doneCount: 10, failedCount: 0, overrunCount } }).verdicts[0];
    expect(marks(2)).toMatchObject({ parts: { time: 1000 } });
    expect(marks(3)).toMatchObject({ parts: { time: 500 } });
  });

  it("settles equal scores by the tie rule, then by the earlier bid, then by the smaller id", () => {
    const weights = { price: 0, completion: 100, time: 0, fee: 0 };
    const bids = [bid("d", "1.40", 50, 30), bid("c", "1.30", 60, 20), bid("b", "1.50", 60, 10), bid("a", "1.50", 60, 10)];
    expect(score(bids, { weights, tieRule: "lower_price" }).ranking).toEqual(["c", "d", "a", "b"]);
    expect(score(bids, { weights, tieRule: "shorter_time" }).ranking).toEqual(["d", "a", "b", "c"]);
    expect(score(bids, { weights, tieRule: "earlier_bid" }).ranking).toEqual(["a", "b", "c", "d"]);
  });

  it("has its floor at half of the ceiling, to the micro above", () => {
    expect(bidFloor(usdc(5n))).toBe(3n);
    expect(score([bid("a", "0.099999"), bid("b", "0.10")], { ceiling: fromWire("0.15") }).verdicts).toMatchObject([{ code: "BELOW_LEAST" }, { kind: "scored" }]);
  });
});

const record = fc.record({ doneCount: fc.nat(40), failedCount: fc.nat(20), overrunCount: fc.nat(20) });
const weights = fc.tuple(fc.nat(40), fc.nat(30), fc.nat(30)).map(([price, completion, time]) => ({ price, completion, time, fee: 100 - price - completion - time }));
const auctions: fc.Arbitrary<Auction> = fc.bigInt({ min: 100_000n, max: 10_000_000n }).chain((ceiling) => fc.record({
  bids: fc.uniqueArray(fc.record({
    agentId: fc.stringMatching(/^agt_[a-f]{2}$/), price: fc.bigInt({ min: ceiling / 3n, max: ceiling + 2n }).map(usdc), minutes: fc.integer({ min: 1, max: 150 }),
    placedAt: fc.integer({ min: 0, max: 1_010 }).map(toEpochMs),
  }), { maxLength: 12, selector: (one) => one.agentId }),
  records: fc.dictionary(fc.stringMatching(/^agt_[a-f]{2}$/), record, { maxKeys: 12 }),
  auction: fc.record({ ceiling: fc.constant(usdc(ceiling)), weights, allowsNewcomers: fc.boolean(), tieRule: fc.constantFrom(...TIE_RULES), workMinutes: fc.constant(120) }),
  closesAt: fc.constant(CLOSES),
}));

describe("any auction", () => {
  it("keeps every mark within 0 and 1,000 and has exactly one winner if a bid can be taken", () => {
    fc.assert(fc.property(auctions, (auction) => {
      const { verdicts, ranking, winner } = scoreBids(auction);
      const scored = verdicts.filter((verdict) => verdict.kind === "scored");
      for (const { parts } of scored) for (const mark of Object.values(parts)) expect(Number.isInteger(mark) && mark >= 0 && mark <= 1000).toBe(true);
      expect(verdicts.length).toBe(auction.bids.length);
      expect([...ranking].sort()).toEqual(scored.map(({ agentId }) => agentId).sort());
      expect(winner).toBe(ranking[0] ?? null);
      const best = Math.max(...scored.map(({ parts }) => parts.total));
      if (winner !== null) expect(scored.find(({ agentId }) => agentId === winner)?.parts.total).toBe(best);
    }));
  });

  it("does not depend on the order of the bids", () => {
    fc.assert(fc.property(auctions.chain((auction) => fc.tuple(fc.constant(auction), fc.shuffledSubarray([...auction.bids], { minLength: auction.bids.length }))), ([auction, shuffled]) => {
      const result = scoreBids(auction);
      const other = scoreBids({ ...auction, bids: shuffled });
      expect(other.ranking).toEqual(result.ranking);
      const byAgent = (verdicts: typeof result.verdicts) => Object.fromEntries(verdicts.map((verdict) => [verdict.agentId, verdict]));
      expect(byAgent(other.verdicts)).toEqual(byAgent(result.verdicts));
    }));
  });

  it("never gives the cheaper bid less for its price or its fee, and the quicker one of the same history less for its time", () => {
    fc.assert(fc.property(auctions, (auction) => {
      const { verdicts } = scoreBids(auction);
      const marks = auction.bids.flatMap((one, index) => {
        const verdict = verdicts[index];
        return verdict?.kind === "scored" ? [{ ...one, parts: verdict.parts }] : [];
      });
      for (const left of marks) for (const right of marks) {
        if (left.price <= right.price) expect(left.parts.price >= right.parts.price && left.parts.fee >= right.parts.fee).toBe(true);
        const isSameHistory = JSON.stringify(auction.records[left.agentId]) === JSON.stringify(auction.records[right.agentId]);
        if (isSameHistory && left.minutes <= right.minutes) expect(left.parts.time).toBeGreaterThanOrEqual(right.parts.time);
      }
    }));
  });

  it("looks at nothing but the price when the price has all the weight", () => {
    fc.assert(fc.property(auctions, (auction) => {
      const only = { ...auction, auction: { ...auction.auction, weights: { price: 100, completion: 0, time: 0, fee: 0 }, tieRule: "lower_price" as const } };
      const { ranking, winner } = scoreBids(only);
      const price = (id: string | null) => auction.bids.find(({ agentId }) => agentId === id)?.price ?? 0n;
      for (const id of ranking) expect(price(winner) <= price(id)).toBe(true);
    }));
  });
});
