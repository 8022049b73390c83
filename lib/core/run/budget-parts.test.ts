import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromWire, usdc } from "../money";
import { budgetParts } from "./budget-parts";

const amount = fc.bigInt({ min: 0n, max: 50_000_000n }).map(usdc);

describe("budgetParts", () => {
  it("leaves what nobody touched as unspent", () => {
    const parts = budgetParts({ budget: fromWire("30"), released: fromWire("6.5"), locked: fromWire("16.2"), returned: fromWire("2.97"), lost: fromWire("0.03"), unknown: usdc(0n) });
    expect([parts.unspent, parts.lockedAgain, parts.over]).toEqual([fromWire("4.30"), 0n, 0n]);
  });

  it("adds up to the budget, or says by how much it is above, whatever came back how often", () => {
    fc.assert(fc.property(amount, amount, amount, amount, amount, amount, (budget, released, locked, returned, lost, unknown) => {
      const parts = budgetParts({ budget, released, locked, returned, lost, unknown });
      expect(parts.released + parts.locked + parts.returned + parts.lost + parts.unknown + parts.unspent).toBe(parts.budget + parts.over);
      expect(parts.returned + parts.lockedAgain).toBe(returned);
      for (const part of [parts.returned, parts.unspent, parts.over, parts.lockedAgain]) expect(part >= 0n).toBe(true);
      expect(parts.unspent === 0n || parts.over === 0n).toBe(true);
    }));
  });
});
