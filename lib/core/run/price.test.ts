import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DIALECTS } from "../escrow/states";
import { fromWire, toDecimal } from "../money";
import type { SpokeNode } from "./plan";
import { priceRun } from "./price";
import { ORCHESTRATOR, type PriceFacts } from "./price-facts";
import { simulate } from "./simulate";
import { auction, hub, marketplace, pipeline, rooted, runPlans, stage, task } from "./testing/run-plans";

const referred: PriceFacts["referrerOf"] = (account) => (account === ORCHESTRATOR ? null : ORCHESTRATOR);
const FLEET: PriceFacts = { dialect: "fleet", canCancel: true, referrerOf: referred };
const LIVE: PriceFacts = { dialect: "live", canCancel: false, referrerOf: referred };
const specialists = hub(task("research", "0.50"), task("code", "1.20"), task("review", "0.40", { dependsOn: ["code"] }));
const chain = rooted(pipeline([stage("a", "5"), stage("b", "3.50"), stage("c", "1.80")]));
const money = (amounts: readonly bigint[]) => amounts.map((amount) => toDecimal(amount as ReturnType<typeof fromWire>));

describe("priceRun", () => {
  it("prices the hub of seed 003: 2.10, fees of 0.021, 0.00315 back", () => {
    const { budget, success } = priceRun(specialists, FLEET);
    expect(money([budget, success.paid, success.fees, success.referralBack, success.netCost, success.house])).toEqual(["2.1", "2.1", "0.021", "0.00315", "2.09685", "0.01785"]);
    expect(success.accounts.map(({ account, change }) => `${account} ${toDecimal(change)}`)).toEqual([
      "@orchestrator -2.09685", "research-worker 0.495", "code-worker 1.188", "review-worker 0.396",
    ]);
  });

  it("shows what is locked over time, at the start and when each turn comes", () => {
    const { capital } = priceRun(specialists, FLEET);
    expect(capital.planned).toEqual(capital.prefund);
    expect(capital.prefund.steps.map(({ minute, label, locked }) => `${minute} ${label}: ${toDecimal(locked)}`)).toEqual([
      "0 research, code, review locked: 2.1", "60 research, code paid: 0.4", "120 review paid: 0",
    ]);
    expect(capital.lazy.steps.map(({ minute, label, locked }) => `${minute} ${label}: ${toDecimal(locked)}`)).toEqual([
      "0 research, code locked: 1.7", "60 research, code paid; review locked: 0.4", "120 review paid: 0",
    ]);
    expect(money([capital.prefund.peak, capital.lazy.peak])).toEqual(["2.1", "1.7"]);
  });

  it("shows the margins of a pipeline and who needs money beforehand", () => {
    const each = priceRun(chain, FLEET);
    expect(each.margins.map(({ gross, net }) => money([gross, net]))).toEqual([["1.5", "1.45"], ["1.7", "1.665"], ["1.8", "1.782"]]);
    expect(each.ownCapital.map(({ account, amount, standIns }) => [account, toDecimal(amount), standIns])).toEqual([["a-worker", "0", ["a-backup"]], ["b-worker", "0", ["b-backup"]]]);
    expect(money([each.budget, each.success.netCost, each.success.fees])).toEqual(["5", "4.98455", "0.103"]);
    const fromTheEnd = priceRun(rooted(pipeline([stage("a", "5"), stage("b", "3.50"), stage("c", "1.80")], { settle: "from_the_end" })), { ...FLEET, balanceOf: (account) => fromWire(account === "a-worker" ? "3" : "9") });
    expect(money(fromTheEnd.ownCapital.map(({ amount }) => amount))).toEqual(["3.5", "1.8"]);
    expect(fromTheEnd.shortages).toEqual([{ account: "a-worker", needs: fromWire("3.5"), holds: fromWire("3") }]);
  });

  it("counts an auction at its ceiling", () => {
    const { budget, capital } = priceRun(rooted(auction(["b", "a"], "2")), FLEET);
    expect(toDecimal(budget)).toBe("2");
    expect(capital.prefund).toEqual(capital.lazy);
    expect(capital.planned.steps[0]).toMatchObject({ minute: 30, label: "Auction locked" });
  });

  it("burns the fees of a race's losers only where the platform can do nothing but time out", () => {
    const race = rooted(marketplace(["a", "b", "c"], "1"));
    expect(money([priceRun(race, FLEET).budget, priceRun(race, FLEET).success.burned, priceRun(race, FLEET).success.netCost])).toEqual(["3", "0", "0.9985"]);
    const live = priceRun(race, LIVE);
    expect(money([live.success.burned, live.success.netCost, live.success.paid])).toEqual(["0.02", "1.02", "1"]);
    expect(live.capital.planned.steps.at(-1)).toMatchObject({ minute: 1_440, label: "Marketplace 2, Marketplace 3 timed out", locked: 0n });
  });

  it("prices the worst case by the platform's time-out rule", () => {
    expect(priceRun(specialists, FLEET).worst).toEqual({ nobodyActs: { orchestrator: 0n, agents: 0n }, everythingFails: { orchestrator: 0n, agents: 0n } });
    const { worst } = priceRun(chain, LIVE);
    expect(money([worst.nobodyActs.orchestrator, worst.nobodyActs.agents, worst.everythingFails.orchestrator, worst.everythingFails.agents])).toEqual(["0.05", "0.053", "0.1", "0.106"]);
  });

  it("says what each failure leaves in each account", () => {
    const { points } = priceRun(specialists, FLEET).failures;
    expect(points.map(({ label, runEnds }) => `${label} ${runEnds}`)).toEqual(["research failed", "code failed", "review failed"]);
    expect(points[1]?.effects.map(({ key, effect, isToldToStop }) => `${key} ${effect}${isToldToStop ? ", stopped" : ""}`)).toEqual(["research unaffected", "code failed", "review cancelled"]);
    expect(points[1]?.accounts.map(({ account, change }) => `${account} ${toDecimal(change)}`)).toEqual(["@orchestrator -0.49925", "research-worker 0.495"]);
    const lazy = priceRun({ ...specialists, funding: "lazy" }, FLEET).failures.points;
    expect(lazy[1]?.effects.map(({ effect }) => effect)).toEqual(["unaffected", "failed", "skipped"]);
  });

  it("lets a default go on and a race fail only as a whole", () => {
    const plan = hub(task("a", "1", { isCritical: false, defaultOutput: {} }), task("b", "1", { dependsOn: ["a"] }), marketplace(["x", "y"], "1", { key: "race" }));
    const { points } = priceRun(plan, FLEET).failures;
    expect(points.map(({ keys, runEnds }) => [keys, runEnds])).toEqual([[["a"], "done"], [["b"], "failed"], [["race.1", "race.2"], "failed"]]);
    expect(points[0]?.effects.map(({ effect }) => effect)).toEqual(["defaulted", "unaffected", "unaffected", "unaffected"]);
  });

  it("answers for the largest plans too, and says which failures it left out", () => {
    const many = hub(...Array.from({ length: 1_000 }, (_, index) => task(`n${index}`, "1", { dependsOn: index === 0 ? [] : [`n${index - 1}`] })));
    const { failures, capital } = priceRun(many, FLEET);
    expect([failures.points.length, failures.omitted]).toEqual([0, 1_000]);
    expect(toDecimal(capital.lazy.peak)).toBe("1");
  });
});

