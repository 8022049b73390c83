import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freezeFleet, unfreezeFleet } from "../connection/freeze";
import { releaseEscrowCommand } from "../escrow/release";
import { cancelEscrowCommand } from "../escrow/cancel";
import { disputeEscrowCommand } from "../escrow/dispute";
import { run as command } from "../escrow/test-escrow";
import { addSignedIn } from "../order/test-order";
import { answer, drive, give, pass, start, stateOf, type TestWorker } from "../testing/drive-run";
import { checkMoney } from "../testing/run-ledger";
import { hub, task, type More } from "../testing/run-plans";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";

let fleet: TestFleet;
let [ann, ben] = [] as unknown as [TestWorker, TestWorker];

beforeAll(async () => {
  fleet = await startTestFleet();
  [ann, ben] = [await addSignedIn(fleet, "ann"), await addSignedIn(fleet, "ben")];
});
afterAll(() => fleet.close());
beforeEach(async () => void await fleet.control("DELETE", "faults"));

const REFUSES = { validators: [{ kind: "expression", expression: "result.ok == true" }], revisions: 0 };
const legOf = (runId: string, key: string) => fleet.db.leg.findFirstOrThrow({ where: { runId, key } });
const runOf = (runId: string) => fleet.db.run.findUniqueOrThrow({ where: { id: runId } });
const breakNext = (path: string, effect: string, times = 1) => fleet.control("POST", "faults", { match: { method: "POST", path }, effect, times });

/** Lost replies are settled, deadlines of the calls passed, and the run driven on until nothing moves; the money is whole all the time. */
async function settle(runId: string): Promise<void> {
  for (let round = 0; round < 6; round++) {
    await pass(fleet, 20_000);
    await checkMoney(fleet, runId);
  }
}

const PATHS = { lock: "*/api/escrows", complete: "/complete", release: "/release", cancel: "/cancel" } as const;

describe.each(["reply_lost_before", "reply_lost_after"])("a reply that is lost (%s)", (effect) => {
  it.each(["lock", "complete", "release"] as const)("of a %s leaves one escrow and one payment, and holds up nobody else", async (verb) => {
    const runId = await start(fleet, hub([task("ann"), task("ben")]));
    if (verb !== "lock") await drive(fleet);
    await breakNext(PATHS[verb], effect);
    if (verb === "lock") await drive(fleet);
    for (const worker of [ann, ben]) if (await fleet.db.workOrder.count({ where: { workerAgentId: worker.agentId, state: "pending" } })) await answer(fleet, worker, { ok: true });
    const states = Object.values(await stateOf(fleet, runId));
    expect(states.filter((state) => state === "paid"), "the other leg goes on").toHaveLength(1);
    await settle(runId);
    for (const worker of [ann, ben]) if (await fleet.db.workOrder.count({ where: { workerAgentId: worker.agentId, state: "pending" } })) await answer(fleet, worker, { ok: true });
    await settle(runId);
    expect(await stateOf(fleet, runId)).toEqual({ run: "done", ann: "paid", ben: "paid" });
    const { released, live, states: words } = await checkMoney(fleet, runId);
    expect([released, live]).toEqual([{ ann: 1, ben: 1 }, {}]);
    expect(words).toEqual({ ann: ["released"], ben: ["released"] });
  });

  it("of a cancel asks the backup only when the money is back", async () => {
    const runId = await start(fleet, hub([task("ann", { ...REFUSES, backups: ["ben"] })]));
    await drive(fleet);
    await breakNext(PATHS.cancel, effect);
    await answer(fleet, ann, { ok: false });
    expect(await stateOf(fleet, runId)).toEqual({ run: "running", ann: "returning" });
    await settle(runId);
    expect(await legOf(runId, "ann")).toMatchObject({ state: "working", payeeAgentId: ben.agentId });
    await answer(fleet, ben, { ok: true });
    expect((await checkMoney(fleet, runId)).states).toEqual({ ann: ["refunded", "released"] });
  });
});

