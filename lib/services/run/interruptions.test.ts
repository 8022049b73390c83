import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { disputeEscrowCommand } from "../escrow/dispute";
import { run as command } from "../escrow/test-escrow";
import { addSignedIn } from "../order/test-order";
import { carryOutSteps } from "./carry-out-steps";
import { answer, drive, give, pass, start, stateOf, type TestWorker } from "../testing/drive-run";
import { checkMoney } from "../testing/run-ledger";
import { hub, task, type More } from "../testing/run-plans";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { cancelRun, pauseRun, resumeRun } from "./control-run";
import { decideTurn } from "./decide-turn";
import { retryLeg } from "./retry-leg";

let fleet: TestFleet;
let [ann, ben] = [] as unknown as [TestWorker, TestWorker];
const MINUTE = 60_000;

beforeAll(async () => {
  fleet = await startTestFleet();
  [ann, ben] = [await addSignedIn(fleet, "ann"), await addSignedIn(fleet, "ben")];
});
afterAll(() => fleet.close());
beforeEach(async () => void await fleet.control("DELETE", "faults"));

const legOf = (runId: string, key: string) => fleet.db.leg.findFirstOrThrow({ where: { runId, key } });
const runOf = (runId: string) => fleet.db.run.findUniqueOrThrow({ where: { id: runId } });
const by = () => [fleet.as("operator"), fleet.connectionId] as const;

async function begin(legs: unknown[], more: More = {}): Promise<string> {
  const runId = await start(fleet, hub(legs, more));
  await drive(fleet);
  return runId;
}

describe("a platform that offers less in the middle of a run", () => {
  const without = async (capability: string, during: () => Promise<void>) => {
    const { dialects } = await fleet.db.connection.findUniqueOrThrow({ where: { id: fleet.connectionId } });
    const put = (value: unknown) => fleet.db.connection.update({ where: { id: fleet.connectionId }, data: { dialects: value as object } });
    await put({ ...dialects as object, [capability]: null });
    await during();
    await put(dialects);
  };

  it("no complete: pays without it", async () => {
    const runId = await begin([task("ann")]);
    await without("escrow.complete", () => answer(fleet, ann, { ok: true }));
    expect(await stateOf(fleet, runId)).toEqual({ run: "done", ann: "paid" });
  });

  it.each([["escrow.release", "releasing"], ["escrow.create", "waiting"]])("no %s: the leg is held with the reason and goes on when it is back", async (capability, state) => {
    const runId = await begin([task("ann"), task("ben", { dependsOn: ["ann"] })], { funding: "lazy" });
    await without(capability, () => answer(fleet, ann, { ok: true }));
    expect(await stateOf(fleet, runId)).toMatchObject({ run: "running", [capability === "escrow.create" ? "ben" : "ann"]: state });
    expect((await runOf(runId)).heldNote).toMatch(/connection/);
    await pass(fleet, 10_000);
    if (capability === "escrow.release") expect(await stateOf(fleet, runId)).toMatchObject({ ann: "paid" });
    await answer(fleet, ben, { ok: true });
    expect(await stateOf(fleet, runId)).toEqual({ run: "done", ann: "paid", ben: "paid" });
    await checkMoney(fleet, runId);
  });

  it("no cancel: what failed waits for its time-out, and the backup with it", async () => {
    const runId = await begin([task("ann", { workMinutes: 10, timeoutHours: 1, backups: ["ben"] })]);
    await without("escrow.cancel", async () => {
      await pass(fleet, 11 * MINUTE);
      expect(await stateOf(fleet, runId)).toEqual({ run: "running", ann: "returning" });
      await pass(fleet, 50 * MINUTE);
    });
    expect(await legOf(runId, "ann")).toMatchObject({ state: "working", payeeAgentId: ben.agentId });
    await answer(fleet, ben, { ok: true });
    expect((await checkMoney(fleet, runId)).states).toEqual({ ann: ["refunded", "released"] });
  });
});

describe("a person's word in the middle of a call", () => {
  /** The run has decided, and its calls are not made yet. */
  async function decided(runId: string) {
    const { turn } = await runOf(runId);
    return { turn, commands: await decideTurn(fleet.system, runId, turn, []) };
  }

  it("pause while a lock is due: it locks at most once, and nothing is offered before the run goes on", async () => {
    const runId = await start(fleet, hub([task("ann")]));
    const { commands, turn } = await decided(runId);
    expect(commands.map(({ verb }) => verb)).toEqual(["lock"]);
    expect(await pauseRun(...by(), runId)).toMatchObject({ ok: true });
    await decideTurn(fleet.system, runId, turn, await carryOutSteps(fleet.system, runId, commands));
    await drive(fleet);
    expect(await stateOf(fleet, runId)).toEqual({ run: "paused", ann: "funded" });
    expect((await checkMoney(fleet, runId)).live).toEqual({ ann: 1 });
    await resumeRun(...by(), runId);
    await drive(fleet);
    await answer(fleet, ann, { ok: true });
    expect((await checkMoney(fleet, runId)).states).toEqual({ ann: ["released"] });
  });

  it("cancel while a lock is due: what is locked after all comes back", async () => {
    const runId = await start(fleet, hub([task("ann"), task("ben")]));
    const { commands, turn } = await decided(runId);
    expect(await cancelRun(...by(), { runId, reason: null })).toMatchObject({ ok: true });
    await decideTurn(fleet.system, runId, turn, await carryOutSteps(fleet.system, runId, commands));
    await drive(fleet);
    await drive(fleet);
    expect(await stateOf(fleet, runId)).toEqual({ run: "stopped", ann: "stopped", ben: "stopped" });
    expect((await checkMoney(fleet, runId)).live).toEqual({});
  });

  it("cancel while a release is due: what is accepted is paid, and the rest comes back", async () => {
    const runId = await begin([task("ann"), task("ben")]);
    await give(fleet, ann, { ok: true });
    await fleet.control("POST", "faults", { match: { method: "POST", path: "/release" }, effect: "reply_lost_before", times: 1 });
    await drive(fleet);
    expect(await stateOf(fleet, runId)).toMatchObject({ ann: "releasing" });
    expect(await cancelRun(...by(), { runId, reason: null })).toMatchObject({ ok: true });
    for (let round = 0; round < 4; round++) await pass(fleet, 20_000);
    expect(await stateOf(fleet, runId)).toEqual({ run: "stopped", ann: "paid", ben: "stopped" });
    expect((await checkMoney(fleet, runId)).states).toEqual({ ann: ["released"], ben: ["refunded"] });
  });
});

