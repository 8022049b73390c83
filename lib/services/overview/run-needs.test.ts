import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromWire } from "@/lib/core/money";
import { DAY_MS } from "@/lib/core/time";
import { getCurrentConnection } from "../connection/current-connection";
import { getShellData } from "../connection/get-shell-data";
import { addArbitrageRun } from "../run/test-arbitrage-run";
import { addRun, openRunStage, type RunStage } from "../run/test-run";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { listNeeds } from "./list-needs";

let fleet: TestFleet;
let stage: RunStage;

beforeAll(async () => {
  fleet = await startTestFleet();
  stage = openRunStage(fleet.system, fleet.connectionId, fleet.orchestrator.agentId);
  await addArbitrageRun(stage);
});
afterAll(() => fleet.close());

const needs = () => listNeeds(fleet.system, fleet.connectionId, 40);

async function badge(): Promise<number | undefined> {
  const shell = await getShellData(fleet.system, await getCurrentConnection(fleet.system), { name: "", email: "", roles: [] });
  return shell.counts.needsYou;
}

describe("needs of runs", () => {
  it("asks for the review and shows the failed legs, with what is at risk", async () => {
    const { items, counts } = await needs();
    expect(counts).toEqual({ alerts: 0, unknown: 0, completed: 0, runs: 2 });
    expect(items.map(({ word, lostMicros }) => [word, lostMicros])).toEqual([["Failed", fromWire("16.20")], ["Review", fromWire("0.05")]]);
  });

  it("does not ask a person to release what a run releases itself, and the shell counts the same", async () => {
    expect((await needs()).items.some(({ kind }) => kind === "completed")).toBe(false);
    expect(await badge()).toBe(2);
  });

  it("shows a run that is held, with its reason, and one that failed for a day", async () => {
    const plan = { pattern: "hub_spoke", name: "Held desk", legs: [{ key: "a", worker: "risk-02", amount: "1.00", instructions: "Rate the risk." }] };
    await addRun(stage, plan, { heldCode: "LIMIT", heldNote: "The daily limit is used up" });
    await addRun(stage, plan, { state: "failed", failedCount: 1, finishedAt: new Date(fleet.now() - DAY_MS / 2) });
    await addRun(stage, plan, { state: "failed", failedCount: 1, finishedAt: new Date(fleet.now() - 2 * DAY_MS) });
    const { items, counts } = await needs();
    expect(counts.runs).toBe(4);
    expect(items.find(({ word }) => word === "Held")).toMatchObject({ title: "Held desk is held", note: "The daily limit is used up" });
    expect(await badge()).toBe(4);
  });
});
