import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addSignedIn } from "../order/test-order";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { getRunReport } from "./run-report";
import { answer, drive, pass, start, stateOf, type TestWorker } from "../testing/drive-run";

let fleet: TestFleet;
let [research, code, review, backup] = [] as unknown as [TestWorker, TestWorker, TestWorker, TestWorker];

beforeAll(async () => {
  fleet = await startTestFleet();
  [research, code, review, backup] = [
    await addSignedIn(fleet, "research"), await addSignedIn(fleet, "code"), await addSignedIn(fleet, "review"), await addSignedIn(fleet, "backup"),
  ];
});
afterAll(() => fleet.close());

const leg = (key: string, amount: string, more: Record<string, unknown> = {}) => ({ key, worker: key, amount, instructions: `Do the ${key}.`, ...more });
const hub = (legs: unknown[], more: Record<string, unknown> = {}) => ({ name: "Hub", pattern: "hub_spoke", legs, ...more });
const escrowsOf = (runId: string) => fleet.db.escrow.findMany({ where: { runId }, orderBy: { createdAt: "asc" } });

describe("a hub that pays three specialists", () => {
  it("prefunds, pays each when its result is accepted, and reports seed 003's figures exactly", async () => {
    const runId = await start(fleet, hub([leg("research", "0.50"), leg("code", "1.20"), leg("review", "0.40", { dependsOn: ["research", "code"] })]));
    await drive(fleet);
    expect(await stateOf(fleet, runId)).toEqual({ run: "running", research: "working", code: "working", review: "funded" });
    expect((await escrowsOf(runId)).map(({ state }) => state)).toEqual(["locked", "locked", "locked"]);
    await answer(fleet, research, { found: 3 });
    await answer(fleet, code, { lines: 40 });
    expect(await stateOf(fleet, runId)).toEqual({ run: "running", research: "paid", code: "paid", review: "working" });
    const order = await fleet.db.workOrder.findFirstOrThrow({ where: { workerAgentId: review.agentId, state: "pending" } });
    expect(order.input).toEqual({ input: null, from: { research: { found: 3 }, code: { lines: 40 } } });
    await answer(fleet, review, { verdict: "good" });
    expect(await stateOf(fleet, runId)).toEqual({ run: "done", research: "paid", code: "paid", review: "paid" });
    const { totals } = await getRunReport(fleet.system, runId);
    expect(totals).toMatchObject({ paidMicros: 2_100_000n, feesMicros: 21_000n, referralMicros: 3_150n, transactions: 3 });
    const run = await fleet.db.run.findUniqueOrThrow({ where: { id: runId } });
    expect(run).toMatchObject({ budgetMicros: 2_100_000n, paidMicros: 2_100_000n, lockedMicros: 0n, feesMicros: 21_000n, referralMicros: 3_150n, doneCount: 3, isActive: false });
  });

  it("funds lazily only when a leg's turn comes", async () => {
    const runId = await start(fleet, hub([leg("research", "1"), leg("code", "1", { dependsOn: ["research"] })], { funding: "lazy" }));
    await drive(fleet);
    expect(await stateOf(fleet, runId)).toEqual({ run: "running", research: "working", code: "waiting" });
    expect(await escrowsOf(runId)).toHaveLength(1);
    await answer(fleet, research, { ok: true });
    expect(await stateOf(fleet, runId)).toMatchObject({ research: "paid", code: "working" });
    await answer(fleet, code, { ok: true });
    expect(await stateOf(fleet, runId)).toMatchObject({ run: "done" });
  });

  it("funds five specialists as each of them says, whatever the run says", async () => {
    const names = ["research", "code", "review", "backup"];
    const late = { funding: "lazy", dependsOn: ["leg-0"] };
    const legs = [0, 1, 2, 3, 4].map((index) => leg(`leg-${index}`, "0.50", { worker: names[index % 4], ...(index > 2 ? late : index === 2 ? { dependsOn: ["leg-0"] } : {}) }));
    const runId = await start(fleet, hub(legs));
    await drive(fleet);
    expect(await stateOf(fleet, runId)).toEqual({ run: "running", "leg-0": "working", "leg-1": "working", "leg-2": "funded", "leg-3": "waiting", "leg-4": "waiting" });
    const lazily = await start(fleet, hub([legs[0], { ...legs[2], funding: "prefund" }], { funding: "lazy" }));
    await drive(fleet);
    expect(await stateOf(fleet, lazily)).toEqual({ run: "running", "leg-0": "working", "leg-2": "funded" });
    for (const worker of [research, research, code, review, review, backup, research]) await answer(fleet, worker, { ok: true });
    expect([(await stateOf(fleet, runId))["run"], (await stateOf(fleet, lazily))["run"]]).toEqual(["done", "done"]);
  });

  it("sends work back twice, then cancels, logs, and asks the backup on a fresh escrow", async () => {
    const wants = [{ kind: "expression", expression: "result.ok == true" }];
    const runId = await start(fleet, hub([leg("research", "1", { validators: wants, backups: ["backup"] }), leg("code", "1")]));
    await drive(fleet);
    for (let revision = 0; revision < 3; revision++) await answer(fleet, research, { ok: false, revision });
    expect(await stateOf(fleet, runId)).toMatchObject({ research: "working", code: "working" });
    // Locks of one turn go out side by side: any of them may be the first.
    const [first, second] = (await escrowsOf(runId)).filter(({ payeeName }) => payeeName !== "code");
    expect(first).toMatchObject({ state: "refunded", refundCause: "cancel" });
    expect(second).toMatchObject({ state: "locked", payeeName: "backup" });
    const orders = await fleet.db.workOrder.findMany({ where: { escrowId: first?.id ?? "" }, orderBy: { revision: "asc" } });
    expect(orders.map(({ state, revision }) => [revision, state])).toEqual([[0, "rejected"], [1, "rejected"], [2, "rejected"]]);
    expect(orders[1]?.feedback).toMatchObject([{ message: expect.stringContaining("condition") as string }]);
    await answer(fleet, backup, { ok: true });
    await answer(fleet, code, { ok: true });
    expect(await stateOf(fleet, runId)).toEqual({ run: "done", research: "paid", code: "paid" });
    expect(await fleet.db.reputation.findUniqueOrThrow({ where: { agentId: research.agentId } })).toMatchObject({ failedCount: 1, revisionCount: 2 });
  });

  it("keeps a failure in its leg: what depends on it is never funded, or goes on with its default", async () => {
    const runId = await start(fleet, hub([
      leg("research", "1", { revisions: 0, validators: [{ kind: "expression", expression: "result.ok == true" }] }), leg("code", "1"),
      leg("review", "1", { dependsOn: ["research"] }),
    ]));
    await drive(fleet);
    await answer(fleet, research, { ok: false });
    expect(await stateOf(fleet, runId)).toMatchObject({ research: "failed", code: "working", review: "skipped" });
    await answer(fleet, code, { ok: true });
    expect(await stateOf(fleet, runId)).toMatchObject({ run: "failed", code: "paid" });
    expect((await escrowsOf(runId)).map(({ state }) => state).sort()).toEqual(["refunded", "refunded", "released"]);
  });

  it("goes on with the default output of a leg that is not critical", async () => {
    const runId = await start(fleet, hub([
      leg("research", "1", { revisions: 0, isCritical: false, defaultOutput: { none: true }, validators: [{ kind: "expression", expression: "result.ok == true" }] }),
      leg("review", "1", { dependsOn: ["research"] }),
    ]));
    await drive(fleet);
    await answer(fleet, research, { ok: false });
    expect(await stateOf(fleet, runId)).toMatchObject({ research: "defaulted", review: "working" });
    const order = await fleet.db.workOrder.findFirstOrThrow({ where: { workerAgentId: review.agentId, state: "pending" } });
    expect(order.input).toMatchObject({ from: { research: { none: true } } });
    await answer(fleet, review, { ok: true });
    expect(await stateOf(fleet, runId)).toMatchObject({ run: "done" });
  });

  it("times a silent worker out and gives the money back", async () => {
    const runId = await start(fleet, hub([leg("research", "1", { workMinutes: 10 })]));
    await drive(fleet);
    await pass(fleet, 11 * 60_000);
    expect(await stateOf(fleet, runId)).toEqual({ run: "failed", research: "failed" });
    expect((await fleet.db.leg.findFirstOrThrow({ where: { runId } })).failureCode).toBe("TIMED_OUT");
  });

  it("makes a fresh escrow for each of at most three attempts, one alive at a time", async () => {
    const runId = await start(fleet, hub([leg("research", "1", { workMinutes: 10, attempts: 3 })]));
    await drive(fleet);
    for (let attempt = 1; attempt <= 3; attempt++) {
      const open = (await escrowsOf(runId)).filter(({ state }) => state === "locked");
      expect(open).toHaveLength(1);
      await pass(fleet, 11 * 60_000);
    }
    expect(await escrowsOf(runId)).toHaveLength(3);
    expect(await stateOf(fleet, runId)).toEqual({ run: "failed", research: "failed" });
  });
});
