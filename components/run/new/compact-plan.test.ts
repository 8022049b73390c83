import { describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/core/order/json-value";
import { runPlanSchema, toPlanJson } from "@/lib/schemas/run-plan";
import { compactPlan } from "./compact-plan";
import { freeKey, turnNode, turnPlan } from "./node-shapes";
import { fillRoles, openRolesOf, proposeWorkers } from "./open-role-words";
import { valueAt, withValue } from "./plan-draft";

const WRITTEN: readonly JsonObject[] = [
  {
    name: "Hub", pattern: "hub_spoke", funding: "lazy", input: { topic: "rates" },
    legs: [
      { key: "research", worker: "a", amount: "0.5", instructions: "Find it", workMinutes: 5, backups: ["b"] },
      { kind: "auction", key: "code", label: "The code", bidders: ["a", "b"], ceiling: "2", instructions: "Write it", dependsOn: ["research"], weights: { price: 100, completion: 0, time: 0, fee: 0 } },
      { kind: "pipeline", key: "report", stages: [{ worker: "a", amount: "1", instructions: "One" }, { key: "two", worker: "b", amount: "0.4", instructions: "Two", isCritical: false, defaultOutput: [] }] },
    ],
  },
  { name: "Race", pattern: "marketplace", funding: "prefund", workers: ["a", "b"], amount: "0.25", instructions: "Label them" },
  { name: "Line", pattern: "pipeline", funding: "prefund", stages: [{ worker: "a", amount: "5", instructions: "One" }] },
];

function parsed(plan: unknown) {
  return runPlanSchema.parse(plan);
}

describe("a stored plan", () => {
  it.each(WRITTEN)("is shown as a person would write it, and reads back as the same plan: $name", (plan) => {
    const stored = toPlanJson(parsed(plan));
    const compact = compactPlan(stored);
    expect(parsed(compact)).toEqual(parsed(plan));
    expect(compact).toEqual(plan);
  });
});

describe("a plan in the form", () => {
  it("keeps who was named, the money and the work when a leg becomes another kind", () => {
    const task = { key: "code", worker: "a", backups: ["b"], amount: "2", instructions: "Write it", revisions: 1 };
    const auction = turnNode(task, "auction");
    expect(auction).toMatchObject({ kind: "auction", key: "code", bidders: ["a", "b"], ceiling: "2", instructions: "Write it", revisions: 1 });
    expect(turnNode(auction, "task")).toEqual(task);
  });

  it.each(["pipeline", "auction", "marketplace"] as const)("of a hub becomes a %s that the schema takes, and a hub again", (pattern) => {
    const hub = { name: "Hub", pattern: "hub_spoke", legs: [{ key: "one", worker: "a", amount: "1", instructions: "First" }, { key: "two", worker: "b", amount: "2", instructions: "Second" }] };
    const turned = turnPlan(hub, pattern);
    expect(parsed(turned).root.kind).toBe(pattern);
    expect(parsed(turnPlan(turned, "hub_spoke")).root).toMatchObject({ kind: "hub_spoke", legs: [{ kind: pattern }] });
  });

  it("is changed at one place and nowhere else", () => {
    const plan = { legs: [{ key: "a" }, { key: "b" }] };
    expect(withValue(plan, ["legs", 1, "amount"], "2")).toEqual({ legs: [{ key: "a" }, { key: "b", amount: "2" }] });
    expect(withValue(plan, ["legs", 0], undefined)).toEqual({ legs: [{ key: "b" }] });
    expect(withValue("nonsense", ["legs", 0, "key"], "a")).toEqual({ legs: [{ key: "a" }] });
    expect(valueAt(plan, ["legs", "length"])).toBeUndefined();
  });

  it("names a new leg with a key that is free", () => {
    expect(freeKey("leg", ["leg-1", "leg-3"])).toBe("leg-4");
    expect(freeKey("leg", ["x", "leg-3"])).toBe("leg-4");
  });
});

describe("the roles of a template", () => {
  const plan: JsonObject = { legs: [{ worker: "@researcher", backups: ["@researcher-2"] }, { kind: "auction", bidders: ["@coder", "own"] }], input: { worker: "@not-a-role" } };

  it("are found where agents stand", () => {
    expect(openRolesOf(plan)).toEqual(["@researcher", "@researcher-2", "@coder"]);
  });

  it("are filled everywhere, and nothing else is touched", () => {
    expect(fillRoles(plan, { "@researcher": "res-1" })).toEqual({ ...plan, legs: [{ worker: "res-1", backups: ["@researcher-2"] }, { kind: "auction", bidders: ["@coder", "own"] }] });
  });

  it("get workers of a fitting role, each one once", () => {
    const workers = [{ id: "1", name: "x", role: "research", record: "" }, { id: "2", name: "y", role: "coder", record: "" }, { id: "3", name: "researcher-b", role: "free", record: "" }];
    expect(proposeWorkers(["@researcher", "@researcher-2", "@coder", "@poet"], workers)).toEqual({ "@researcher": "x", "@researcher-2": "researcher-b", "@coder": "y" });
  });
});