describe("a platform that refuses for a while", () => {
  it.each([["429", "lock"], ["429", "release"], ["5xx", "lock"], ["5xx", "complete"], ["5xx", "release"]] as const)("with %s at the %s is asked again", async (effect, verb) => {
    const runId = await start(fleet, hub([task("ann")]));
    await breakNext(PATHS[verb], effect, 2);
    await drive(fleet);
    await settle(runId);
    await give(fleet, ann, { ok: true });
    await settle(runId);
    expect(await stateOf(fleet, runId)).toEqual({ run: "done", ann: "paid" });
    expect((await checkMoney(fleet, runId)).released).toEqual({ ann: 1 });
  });
});

describe("a fleet that is frozen in the middle", () => {
  it("pays and locks nothing, says so once, brings back what failed, and goes on when it is unfrozen", async () => {
    const runId = await start(fleet, hub([task("ann", REFUSES), task("ben"), { ...task("later"), worker: "ann", dependsOn: ["ben"] }], { funding: "lazy" }));
    await drive(fleet);
    await freezeFleet(fleet.as("treasurer"), fleet.connectionId, "a drill");
    const denied = await fleet.db.auditEntry.count({ where: { result: "denied" } });
    await answer(fleet, ann, { ok: false });
    await answer(fleet, ben, { ok: true });
    await settle(runId);
    expect(await stateOf(fleet, runId)).toEqual({ run: "running", ann: "failed", ben: "releasing", later: "waiting" });
    expect(await runOf(runId)).toMatchObject({ heldCode: "FROZEN" });
    expect(await fleet.db.alert.count({ where: { kind: "run_held", subjectId: runId, resolvedAt: null } })).toBe(1);
    expect(await fleet.db.auditEntry.count({ where: { result: "denied" } })).toBe(denied);
    await unfreezeFleet(fleet.as(), fleet.connectionId);
    await pass(fleet, 6_000);
    expect(await stateOf(fleet, runId)).toMatchObject({ ben: "paid", later: "working" });
    expect(await runOf(runId)).toMatchObject({ heldCode: null });
    await answer(fleet, ann, { ok: true });
    expect((await checkMoney(fleet, runId)).released).toEqual({ ben: 1, later: 1 });
  });
});

describe("limits that are reached in the middle", () => {
  it("hold a lock until there is room again", async () => {
    const runId = await start(fleet, hub([task("ann"), task("ben", { dependsOn: ["ann"] })], { funding: "lazy" }));
    await drive(fleet);
    const { perDayMicros } = await fleet.db.policy.findUniqueOrThrow({ where: { connectionId: fleet.connectionId } });
    await fleet.db.policy.update({ where: { connectionId: fleet.connectionId }, data: { perDayMicros: 1_500_000n } });
    await answer(fleet, ann, { ok: true });
    expect(await stateOf(fleet, runId)).toEqual({ run: "running", ann: "paid", ben: "waiting" });
    expect((await runOf(runId)).heldCode).toContain("LIMIT");
    await fleet.db.policy.update({ where: { connectionId: fleet.connectionId }, data: { perDayMicros } });
    await pass(fleet, 6_000);
    expect(await stateOf(fleet, runId)).toMatchObject({ ben: "working" });
    await answer(fleet, ben, { ok: true });
    expect(await stateOf(fleet, runId)).toMatchObject({ run: "done" });
    await checkMoney(fleet, runId);
  });
});

