import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addSignedIn } from "../order/test-order";
import { answer, drive, give, pass, start, stateOf, type TestWorker } from "../testing/drive-run";
import { checkMoney } from "../testing/run-ledger";
import { hub, task, type More } from "../testing/run-plans";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { verifyWorker } from "../worker/verify-worker";
import { cancelRun, pauseRun, resumeRun } from "./control-run";
import { getRun } from "./get-run";
import { payPart } from "./pay-part";
import { retryLeg } from "./retry-leg";

let fleet: TestFleet;
let [ann, ben] = [] as unknown as [TestWorker, TestWorker];

beforeAll(async () => {
  fleet = await startTestFleet();
  [ann, ben] = [await addSignedIn(fleet, "ann"), await addSignedIn(fleet, "ben")];
});
afterAll(() => fleet.close());

const REFUSES = { validators: [{ kind: "expression", expression: "result.ok == true" }], revisions: 0 };
const legOf = (runId: string, key: string) => fleet.db.leg.findFirstOrThrow({ where: { runId, key } });
const person = () => fleet.as("operator");
const by = () => [person(), fleet.connectionId] as const;
const MINUTE = 60_000;

async function begin(legs: unknown[], more: More = {}): Promise<string> {
  const runId = await start(fleet, hub(legs, more));
  await drive(fleet);
  return runId;
}

describe("a paused run", () => {
  it("starts and pays nothing new, follows what is on its way, and goes on with the time that was left", async () => {
    const runId = await begin([task("ann", { workMinutes: 30 }), task("ben", { workMinutes: 30 }), task("more", { worker: "ben", dependsOn: ["ann"] })], { funding: "lazy" });
    const before = await legOf(runId, "ben");
    expect(await pauseRun(...by(), runId)).toMatchObject({ ok: true });
    await give(fleet, ann, { ok: true });
    await pass(fleet, 40 * MINUTE);
    expect(await stateOf(fleet, runId)).toEqual({ run: "paused", ann: "working", ben: "working", more: "waiting" });
    expect(await resumeRun(...by(), runId)).toMatchObject({ ok: true });
    const rested = ((await legOf(runId, "ben")).dueAt?.getTime() ?? 0) - (before.dueAt?.getTime() ?? 0);
    expect(Math.abs(rested - 40 * MINUTE)).toBeLessThan(MINUTE);
    await drive(fleet);
    expect(await stateOf(fleet, runId)).toEqual({ run: "running", ann: "paid", ben: "working", more: "working" });
    await pass(fleet, 31 * MINUTE);
    expect(await stateOf(fleet, runId)).toMatchObject({ ben: "failed" });
    await answer(fleet, ben, { ok: true });
    await checkMoney(fleet, runId);
  });

  it("keeps a dispute window as long as it was", async () => {
    const runId = await begin([task("ann", { disputeMinutes: 60 })]);
    await answer(fleet, ann, { ok: true });
    await pass(fleet, 30 * MINUTE);
    await pauseRun(...by(), runId);
    await pass(fleet, 60 * MINUTE);
    await resumeRun(...by(), runId);
    await pass(fleet, 20 * MINUTE);
    expect(await stateOf(fleet, runId)).toEqual({ run: "running", ann: "accepted" });
    await pass(fleet, 11 * MINUTE);
    expect(await stateOf(fleet, runId)).toEqual({ run: "done", ann: "paid" });
  });

  it("is neither paused twice nor started again by the back door", async () => {
    const runId = await begin([task("ann", REFUSES), task("ben")]);
    await answer(fleet, ann, { ok: false });
    await pauseRun(...by(), runId);
    expect(await pauseRun(...by(), runId)).toMatchObject({ ok: false, failure: { code: "RUN_STATE" } });
    const { id } = await legOf(runId, "ann");
    expect(await retryLeg(...by(), { legId: id })).toMatchObject({ ok: false, failure: { code: "RUN_STATE" } });
    expect(await payPart(...by(), { legId: id, amount: "0.50" })).toMatchObject({ ok: false, failure: { code: "RUN_STATE" } });
    expect(await cancelRun(...by(), { runId, reason: null })).toMatchObject({ ok: true });
    await drive(fleet);
    expect(await stateOf(fleet, runId)).toEqual({ run: "stopped", ann: "failed", ben: "stopped" });
  });
});

