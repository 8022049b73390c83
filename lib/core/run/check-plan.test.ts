import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromWire } from "../money";
import { checkPlan } from "./check-plan";
import type { RunPlan } from "./plan";
import type { PlanFacts } from "./plan-fault";
import { auction, hub, marketplace, pipeline, rooted, runPlans, stage, task } from "./testing/run-plans";

const FACTS: PlanFacts = {
  conditions: {
    findPatternFault: (pattern) => (pattern === "(" ? "The pattern does not compile." : null), findExpressionFault: () => null,
    testPattern: () => ({ kind: "holds" }), testExpression: () => ({ kind: "holds" }),
  },
  orchestrator: ["agt_hub"],
};
const check = (plan: RunPlan) => checkPlan(plan, FACTS);
const found = (plan: RunPlan) => check(plan).map(({ severity, code, path }) => `${severity} ${code} ${path}`);

describe("checkPlan", () => {
  it("has nothing to say about sound plans", () => {
    expect(found(hub(task("a", "0.50"), task("b", "1.20", { dependsOn: ["a"] }), task("c", "0.40", { dependsOn: ["a", "b"] })))).toEqual([]);
    expect(found(rooted(pipeline([stage("a", "5"), stage("b", "3.50"), stage("c", "1.80")])))).toEqual([]);
    expect(found(rooted(auction(["a", "b", "c"], "2")))).toEqual([]);
    expect(found(rooted(marketplace(["a", "b"], "1")))).toEqual([]);
  });

  it("names the circle of legs that wait for each other", () => {
    const plan = hub(task("a", "1", { dependsOn: ["c"] }), task("b", "1", { dependsOn: ["a"] }), task("c", "1", { dependsOn: ["b"] }), task("d", "1", { dependsOn: ["a"] }));
    expect(found(plan)).toEqual(["error CYCLE legs.0.dependsOn"]);
    expect(check(plan)[0]?.message).toMatch(/a → c → b → a/);
  });

  it("finds a circle through a pipeline's stage", () => {
    const chain = pipeline([stage("one", "2"), stage("two", "1", { dependsOn: ["after"] })], { key: "chain" });
    expect(found(hub(chain, task("after", "1", { dependsOn: ["chain"] })))).toEqual(["error CYCLE legs.0.dependsOn"]);
  });

  it("finds dependencies on nothing and on itself, and keys used twice", () => {
    expect(found(hub(task("a", "1", { dependsOn: ["b"] }), task("c", "1", { dependsOn: ["a", "c"] }), task("a", "1", { worker: "x" })))).toEqual([
      "error DUPLICATE_KEY legs.2.key", "error UNKNOWN_DEPENDENCY legs.0.dependsOn.0", "error SELF_DEPENDENCY legs.1.dependsOn.1",
    ]);
    expect(found(rooted(pipeline([stage("a", "2"), stage("a", "1", { worker: "b" })])))).toContain("error DUPLICATE_KEY stages.1.key");
  });

  it("finds agents that are missing, named twice, or would pay themselves", () => {
    expect(found(hub(task("a", "1", { worker: "@researcher", backups: ["x", "x"] })))).toEqual(["error AGENT_MISSING legs.0.worker", "error SAME_AGENT legs.0.backups.1"]);
    expect(found(rooted(auction(["a", "a"], "2")))).toEqual(["error SAME_AGENT bidders.1"]);
    expect(found(rooted(marketplace(["a", "agt_hub"], "1")))).toEqual(["error PAYS_ITSELF workers.1"]);
    const stages = [stage("a", "3"), stage("b", "2", { worker: "a-worker", backups: ["z"] }), stage("c", "1", { backups: ["z"] })];
    expect(found(rooted(pipeline(stages)))).toEqual(["error PAYS_ITSELF stages.1.worker", "warning MAY_PAY_ITSELF stages.2.backups.0"]);
    expect(found(rooted(pipeline([stage("a", "3", { worker: "agt_hub" }), stage("b", "2", { backups: ["agt_hub"] })])))).toEqual(["error PAYS_ITSELF stages.0.worker", "warning MAY_PAY_ITSELF stages.1.backups.0"]);
  });

  it("warns of a stage that is funded at once by somebody whose place another one may take", () => {
    const chain = (extra: object, independent: boolean) => rooted(pipeline([stage("a", "3", extra), stage("b", "1", { isIndependent: independent })]));
    expect(found(chain({}, true))).toEqual(["warning PAYER_MAY_CHANGE stages.1.isIndependent"]);
    expect(found(chain({}, false))).toEqual([]);
    expect(found(chain({ backups: [], isCritical: false, defaultOutput: {} }, true))).toEqual([]);
  });

  it("warns of what nobody stands in for", () => {
    expect(found(hub(task("a", "1", { backups: [] })))).toEqual(["warning NO_BACKUP legs.0.backups"]);
    expect(found(hub(task("a", "1", { backups: [], isCritical: false })))).toEqual(["warning NO_DEFAULT legs.0.defaultOutput"]);
    expect(found(hub(task("a", "1", { backups: [], isCritical: false, defaultOutput: {} })))).toEqual([]);
    expect(found(rooted(auction(["a"], "2")))).toEqual(["warning NO_COMPETITION bidders"]);
    expect(found(rooted(marketplace(["a"], "2")))).toEqual(["warning NO_COMPETITION workers"]);
  });

  it("finds amounts below the platform's least, and says from where bids count", () => {
    expect(found(hub(task("a", "0.099999"), task("b", "0.10")))).toEqual(["error BELOW_LEAST legs.0.amount"]);
    expect(found(rooted(auction(["a", "b"], "0.09")))).toEqual(["error BELOW_LEAST ceiling"]);
    const [fault] = check(rooted(auction(["a", "b"], "0.15")));
    expect(fault).toMatchObject({ severity: "warning", code: "FLOOR_BELOW_LEAST" });
    expect(fault?.message).toMatch(/0\.075 USDC/);
  });

  it("adds up the weights", () => {
    const [fault] = check(rooted(auction(["a", "b"], "2", { weights: { price: 40, completion: 30, time: 20, fee: 5 } })));
    expect(fault).toMatchObject({ severity: "error", code: "WEIGHTS", path: "weights" });
    expect(fault?.message).toMatch(/sum to 95/);
  });

  it("refuses a stage that pays out more than it got, and warns where it pays first", () => {
    const stages = [stage("a", "1.00"), stage("b", "1.00")];
    const [fault] = check(rooted(pipeline(stages)));
    expect(fault).toMatchObject({ severity: "error", code: "NEGATIVE_MARGIN", path: "stages.1.amount" });
    expect(fault?.message).toMatch(/gets 0\.99 USDC .* loses 0\.01/);
    expect(found(rooted(pipeline(stages, { settle: "from_the_end" })))).toEqual(["warning NEGATIVE_MARGIN stages.1.amount"]);
    expect(found(rooted(pipeline([stage("a", "1"), stage("b", "1", { isIndependent: true })])))).toEqual(["warning PAYER_MAY_CHANGE stages.1.isIndependent", "warning NEGATIVE_MARGIN stages.1.amount"]);
    expect(found(rooted(pipeline([stage("a", "1"), stage("b", "0.99")])))).toEqual([]);
  });

  it("finds checks that do not compile", () => {
    const validators = [{ kind: "not_empty" }, { kind: "pattern", path: "", pattern: "(" }, { kind: "judge", url: "http://judge.example" }] as const;
    expect(found(hub(task("a", "1", { validators })))).toEqual(["error BAD_CHECK legs.0.validators.1", "error BAD_CHECK legs.0.validators.2"]);
  });

  it("compares the time of the work with the time of its escrow", () => {
    expect(found(hub(task("a", "1", { workMinutes: 61, timeoutHours: 1 })))).toEqual(["error WORK_TOO_LONG legs.0.timeoutHours"]);
    expect(found(hub(task("a", "1", { workMinutes: 50, disputeMinutes: 11, timeoutHours: 1 })))).toEqual(["error WORK_TOO_LONG legs.0.timeoutHours"]);
    expect(found(hub(task("a", "1", { workMinutes: 30, timeoutHours: 1 })))).toEqual(["warning REVISIONS_TOO_LONG legs.0.timeoutHours"]);
    expect(found(hub(task("a", "1", { workMinutes: 30, revisions: 0, timeoutHours: 1 })))).toEqual([]);
    expect(found(hub(task("a", "1", { validators: [{ kind: "human", question: "Good?" }] })))).toEqual(["warning PERSON_HURRIED legs.0.timeoutHours"]);
    expect(found(hub(task("a", "1", { timeoutHours: 48, validators: [{ kind: "human", question: "Good?" }] })))).toEqual([]);
  });

  it("warns of money that is locked long before its turn or released long after", () => {
    const long = { workMinutes: 900, revisions: 0 };
    const plan = hub(task("a", "1", long), task("b", "1", { ...long, dependsOn: ["a"] }));
    expect(found(plan)).toEqual(["warning WAITS_TOO_LONG legs.1.timeoutHours"]);
    expect(found({ ...plan, funding: "lazy" })).toEqual([]);
    const stages = [stage("a", "5", long), stage("b", "3", long)];
    expect(found({ ...rooted(pipeline(stages, { settle: "from_the_end" })), funding: "lazy" })).toEqual(["warning WAITS_TOO_LONG stages.0.timeoutHours"]);
  });

  it("says something about any plan without failing, errors first", () => {
    fc.assert(fc.property(runPlans, (plan) => {
      const severities = check(plan).map(({ severity }) => severity);
      expect([...severities].sort()).toEqual(severities);
      expect(check(plan).filter(({ code }) => code === "CYCLE" || code === "UNKNOWN_DEPENDENCY")).toEqual([]);
    }), { numRuns: 200 });
  });

  it("finds a circle in any ring of legs, however long", () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 60 }), (count) => {
      const legs = Array.from({ length: count }, (_, index) => task(`n${index}`, "1", { dependsOn: [`n${(index + 1) % count}`] }));
      expect(found(hub(...legs))).toEqual(["error CYCLE legs.0.dependsOn"]);
    }), { numRuns: 20 });
    const chain = Array.from({ length: 1_000 }, (_, index) => task(`n${index}`, "1", { amount: fromWire("1"), dependsOn: index === 0 ? [] : [`n${index - 1}`], funding: "lazy" }));
    expect(found(hub(...chain))).toEqual([]);
  });
});
