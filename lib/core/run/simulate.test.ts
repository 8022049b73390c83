import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Dialect, DIALECTS } from "../escrow/states";
import { flattenPlan } from "./flatten";
import { ORCHESTRATOR, type PriceFacts } from "./price-facts";
import { simulate } from "./simulate";
import { hub, marketplace, pipeline, rooted, runPlans, stage, task } from "./testing/run-plans";

const facts = (dialect: Dialect = "fleet", canCancel = true): PriceFacts => ({ dialect, canCancel, referrerOf: (account) => (account === ORCHESTRATOR ? null : ORCHESTRATOR) });
const play = (plan: Parameters<typeof simulate>[0], failing: readonly string[] = [], use = facts()) => {
  const run = simulate(plan, new Set(failing), use);
  return { ...run, states: Object.fromEntries(run.legs.map((leg) => [leg.plan.key, leg.state])), of: (account: string) => run.ledger.of(account) };
};

describe("simulate", () => {
  it("pays the three specialists of seed 003 and earns its referral", () => {
    const run = play(hub(task("research", "0.50"), task("code", "1.20"), task("review", "0.40")));
    expect(run.state).toBe("done");
    expect([run.of(ORCHESTRATOR), run.of("code-worker"), run.ledger.fees, run.ledger.shares.get(ORCHESTRATOR)]).toEqual([-2_096_850n, 1_188_000n, 21_000n, 3_150n]);
  });

  it("keeps a failure in its leg", () => {
    const run = play(hub(task("research", "0.50"), task("code", "1.20"), task("review", "0.40")), ["code"]);
    expect(run.states).toEqual({ research: "paid", code: "failed", review: "paid" });
    expect(run.of(ORCHESTRATOR)).toBe(-898_650n);
  });

  it("asks the backups, and burns a fee for each where a platform cannot cancel and keeps it", () => {
    const run = play(hub(task("code", "1.20", { attempts: 2 })), ["code"], facts("live", false));
    expect([run.state, run.of(ORCHESTRATOR), run.ledger.burned]).toEqual(["failed", -48_000n, 48_000n]);
  });

  it("gives everybody's money back when the last stage fails and stages are paid from the end", () => {
    const run = play(rooted(pipeline([stage("a", "5"), stage("b", "3.5"), stage("c", "1.8")], { settle: "from_the_end" })), ["pipeline.3"]);
    expect([...new Set(run.ledger.all().map(({ change }) => change))]).toEqual([0n]);
    expect(run.states).toEqual({ "pipeline.1": "failed", "pipeline.2": "failed", "pipeline.3": "failed" });
  });

  it("pays one of a race and gets the others back", () => {
    const run = play(rooted(marketplace(["a", "b", "c"], "1")));
    expect(Object.values(run.states).sort()).toEqual(["lost", "lost", "paid"]);
    expect(run.of(ORCHESTRATOR)).toBe(-998_500n);
  });

  it("comes to an end without making or losing money, whatever fails in whatever plan", () => {
    const cases = runPlans.chain((plan) => fc.record({
      plan: fc.constant(plan), failing: fc.subarray(flattenPlan(plan).map(({ key }) => key)), dialect: fc.constantFrom(...DIALECTS), canCancel: fc.boolean(),
    }));
    fc.assert(fc.property(cases, ({ plan, failing, dialect, canCancel }) => {
      const { ledger } = play(plan, failing, facts(dialect, canCancel));
      expect(ledger.all().reduce((sum, { change }) => sum + change, 0n) + ledger.house).toBe(0n);
    }), { numRuns: 300 });
  });
});
