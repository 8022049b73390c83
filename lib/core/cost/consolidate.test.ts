import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountsOf, type Booking, consolidate, movedInside } from "./consolidate";

const FLEET = new Set(["hub", "one", "two"]);

/** What one released escrow books, with a commission for the hub. */
function released(payerId: string, agentId: string, amount: bigint, fee: bigint, referral: bigint): Booking[] {
  const booking = (kind: string, amountMicros: bigint): Booking => ({ agentId, payerId, referrerId: kind === "referral" ? "hub" : null, kind, amountMicros });
  if (!FLEET.has(payerId)) return [booking("earned", amount - fee), booking("referral", referral)];
  return [booking("paid", amount), booking("fee", fee), ...(FLEET.has(agentId) ? [booking("earned", amount - fee)] : []), booking("referral", referral)];
}

const of = (bookings: Booking[]) => consolidate(accountsOf(bookings, FLEET).values(), movedInside(bookings, FLEET));

describe("the accounts of a pipeline", () => {
  const bookings = [...released("hub", "one", 5_000_000n, 50_000n, 7_500n), ...released("one", "two", 3_500_000n, 35_000n, 5_250n)];

  it("leave each stage its margin and the hub the cost", () => {
    const accounts = accountsOf(bookings, FLEET);
    expect(accounts.get("one")).toMatchObject({ earnedMicros: 4_950_000n, paidMicros: 3_500_000n, resultMicros: 1_450_000n });
    expect(accounts.get("two")).toMatchObject({ earnedMicros: 3_465_000n, resultMicros: 3_465_000n });
    expect(accounts.get("hub")).toMatchObject({ paidMicros: 5_000_000n, referralMicros: 12_750n, resultMicros: -4_987_250n });
  });

  it("cost the fleet its fees less the commission, for everything else stayed inside", () => {
    const { agents, eliminations, fleet } = of(bookings);
    expect(agents).toMatchObject({ earnedMicros: 8_415_000n, paidMicros: 8_500_000n });
    expect(eliminations).toMatchObject({ earnedMicros: -8_415_000n, paidMicros: -8_415_000n, resultMicros: 0n });
    expect(fleet).toEqual({ earnedMicros: 0n, paidMicros: 85_000n, lostMicros: 0n, referralMicros: 12_750n, resultMicros: -72_250n });
  });
});

describe("the fleet's total", () => {
  it("keeps what a client paid and what went to somebody outside", () => {
    const { fleet } = of([...released("client", "one", 10_000_000n, 100_000n, 0n), ...released("hub", "stranger", 2_000_000n, 20_000n, 0n)]);
    expect(fleet).toMatchObject({ earnedMicros: 9_900_000n, paidMicros: 2_000_000n, resultMicros: 7_900_000n });
  });

  it("counts a fee that was kept on a refund on the payer, and a refund nowhere", () => {
    const { fleet } = of([
      { agentId: "two", payerId: "one", referrerId: null, kind: "refunded", amountMicros: 19_800_000n },
      { agentId: "two", payerId: "one", referrerId: null, kind: "lost", amountMicros: 200_000n },
    ]);
    expect(fleet).toEqual({ earnedMicros: 0n, paidMicros: 0n, lostMicros: 200_000n, referralMicros: 0n, resultMicros: -200_000n });
  });

  it("is what crossed the fleet's border, whoever paid whom", () => {
    const party = fc.constantFrom("hub", "one", "two", "client", "stranger");
    const payment = fc.record({ payer: party, payee: party, amount: fc.bigInt(1n, 10n ** 12n) }).filter(({ payer, payee }) => FLEET.has(payer) || FLEET.has(payee));
    fc.assert(fc.property(fc.array(payment), (payments) => {
      const bookings = payments.flatMap(({ payer, payee, amount }) => released(payer, payee, amount, amount / 100n, (amount / 100n) * 15n / 100n));
      const border = payments.reduce((sum, { payer, payee, amount }) => {
        const fee = amount / 100n;
        return sum + (fee * 15n) / 100n - (FLEET.has(payer) ? amount : 0n) + (FLEET.has(payee) ? amount - fee : 0n);
      }, 0n);
      expect(of(bookings).fleet.resultMicros).toBe(border);
    }));
  });
});