describe("a leg that is tried again while what it stopped is still on its way back", () => {
  it("takes that with it: the money comes home first, and then it waits for its turn again", async () => {
    const cid = await addSignedIn(fleet, "cid");
    await fleet.control("POST", "credit", { agentId: ben.name, amountMicros: "1000000" });
    const stage = (worker: string, amount: string, more: More = {}) => ({ worker, amount, instructions: `Do the part of ${worker}.`, ...more });
    const runId = await start(fleet, { name: "Chain", pattern: "pipeline", stages: [stage("ann", "3.00"), stage("ben", "2.00", { workMinutes: 10 }), stage("cid", "0.50", { isIndependent: true })] });
    await drive(fleet);
    await answer(fleet, ann, { ok: true });
    const third = await fleet.db.escrow.findFirstOrThrow({ where: { runId, payeeAgentId: cid.agentId } });
    await fleet.control("POST", "faults", { match: { method: "POST", path: `${third.upstreamId ?? ""}/cancel` }, effect: "429", times: 20 });
    await pass(fleet, 11 * MINUTE);
    expect(await stateOf(fleet, runId)).toEqual({ run: "running", "pipeline.1": "paid", "pipeline.2": "failed", "pipeline.3": "returning" });
    expect(await retryLeg(...by(), { legId: (await legOf(runId, "pipeline.2")).id })).toMatchObject({ ok: true });
    await drive(fleet);
    await answer(fleet, ben, { ok: true });
    await fleet.control("DELETE", "faults");
    for (let round = 0; round < 3; round++) await pass(fleet, MINUTE);
    expect(await stateOf(fleet, runId)).toEqual({ run: "running", "pipeline.1": "paid", "pipeline.2": "paid", "pipeline.3": "working" });
    await answer(fleet, cid, { ok: true });
    expect((await checkMoney(fleet, runId)).states).toEqual({ "pipeline.1": ["released"], "pipeline.2": ["refunded", "released"], "pipeline.3": ["refunded", "released"] });
    expect((await stateOf(fleet, runId))["run"]).toBe("done");
  });
});

describe("an accepted result that is disputed in its window", () => {
  it.each([["release", "paid"], ["refund", "failed"]])("waits for the platform's word, here %s", async (outcome, state) => {
    const runId = await begin([task("ann", { disputeMinutes: 60 })]);
    await answer(fleet, ann, { ok: true });
    expect(await stateOf(fleet, runId)).toMatchObject({ ann: "accepted" });
    const { escrowId } = await legOf(runId, "ann");
    expect(await command(fleet, disputeEscrowCommand, { escrowId, reason: "It is wrong" })).toMatchObject({ ok: true });
    await pass(fleet, 61 * MINUTE);
    expect(await stateOf(fleet, runId)).toEqual({ run: "running", ann: "returning" });
    expect((await checkMoney(fleet, runId)).released).toEqual({});
    const { upstreamId } = await fleet.db.escrow.findUniqueOrThrow({ where: { id: escrowId ?? "" } });
    await fleet.control("POST", "resolve", { escrowId: upstreamId, outcome });
    await pass(fleet, 301_000);
    expect(await stateOf(fleet, runId)).toMatchObject({ ann: state });
    await checkMoney(fleet, runId);
  });
});

describe("a clock that jumps", () => {
  it("back makes nobody late and nothing is paid twice", async () => {
    const runId = await begin([task("ann", { workMinutes: 10 }), task("ben", { dependsOn: ["ann"], disputeMinutes: 5 })], { funding: "lazy" });
    await fleet.advance(-9 * MINUTE);
    await drive(fleet);
    await answer(fleet, ann, { ok: true });
    await fleet.advance(-9 * MINUTE);
    await answer(fleet, ben, { ok: true });
    expect(await stateOf(fleet, runId)).toEqual({ run: "running", ann: "paid", ben: "accepted" });
    await pass(fleet, 25 * MINUTE);
    expect(await stateOf(fleet, runId)).toEqual({ run: "done", ann: "paid", ben: "paid" });
    expect((await checkMoney(fleet, runId)).states).toEqual({ ann: ["released"], ben: ["released"] });
  });
});