describe("an escrow that somebody moves by hand", () => {
  const escrowOf = async (runId: string) => ({ escrowId: (await legOf(runId, "ann")).escrowId ?? "", reason: "by hand" });
  const recordOf = async () => {
    const row = await fleet.db.reputation.findUnique({ where: { agentId: ann.agentId } });
    return { done: row?.doneCount ?? 0, failed: row?.failedCount ?? 0, disputed: row?.disputedCount ?? 0 };
  };
  const startOne = async (more: More = {}) => {
    const runId = await start(fleet, hub([task("ann", { backups: ["ben"], ...more })]));
    await drive(fleet);
    return runId;
  };

  it("released without a result is paid, and its worker is told to stop", async () => {
    const runId = await startOne();
    expect(await command(fleet, releaseEscrowCommand, await escrowOf(runId))).toMatchObject({ ok: true });
    await drive(fleet);
    expect(await stateOf(fleet, runId)).toEqual({ run: "done", ann: "paid" });
    expect((await fleet.db.workOrder.findFirstOrThrow({ where: { legId: (await legOf(runId, "ann")).id } })).state).toBe("cancelled");
    expect((await checkMoney(fleet, runId)).released).toEqual({ ann: 1 });
  });

  it("cancelled makes the backup's turn", async () => {
    const runId = await startOne();
    expect(await command(fleet, cancelEscrowCommand, await escrowOf(runId))).toMatchObject({ ok: true });
    await drive(fleet);
    expect(await legOf(runId, "ann")).toMatchObject({ state: "working", payeeAgentId: ben.agentId });
    await answer(fleet, ben, { ok: true });
    expect((await checkMoney(fleet, runId)).states).toEqual({ ann: ["refunded", "released"] });
  });

  it.each([["release", "paid", "done"], ["refund", "failed", "failed"]])("disputed waits for the platform's word, here %s", async (decision, leg, state) => {
    const before = await recordOf();
    const runId = await startOne();
    const { escrowId } = await escrowOf(runId);
    expect(await command(fleet, disputeEscrowCommand, { escrowId, reason: "not what was asked" })).toMatchObject({ ok: true });
    await settle(runId);
    expect(await stateOf(fleet, runId)).toEqual({ run: "running", ann: "returning" });
    const { upstreamId } = await fleet.db.escrow.findUniqueOrThrow({ where: { id: escrowId } });
    await fleet.control("POST", "resolve", { escrowId: upstreamId, outcome: decision });
    await pass(fleet, 301_000);
    expect(await stateOf(fleet, runId)).toEqual({ run: state, ann: leg });
    await checkMoney(fleet, runId);
    const after = await recordOf();
    expect([after.done - before.done, after.failed - before.failed, after.disputed - before.disputed]).toEqual(decision === "release" ? [1, 0, 1] : [0, 1, 1]);
  });

  it("timed out while a person looks at the result: the work was not paid, and the backup is asked", async () => {
    const runId = await startOne({ timeoutHours: 2, validators: [{ kind: "human", question: "Is it right?" }] });
    await answer(fleet, ann, { ok: true });
    expect(await stateOf(fleet, runId)).toMatchObject({ ann: "judging" });
    await pass(fleet, 121 * 60_000);
    expect(await legOf(runId, "ann")).toMatchObject({ state: "working", payeeAgentId: ben.agentId, reviewState: null });
    expect((await checkMoney(fleet, runId)).states).toEqual({ ann: ["refunded", "locked"] });
    await answer(fleet, ben, { ok: true });
  });

  it("timed out before its turn is locked again when the turn comes, and counts as nobody's failure", async () => {
    const runId = await start(fleet, hub([task("ann", { workMinutes: 240, timeoutHours: 8 }), task("ben", { dependsOn: ["ann"], timeoutHours: 1, workMinutes: 30 })]));
    await drive(fleet);
    await pass(fleet, 61 * 60_000);
    expect(await stateOf(fleet, runId)).toEqual({ run: "running", ann: "working", ben: "waiting" });
    await answer(fleet, ann, { ok: true });
    await answer(fleet, ben, { ok: true });
    expect(await stateOf(fleet, runId)).toEqual({ run: "done", ann: "paid", ben: "paid" });
    expect((await checkMoney(fleet, runId)).states).toEqual({ ann: ["released"], ben: ["refunded", "released"] });
  });
});

describe("a worker that leaves in the middle", () => {
  it("is passed over for its backup when it may not take part any more", async () => {
    const runId = await start(fleet, hub([task("ann"), { ...task("next"), worker: "ben", backups: ["ann"], dependsOn: ["ann"] }], { funding: "lazy" }));
    await drive(fleet);
    await fleet.db.agent.update({ where: { id: ben.agentId }, data: { state: "retiring" } });
    await answer(fleet, ann, { ok: true });
    expect(await legOf(runId, "next")).toMatchObject({ state: "working", payeeAgentId: ann.agentId });
    expect(await fleet.db.runEvent.count({ where: { runId, kind: "refused" } })).toBe(1);
    await answer(fleet, ann, { ok: true });
    expect((await checkMoney(fleet, runId)).released).toEqual({ ann: 1, next: 1 });
    await fleet.db.agent.update({ where: { id: ben.agentId }, data: { state: "live" } });
  });
});
