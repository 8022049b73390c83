import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromWire } from "@/lib/core/money";
import { raiseAlert } from "@/lib/db/rows/alert-rows";
import { getCurrentConnection } from "../connection/current-connection";
import { getShellData } from "../connection/get-shell-data";
import { addArbitrageRun } from "../run/test-arbitrage-run";
import { addRun, openRunStage, type RunStage } from "../run/test-run";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { listNeeds } from "./list-needs";

let fleet: TestFleet;
let stage: RunStage;
let runId: string;

beforeAll(async () => {
  fleet = await startTestFleet();
  stage = openRunStage(fleet.system, fleet.connectionId, fleet.orchestrator.agentId);
  runId = await addArbitrageRun(stage);
});
afterAll(() => fleet.close());

const needs = () => listNeeds(fleet.system, fleet.connectionId, 40);

async function badge(): Promise<number | undefined> {
  const shell = await getShellData(fleet.system, await getCurrentConnection(fleet.system), { name: "", email: "", roles: [] });
  return shell.counts.needsYou;
}

let alerts = 0;

async function raise(kind: string, runId: string): Promise<void> {
  alerts += 1;
  await fleet.db.$transaction((tx) => raiseAlert(tx, {
    id: `alr_${alerts}`, connectionId: fleet.connectionId, kind, severity: "warning", subjectType: "run", subjectId: runId, title: `${kind} of a test`, body: "",
    dedupeKey: `${kind}:${runId}`, raisedAt: new Date(fleet.now()),
  }));
}

describe("needs of runs", () => {
  it("asks for each review and shows the run that failed, with what is at risk", async () => {
    await raise("run_failed", runId);
    await raise("run_review", runId);
    const { items, counts } = await needs();
    expect(counts).toEqual({ alerts: 0, unknown: 0, completed: 0, runs: 2 });
    expect(items.map(({ word, lostMicros }) => [word, lostMicros])).toEqual([["Failed", fromWire("16.20")], ["Review", fromWire("0.05")]]);
  });

  it("does not ask a person to release what a run releases itself, and the shell counts the same", async () => {
    expect((await needs()).items.some(({ kind }) => kind === "completed")).toBe(false);
    expect(await badge()).toBe(2);
  });

  it("shows a run that is held, with its reason", async () => {
    const plan = { pattern: "hub_spoke", name: "Held desk", legs: [{ key: "a", worker: "risk-02", amount: "1.00", instructions: "Rate the risk." }] };
    await raise("run_held", await addRun(stage, plan, { heldCode: "LIMIT", heldNote: "The daily limit is used up" }));
    const { items, counts } = await needs();
    expect(counts.runs).toBe(3);
    expect(items.find(({ word }) => word === "Held")).toMatchObject({ title: "run_held of a test", note: "The daily limit is used up", lostMicros: 0n });
    expect(await badge()).toBe(3);
  });
});