function patient<T extends SpokeNode>(node: T): T {
  return node.kind === "pipeline" ? { ...node, stages: node.stages.map((one) => ({ ...one, timeoutHours: 720 })) } : { ...node, timeoutHours: 720 };
}

describe("any plan", () => {
  const cases = fc.record({ plan: runPlans, dialect: fc.constantFrom(...DIALECTS), canCancel: fc.boolean() });

  it("leaves accounts and house at zero in sum, in success and after each failure", () => {
    fc.assert(fc.property(cases, ({ plan, dialect, canCancel }) => {
      const { success, failures } = priceRun(plan, { dialect, canCancel, referrerOf: referred });
      for (const { accounts, house } of [success, ...failures.points]) expect(accounts.reduce((sum, { change }) => sum + change, house as bigint)).toBe(0n);
    }), { numRuns: 150 });
  });

  it("never locks more than the budget, lazily never more than at the start, and ends with nothing locked", () => {
    fc.assert(fc.property(cases, ({ plan, dialect, canCancel }) => {
      const { budget, capital } = priceRun(plan, { dialect, canCancel, referrerOf: referred });
      expect(capital.planned.peak <= budget && capital.lazy.peak <= capital.prefund.peak).toBe(true);
      for (const { steps } of Object.values(capital)) expect([steps.at(-1)?.locked, steps.at(-1)?.lockedByAgents]).toEqual([0n, 0n]);
    }), { numRuns: 150 });
  });

  it("costs in the end what the engine makes of it, where no escrow times out before its work is done", () => {
    fc.assert(fc.property(cases, ({ plan: { root, ...head }, dialect, canCancel }) => {
      const plan = { ...head, root: root.kind === "hub_spoke" ? { ...root, legs: root.legs.map(patient) } : patient(root) };
      const facts = { dialect, canCancel, referrerOf: referred };
      const { success } = priceRun(plan, facts);
      const { ledger } = simulate(plan, new Set(), facts);
      expect([ledger.of(ORCHESTRATOR), ledger.house, ledger.burned]).toEqual([-success.netCost, success.house, success.burned]);
    }), { numRuns: 150 });
  });
});
