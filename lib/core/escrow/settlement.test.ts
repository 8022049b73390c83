import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, fromWire, usdc, USDC_MAX } from "@/lib/core/money";
import { outcomeOf, settle } from "./settlement";
import { DIALECTS } from "./states";

const amounts = fc.bigInt({ min: 0n, max: USDC_MAX }).map(usdc);

describe("settle", () => {
  it("takes 0.05 from 5.00 and gives 0.0075 of it to the referrer", () => {
    expect(settle(fromWire("5"), true)).toEqual({
      amount: 5_000_000n, fee: 50_000n, referral: 7_500n, net: 4_950_000n, house: 42_500n,
    });
  });

  it("rounds the fee of 0.333333 as the published code does", () => {
    const settled = settle(fromWire("0.333333"), false);
    expect([settled.fee, settled.net]).toEqual([3_333n, 330_000n]);
  });

  it("agrees with the escrow of 1.23 that the published code released", () => {
    const settled = settle(fromWire("1.23"), true);
    expect([settled.net, settled.fee, settled.referral]).toEqual([1_217_700n, 12_300n, 1_845n]);
  });

  it("takes no fee from one micro", () => {
    expect(settle(usdc(1n), true)).toEqual({ amount: 1n, fee: 0n, referral: 0n, net: 1n, house: 0n });
  });

  it("gives the whole fee to the house without a referrer", () => {
    expect(settle(fromWire("5"), false)).toMatchObject({ referral: 0n, house: 50_000n });
  });

  it("never makes or loses a micro", () => {
    fc.assert(fc.property(amounts, fc.boolean(), (amount, hasReferrer) => {
      const { net, referral, house } = settle(amount, hasReferrer);
      expect(add(net, referral, house)).toBe(amount);
    }));
  });

  it("stops at a negative amount", () => {
    expect(() => settle(usdc(-1n), false)).toThrow(/negative/);
  });
});

describe("outcomeOf", () => {
  it("gives 20.00 back in full when a fleet escrow times out", () => {
    const outcome = outcomeOf("timeout", { amount: fromWire("20"), dialect: "fleet", hasReferrer: true });
    expect(outcome).toEqual({ payer: 20_000_000n, payee: 0n, referrer: 0n, house: 0n, held: 0n });
  });

  it("gives 19.80 of 20.00 back on live and pays the referrer 0.03 even then", () => {
    const outcome = outcomeOf("timeout", { amount: fromWire("20"), dialect: "live", hasReferrer: true });
    expect(outcome).toEqual({ payer: 19_800_000n, payee: 0n, referrer: 30_000n, house: 170_000n, held: 0n });
  });

  it("gives a cancelled escrow back in full and keeps a disputed one locked", () => {
    const terms = { amount: fromWire("5"), dialect: "live", hasReferrer: true } as const;
    expect(outcomeOf("cancel", terms)).toMatchObject({ payer: 5_000_000n, held: 0n });
    expect(outcomeOf("dispute", terms)).toMatchObject({ payer: 0n, held: 5_000_000n });
  });

  it("conserves every amount in every ending of every dialect", () => {
    const endings = fc.constantFrom("release", "cancel", "timeout", "dispute");
    fc.assert(fc.property(amounts, endings, fc.constantFrom(...DIALECTS), fc.boolean(), (amount, ending, dialect, referred) => {
      const { payer, payee, referrer, house, held } = outcomeOf(ending, { amount, dialect, hasReferrer: referred });
      expect(add(payer, payee, referrer, house, held)).toBe(amount);
    }));
  });
});
