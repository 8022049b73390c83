import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromWire } from "@/lib/core/money";
import { BIDDERS_MAX, CONDITIONS_MAX, LEGS_MAX, runPlanSchema, toPlanJson } from "./run-plan";
import { runPlans } from "@/lib/core/run/testing/run-plans";

const task = (key: string, extra: object = {}) => ({ key, worker: "worker-research-01", amount: "0.50", instructions: "Collect the sources.", ...extra });
const hub = (...legs: object[]) => ({ name: "Research", pattern: "hub_spoke", legs });
const messages = (plan: unknown) => runPlanSchema.safeParse(plan).error?.issues.map((issue) => issue.message) ?? [];

describe("runPlanSchema", () => {
  it("fills everything that a short plan leaves out", () => {
    const plan = runPlanSchema.parse(hub(task("research")));
    expect(plan).toEqual({
      name: "Research", funding: "prefund", input: null,
      root: {
        kind: "hub_spoke",
        legs: [{
          kind: "task", key: "research", label: "research", worker: "worker-research-01", backups: [], amount: fromWire("0.50"),
          instructions: "Collect the sources.", input: null, resultSchema: null, validators: [{ kind: "not_empty" }], workMinutes: 60,
          timeoutHours: 24, disputeMinutes: 0, revisions: 2, attempts: 1, dependsOn: [], isCritical: true, defaultOutput: null, funding: null,
        }],
      },
    });
  });

  it("reads the other patterns at the top level and names their root", () => {
    const terms = { instructions: "Analyse the market." };
    expect(runPlanSchema.parse({ name: "Chain", pattern: "pipeline", stages: [{ worker: "a", amount: "5", ...terms }, { worker: "b", amount: "3.5", ...terms }] }).root)
      .toMatchObject({ kind: "pipeline", key: "pipeline", label: "Chain", settle: "each", stages: [{ key: "stage-1", isIndependent: false }, { key: "stage-2", label: "stage-2" }] });
    expect(runPlanSchema.parse({ name: "Bids", pattern: "auction", bidders: ["a", "b"], ceiling: "2", input: { topic: "x" }, ...terms }))
      .toMatchObject({ input: { topic: "x" }, root: { kind: "auction", key: "auction", input: null, weights: { price: 40, completion: 30, time: 20, fee: 10 }, allowsNewcomers: false } });
    expect(runPlanSchema.parse({ name: "Race", pattern: "marketplace", workers: ["a", "b"], amount: "1", funding: "lazy", key: "race", ...terms }))
      .toMatchObject({ funding: "lazy", root: { kind: "marketplace", key: "race", funding: null, workers: ["a", "b"] } });
  });

  it("names the path of what is wrong", () => {
    expect(messages(hub(task("research"), task("code", { worke: "x" })))).toEqual(['legs.1: has no field "worke".']);
    expect(messages(hub(task("research", { amount: 0.5 })))).toEqual(['legs.0.amount: Write the amount as text, like "0.50".']);
    expect(messages(hub(task("research", { amount: "0.1234567" })))).toEqual(["legs.0.amount: USDC has six decimals at most."]);
    expect(messages(hub(task("Research")))[0]).toMatch(/^legs\.0\.key: A key has/);
    expect(messages(hub(task("a", { revisions: 3 })))).toEqual(["legs.0.revisions: must be a whole number from 0 to 2."]);
    expect(messages(hub(task("a", { resultSchema: { $ref: "#" } })))).toEqual(["legs.0.resultSchema: at /$ref is not a keyword that the console checks."]);
    expect(messages({ ...hub(task("a")), nmae: 1 })).toEqual(['The plan: has no field "nmae".']);
    expect(messages("text")[0]).toMatch(/^The plan: /);
    expect(messages({ name: "x", pattern: "ring" })[0]).toMatch(/Choose a pattern/);
  });

  it("refuses what is too much", () => {
    const terms = { instructions: "Label the pictures." };
    const many = (count: number) => Array.from({ length: count }, (_, index) => `worker-${index}`);
    expect(messages({ name: "Bids", pattern: "auction", bidders: many(BIDDERS_MAX + 1), ceiling: "2", ...terms })[0]).toMatch(/^bidders: has too many/);
    const race = { kind: "marketplace", key: "race", workers: many(LEGS_MAX), amount: "1", ...terms };
    expect(messages(hub(race))).toEqual([]);
    expect(messages(hub(race, task("a")))).toEqual(["The plan: has 1001 payments; at most 1000 fit in one run."]);
    const checked = (key: string, from: number, count: number) => ({ ...task(key), validators: Array.from({ length: count }, (_, index) => ({ kind: "pattern", pattern: `a{${from + index}}` })) });
    const legs = Array.from({ length: 10 }, (_, index) => checked(`leg-${index}`, 1 + 10 * index, 10));
    expect(messages(hub(...legs, checked("same", 1, 10)))).toEqual([]);
    expect(messages(hub(...legs, checked("more", 101, 1)))).toEqual([`The plan: has 101 different patterns and expressions; at most ${CONDITIONS_MAX} are read for one run.`]);
    expect(messages(hub(...many(70).map((key) => task(key, { input: "x".repeat(65_000) }))))[0]).toMatch(/^The plan: has \d+ bytes/);
  });

  it("refuses what JSON or a database cannot hold", () => {
    let deep: unknown = 1;
    for (let level = 0; level < 50_000; level++) deep = [deep];
    expect(messages({ ...hub(task("a")), input: deep })[0]).toMatch(/^input: /);
    expect(messages({ ...hub(task("a")), input: new Date(0) })[0]).toMatch(/^input: /);
    expect(messages({ ...hub(task("a")), input: "\u0000" })[0]).toMatch(/^input: /);
    expect(messages(hub(task("a", { label: "\ud800" })))[0]).toMatch(/^legs\.0\.label: /);
  });
});

describe("toPlanJson", () => {
  it("is what the schema reads back as the same plan, also after storage", () => {
    fc.assert(fc.property(runPlans, (plan) => {
      const json = toPlanJson(plan);
      expect(runPlanSchema.parse(json)).toEqual(plan);
      expect(runPlanSchema.parse(JSON.parse(JSON.stringify(json)))).toEqual(plan);
    }), { numRuns: 300 });
  });
});
