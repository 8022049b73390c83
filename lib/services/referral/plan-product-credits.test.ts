import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planProductCredits } from "./plan-product-credits";

describe("commissions that no escrow explains", () => {
  it("go to the product and the agent that the platform names", () => {
    const credits = planProductCredits({
      earnedByProduct: new Map([["trading", 30n], ["escrow", 75n]]), bookedByProduct: new Map([["escrow", 75n]]),
      earnedByAgent: new Map([["a", 75n], ["b", 30n]]), bookedByAgent: new Map([["a", 75n]]),
    });
    expect(credits).toEqual([{ agentId: "b", product: "trading", amountMicros: 30n }]);
  });

  it("wait while the two sides do not sum to the same", () => {
    const credits = planProductCredits({
      earnedByProduct: new Map([["trading", 30n]]), bookedByProduct: new Map(), earnedByAgent: new Map([["a", 105n]]), bookedByAgent: new Map(),
    });
    expect(credits).toEqual([]);
  });

  it("are taken back when an escrow explains them later", () => {
    const credits = planProductCredits({
      earnedByProduct: new Map([["escrow", 75n]]), bookedByProduct: new Map([["escrow", 150n]]),
      earnedByAgent: new Map([["a", 75n]]), bookedByAgent: new Map([["a", 150n]]),
    });
    expect(credits).toEqual([{ agentId: "a", product: "escrow", amountMicros: -75n }]);
  });

  it("make the books equal to the platform by product and by agent, whatever happened", () => {
    const moves = fc.array(fc.record({ agent: fc.constantFrom("a", "b", "c", null), product: fc.constantFrom("trading", "casino", "escrow"), micros: fc.bigInt({ min: 1n, max: 10n ** 12n }) }), { maxLength: 20 });
    fc.assert(fc.property(moves, (events) => {
      const earnedByProduct = new Map<string, bigint>();
      const earnedByAgent = new Map<string | null, bigint>();
      for (const { agent, product, micros } of events) {
        earnedByProduct.set(product, (earnedByProduct.get(product) ?? 0n) + micros);
        earnedByAgent.set(agent, (earnedByAgent.get(agent) ?? 0n) + micros);
      }
      const credits = planProductCredits({ earnedByProduct, earnedByAgent, bookedByProduct: new Map(), bookedByAgent: new Map() });
      for (const [product, sum] of earnedByProduct) expect(sumOf(credits.filter((credit) => credit.product === product))).toBe(sum);
      for (const [agent, sum] of earnedByAgent) expect(sumOf(credits.filter((credit) => credit.agentId === agent))).toBe(sum);
    }));
  });
});

function sumOf(credits: readonly { amountMicros: bigint }[]): bigint {
  return credits.reduce((sum, { amountMicros }) => sum + amountMicros, 0n);
}
