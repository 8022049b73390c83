import { describe, expect, it } from "vitest";
import { type FitAnswers, FIT_QUESTIONS, rankPatterns } from "./pattern-fit";
import { PATTERNS } from "./plan";

const HUB: FitAnswers = { parts: "apart", price: "known", tries: "one", payer: "orchestrator", failure: "isolated" };
const best = (change: Partial<FitAnswers>) => rankPatterns({ ...HUB, ...change })[0]?.pattern;

describe("rankPatterns", () => {
  it("puts first what the documents name for the case", () => {
    expect(best({})).toBe("hub_spoke");
    expect(best({ parts: "chain", payer: "chain", failure: "whole" })).toBe("pipeline");
    expect(best({ parts: "one", price: "open" })).toBe("auction");
    expect(best({ parts: "one", tries: "several" })).toBe("marketplace");
  });

  it("keeps a chain that the orchestrator pays with the hub, because agents shall not pay", () => {
    expect(best({ parts: "chain" })).toBe("hub_spoke");
  });

  it("gives every pattern its reasons or its concerns for all answers", () => {
    const options = FIT_QUESTIONS.map(({ key, answers }) => [key, Object.keys(answers)] as const);
    const all = options.reduce<Record<string, string>[]>((rows, [key, words]) => rows.flatMap((row) => words.map((word) => ({ ...row, [key]: word }))), [{}]);
    expect(all.length).toBe(48);
    for (const answers of all) {
      const ranked = rankPatterns(answers as unknown as FitAnswers);
      expect(ranked.map(({ pattern }) => pattern).sort()).toEqual([...PATTERNS].sort());
      for (const fit of ranked) expect(fit.reasons.length + fit.concerns.length).toBeGreaterThan(0);
      expect(ranked[0]?.reasons.length).toBeGreaterThan(0);
      expect(ranked.every((fit, index) => index === 0 || (ranked[index - 1]?.points ?? 0) >= fit.points)).toBe(true);
    }
  });
});