describe("a cancelled run", () => {
  it("tells every worker to stop and has all its money back", async () => {
    const before = (await checkMoney(fleet, await begin([task("ann")]))).balanceOf(fleet.orchestrator.upstreamId);
    await answer(fleet, ann, { ok: true });
    const runId = await begin([task("ann"), task("ben", { validators: [{ kind: "human", question: "Is it right?" }] }), task("more", { worker: "ann", dependsOn: ["ben"] })]);
    await answer(fleet, ben, { ok: true });
    expect(await stateOf(fleet, runId)).toEqual({ run: "running", ann: "working", ben: "judging", more: "funded" });
    expect(await cancelRun(...by(), { runId, reason: "Not needed." })).toMatchObject({ ok: true });
    expect(await stateOf(fleet, runId)).toMatchObject({ run: "stopping" });
    await drive(fleet);
    expect(await stateOf(fleet, runId)).toEqual({ run: "stopped", ann: "stopped", ben: "stopped", more: "stopped" });
    const { live, balanceOf } = await checkMoney(fleet, runId);
    expect(live).toEqual({});
    expect(balanceOf(fleet.orchestrator.upstreamId)).toBe(before + 1_500n);
    expect(await fleet.db.workOrder.count({ where: { legId: { in: [(await legOf(runId, "ann")).id, (await legOf(runId, "ben")).id] }, state: { not: "cancelled" } } })).toBe(0);
    expect(await fleet.db.run.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({ returnedMicros: 3_000_000n, lockedMicros: 0n, reviewCount: 0 });
    expect(await cancelRun(...by(), { runId, reason: null })).toMatchObject({ ok: false, failure: { code: "RUN_STATE" } });
  });

  it("tells of its legs in their order, although all of it was decided in one instant", async () => {
    const keys = Array.from({ length: 8 }, (_, index) => `leg-${index}`);
    const runId = await begin(keys.map((key, index) => task(key, { worker: index % 2 === 0 ? "ann" : "ben", amount: "0.10" })));
    await cancelRun(...by(), { runId, reason: null });
    await drive(fleet);
    const { events } = await getRun(fleet.system, fleet.connectionId, runId);
    expect(events.filter(({ kind }) => kind === "told_to_stop").map(({ legKey }) => legKey)).toEqual([...keys].reverse());
  });

  it("waits for its time-outs where the platform cannot cancel", async () => {
    const published = await startTestFleet({ mount: "published" });
    try {
      const worker = await addSignedIn(published, "zoe");
      await verifyWorker(published.system, worker.agentId);
      const runId = await start(published, hub([task("zoe", { timeoutHours: 1 })]));
      await drive(published);
      await cancelRun(published.as("operator"), published.connectionId, { runId, reason: null });
      await drive(published);
      expect(await stateOf(published, runId)).toEqual({ run: "stopping", zoe: "returning" });
      await pass(published, 61 * MINUTE);
      expect(await stateOf(published, runId)).toEqual({ run: "stopped", zoe: "stopped" });
      expect(await published.db.run.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({ returnedMicros: 990_000n, lostMicros: 10_000n });
      await checkMoney(published, runId);
    } finally {
      await published.close();
    }
  });
});

describe("a leg that is tried again", () => {
  it("begins with a fresh escrow, and with it what had waited for it; the alarm is over", async () => {
    const runId = await begin([task("ann", REFUSES), task("ben", { dependsOn: ["ann"] })], { funding: "lazy" });
    await answer(fleet, ann, { ok: false });
    expect(await stateOf(fleet, runId)).toEqual({ run: "failed", ann: "failed", ben: "skipped" });
    const alarms = () => fleet.db.alert.count({ where: { kind: "run_failed", subjectId: runId, resolvedAt: null } });
    expect(await alarms()).toBe(1);
    expect(await retryLeg(...by(), { legId: (await legOf(runId, "ann")).id })).toMatchObject({ ok: true });
    expect(await alarms()).toBe(0);
    await drive(fleet);
    await answer(fleet, ann, { ok: true });
    await answer(fleet, ben, { ok: true });
    expect(await stateOf(fleet, runId)).toEqual({ run: "done", ann: "paid", ben: "paid" });
    expect((await checkMoney(fleet, runId)).states).toEqual({ ann: ["refunded", "released"], ben: ["released"] });
    expect(await retryLeg(...by(), { legId: (await legOf(runId, "ann")).id })).toMatchObject({ ok: false, failure: { code: "LEG_STATE" } });
  });
});

describe("a part for work that failed", () => {
  it("is a smaller escrow, paid once, and the leg stays failed", async () => {
    const runId = await begin([task("ann", REFUSES)]);
    await answer(fleet, ann, { ok: false });
    const { id } = await legOf(runId, "ann");
    expect(await payPart(...by(), { legId: id, amount: "1.00" })).toMatchObject({ ok: false, failure: { code: "BAD_AMOUNT" } });
    expect(await payPart(...by(), { legId: id, amount: "0.80" })).toMatchObject({ ok: true });
    await drive(fleet);
    expect(await stateOf(fleet, runId)).toEqual({ run: "failed", ann: "failed" });
    const { escrows, states } = await checkMoney(fleet, runId);
    expect(states).toEqual({ ann: ["refunded", "released"] });
    expect(escrows.map(({ amountMicros }) => amountMicros)).toEqual(["1000000", "800000"]);
    expect(await payPart(...by(), { legId: id, amount: "0.10" })).toMatchObject({ ok: false, failure: { code: "PART_PAID" } });
    expect(await retryLeg(...by(), { legId: id })).toMatchObject({ ok: false, failure: { code: "PART_PAID" } });
  });
});

describe("a part that cannot be paid", () => {
  it("goes to no backup, and may be granted again", async () => {
    const runId = await begin([task("ann", { ...REFUSES, backups: ["ben"] })]);
    await answer(fleet, ann, { ok: false });
    await answer(fleet, ben, { ok: false });
    const { id } = await legOf(runId, "ann");
    await fleet.db.leg.update({ where: { id }, data: { payeeAgentId: ann.agentId } });
    await fleet.db.agent.update({ where: { id: ann.agentId }, data: { state: "retiring" } });
    expect(await payPart(...by(), { legId: id, amount: "0.80" })).toMatchObject({ ok: true });
    await drive(fleet);
    expect(await legOf(runId, "ann")).toMatchObject({ state: "failed", partMicros: null, amountMicros: 1_000_000n });
    await fleet.db.agent.update({ where: { id: ann.agentId }, data: { state: "live" } });
    expect(await payPart(...by(), { legId: id, amount: "0.80" })).toMatchObject({ ok: true });
    await drive(fleet);
    const { escrows, released } = await checkMoney(fleet, runId);
    expect([released, escrows.at(-1)]).toMatchObject([{ ann: 1 }, { payeeId: "ann", amountMicros: "800000", state: "released" }]);
  });
});

describe("whoever may not", () => {
  it("is refused, changes nothing, and stands in the audit log", async () => {
    const runId = await begin([task("ann", REFUSES)]);
    const { id } = await legOf(runId, "ann");
    const denied = () => fleet.db.auditEntry.count({ where: { result: "denied", subjectId: runId } });
    const viewer = [fleet.as("viewer"), fleet.connectionId] as const;
    const before = await denied();
    const refusals = [await pauseRun(...viewer, runId), await cancelRun(...viewer, { runId, reason: null }), await retryLeg(...viewer, { legId: id }), await payPart(...viewer, { legId: id, amount: "0.10" })];
    for (const refusal of refusals) expect(refusal).toMatchObject({ ok: false, failure: { code: "FORBIDDEN" } });
    expect(await denied()).toBe(before + 4);
    expect(await stateOf(fleet, runId)).toEqual({ run: "running", ann: "working" });
    expect(await pauseRun(person(), "con_other", runId)).toMatchObject({ ok: false, failure: { code: "NOT_FOUND" } });
    await answer(fleet, ann, { ok: true });
  });
});
