import { describe, expect, it } from "vitest";
import { fromWire } from "@/lib/core/money";
import type { LegFacts } from "@/lib/core/run/leg-view";
import type { GroupFacts } from "@/lib/core/run/run-view";
import { layoutRun } from "./graph-layout";
import { leg, run, SCENE } from "./test-facts";

const scene = (groups: readonly GroupFacts[] = []) => ({ ...SCENE, chosenKey: null, groups, hrefOf: (key: string) => `?leg=${key}` });
const draw = (legs: readonly LegFacts[], groups: readonly GroupFacts[] = []) => layoutRun(run({ legs, groups }), scene(groups), "?view=list");
const at = (graph: ReturnType<typeof draw>, id: string) => graph.nodes.find((node) => node.id === id);

describe("layoutRun", () => {
  it("puts the hub at the left and the spokes in the plan's order, one below the other", () => {
    const graph = draw(["a", "b", "c"].map((key) => leg(key)));
    const places = ["a", "b", "c"].map((key) => at(graph, key));
    expect(places.map((node) => node?.x)).toEqual([places[0]?.x, places[0]?.x, places[0]?.x]);
    expect(places.map((node) => node?.y)).toEqual([...places.map((node) => node?.y ?? 0)].sort((one, other) => one - other));
    expect(at(graph, "hub")?.x).toBe(0);
  });

  it("gives the same places for the same run", () => {
    const legs = Array.from({ length: 20 }, (_, index) => leg(`l${index}`, { dependsOn: index % 5 === 4 ? [`l${index - 1}`] : [] }));
    expect(draw(legs)).toEqual(draw(legs));
  });

  it("puts what waits for another leg further right, with a dotted line from it and the payment of the hub", () => {
    const graph = draw([leg("first"), leg("second", { dependsOn: ["first"] })]);
    expect(at(graph, "second")?.x).toBeGreaterThan((at(graph, "first")?.x ?? 0) + 190);
    expect(graph.edges.find(({ id }) => id === "after-first-second")).toMatchObject({ from: "first", to: "second", look: "dotted" });
    expect(graph.edges.find(({ id }) => id === "pay-second")).toMatchObject({ from: "hub", isFar: true });
  });

  it("lets each stage of a pipeline be paid by the one before, inside a group that a failure tints", () => {
    const legs = [
      leg("p.1", { nodeKey: "p", pattern: "pipeline" }), leg("p.2", { nodeKey: "p", pattern: "pipeline", state: "failed", payerName: "p.1-worker" }),
      leg("p.3", { nodeKey: "p", pattern: "pipeline", state: "skipped" }),
    ];
    const graph = draw(legs, [{ key: "p", label: "report", pattern: "pipeline", legKeys: ["p.1", "p.2", "p.3"], auction: null }]);
    expect(at(graph, "group-p")).toMatchObject({ kind: "group", title: "Pipeline: report", tone: "bad", aside: "failure spreads to 1 stage" });
    expect(graph.edges.filter(({ id }) => id.startsWith("pay")).map(({ from, to, look }) => [from, to, look])).toEqual([["hub", "p.1", "dashed"], ["p.1", "p.2", "dashed"], ["p.2", "p.3", "dashed"]]);
    expect(at(graph, "p.2")?.name).toBe("p.2-worker, stage 2 of 3, failed, not funded");
  });

  it("folds what has ended above sixty legs and keeps what failed and what is chosen", () => {
    const legs = Array.from({ length: 1_000 }, (_, index) => leg(`l${index}`, { state: index === 700 ? "failed" : "paid" }));
    const graph = layoutRun(run({ legs }), { ...scene(), chosenKey: "l900" }, "?view=list");
    expect(graph.nodes.length).toBeLessThan(20);
    expect(at(graph, "l700")?.tone).toBe("bad");
    expect(at(graph, "l900")?.isChosen).toBe(true);
    expect(at(graph, "more")).toMatchObject({ title: "+989 more", line: "989 released", href: "?view=list" });
  });

  it("shows an open auction by the number of its bids and a ceiling, never by a price", () => {
    const auction = {
      isOpen: true, invited: 3, placed: 1, ceiling: fromWire("8"), floor: fromWire("4"), weights: { price: 40, completion: 30, time: 20, fee: 10 }, tieRule: "lower_price" as const,
      allowsNewcomers: false, closesAt: null, bids: null,
    };
    const graph = draw([leg("a", { pattern: "auction", state: "bidding", amount: fromWire("8") })], [{ key: "a", label: "trade", pattern: "auction", legKeys: ["a"], auction }]);
    expect(at(graph, "a")?.line).toBe("1 of 3 bids in");
    expect(graph.edges.find(({ id }) => id === "pay-a")?.label).toBe("≤ 8.00");
  });
});
