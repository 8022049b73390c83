import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addSignedIn } from "../order/test-order";
import { drive, give, start, stateOf, type TestWorker } from "../testing/drive-run";
import { checkMoney } from "../testing/run-ledger";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { carryOutSteps } from "./carry-out-steps";
import { decideTurn } from "./decide-turn";
import { handOver, reviveLostRuns, wakeDueRuns } from "./wake-runs";

let fleet: TestFleet;
let ann: TestWorker;

beforeAll(async () => {
  fleet = await startTestFleet();
  ann = await addSignedIn(fleet, "ann");
});
afterAll(() => fleet.close());

const startOne = () => start(fleet, { name: "Hub", pattern: "hub_spoke", legs: [{ key: "ann", worker: "ann", amount: "1.00", instructions: "Do it." }] });
const runOf = (runId: string) => fleet.db.run.findUniqueOrThrow({ where: { id: runId } });
const workflowsOf = async (runId: string) => (await fleet.db.$queryRaw<{ id: string }[]>`select workflow_uuid as id from dbos.workflow_status where workflow_uuid like ${`run:${runId}:%`}`).length;

describe("a run", () => {
  it("is given to the engine with its own start, once at a time", async () => {
    const runId = await startOne();
    expect(await runOf(runId)).toMatchObject({ isActive: true, turn: 1 });
    expect(await wakeDueRuns(fleet.system)).toBe(0);
    expect(await workflowsOf(runId)).toBe(1);
    await drive(fleet);
    expect(await runOf(runId)).toMatchObject({ isActive: false });
    await give(fleet, ann, { ok: true });
    expect(await wakeDueRuns(fleet.system)).toBe(1);
    expect(await runOf(runId)).toMatchObject({ isActive: true, turn: 2 });
    expect(await workflowsOf(runId)).toBe(2);
    await drive(fleet);
    expect(await stateOf(fleet, runId)).toMatchObject({ run: "done" });
  });

  it("that has more to do than one workflow's turns is handed on with what its calls came to", async () => {
    const runId = await startOne();
    const commands = await decideTurn(fleet.system, runId, 1, []);
    await handOver(fleet.system, runId, 1, await carryOutSteps(fleet.system, runId, commands));
    expect(await runOf(runId)).toMatchObject({ isActive: false });
    expect(await stateOf(fleet, runId)).toMatchObject({ ann: "working" });
    await give(fleet, ann, { ok: true });
    await wakeDueRuns(fleet.system);
    const { turn } = await runOf(runId);
    const next = await decideTurn(fleet.system, runId, turn, []);
    expect(next.map(({ verb }) => verb)).toEqual(["complete"]);
    await handOver(fleet.system, runId, turn, await carryOutSteps(fleet.system, runId, next));
    expect(await runOf(runId)).toMatchObject({ isActive: false, wakeAt: expect.any(Date) as Date });
    await drive(fleet);
    expect(await stateOf(fleet, runId)).toEqual({ run: "done", ann: "paid" });
    expect((await checkMoney(fleet, runId)).released).toEqual({ ann: 1 });
  });

  it("is left to a workflow that lives, however long it takes", async () => {
    const runId = await startOne();
    await fleet.advance(10 * 60_000);
    expect(await reviveLostRuns(fleet.system)).toBe(0);
    expect(await decideTurn(fleet.system, runId, 7, [])).toEqual([]);
    expect(await runOf(runId)).toMatchObject({ isActive: true, turn: 1 });
    await drive(fleet);
    await give(fleet, ann, { ok: true });
    await drive(fleet);
  });
});
