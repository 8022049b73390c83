import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addSignedIn } from "../order/test-order";
import { startHttpReceiver } from "../notify/test-receivers";
import { signBody } from "../outbound/sign-body";
import { answer, drive, pass, start, stateOf, type TestWorker } from "../testing/drive-run";
import { checkMoney } from "../testing/run-ledger";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import type { ServiceContext } from "../context";
import { type ReviewDecision, decideReview } from "./decide-review";
import { getJudgeSecret, makeJudgeSecret } from "./judge-secret";
import { startRun } from "./start-run";

let fleet: TestFleet;
let ann: TestWorker;
let judge: Awaited<ReturnType<typeof startHttpReceiver>>;
/** What the judge says next. */
let answerOfJudge: () => Response | Promise<Response> = () => Response.error();

beforeAll(async () => {
  [fleet, judge] = await Promise.all([startTestFleet(), startHttpReceiver()]);
  judge.answerWith((outgoing) => void Promise.resolve().then(() => answerOfJudge()).then(
    async (said) => void outgoing.writeHead(said.status).end(await said.text()), () => void outgoing.destroy(),
  ));
  ann = await addSignedIn(fleet, "ann");
  await addSignedIn(fleet, "ben");
});
afterAll(() => Promise.all([fleet.close(), judge.close()]));

type More = Record<string, unknown>;
const HUMAN = { kind: "human", question: "Is it right?" };
const judgePlan = () => ({ kind: "judge", url: judge.url });
const hub = (more: More) => ({ name: "Hub", pattern: "hub_spoke", input: { text: "four words of text" }, legs: [{ key: "ann", worker: "ann", amount: "1.00", instructions: "Do it.", ...more }] });
const legOf = (runId: string) => fleet.db.leg.findFirstOrThrow({ where: { runId } });
const stateOfLeg = async (runId: string) => (await stateOf(fleet, runId))["ann"];
const alarms = (runId: string) => fleet.db.alert.count({ where: { kind: "run_review", subjectId: runId, resolvedAt: null } });

async function returned(more: More): Promise<string> {
  const runId = await start(fleet, hub(more));
  await drive(fleet);
  await answer(fleet, ann, { ok: true });
  return runId;
}

async function review(runId: string, decision: ReviewDecision, more: { ctx?: ServiceContext; orderId?: string; note?: string } = {}) {
  const leg = await legOf(runId);
  const wish = { legId: leg.id, orderId: more.orderId ?? leg.orderId ?? "", decision, note: more.note ?? null };
  return decideReview(more.ctx ?? fleet.as("operator"), fleet.connectionId, wish);
}

describe("a result that a person looks at", () => {
  it("waits with its money locked until it is accepted, and is then paid", async () => {
    const runId = await returned({ validators: [HUMAN] });
    expect([await stateOfLeg(runId), await alarms(runId)]).toEqual(["judging", 1]);
    expect((await checkMoney(fleet, runId)).live).toEqual({ ann: 1 });
    expect(await review(runId, "accept")).toMatchObject({ ok: true });
    await drive(fleet);
    expect([await stateOf(fleet, runId), await alarms(runId)]).toEqual([{ run: "done", ann: "paid" }, 0]);
    expect(await fleet.db.auditEntry.count({ where: { action: "run.review.accept", subjectId: runId, result: "recorded" } })).toBe(1);
  });

  it("goes back with the reviewer's words, and a word on the older result is refused", async () => {
    const runId = await returned({ validators: [HUMAN], revisions: 1 });
    const first = (await legOf(runId)).orderId ?? "";
    expect(await review(runId, "revise", { note: "The third figure is wrong." })).toMatchObject({ ok: true });
    await drive(fleet);
    const order = await fleet.db.workOrder.findFirstOrThrow({ where: { workerAgentId: ann.agentId, state: "pending" } });
    expect(order).toMatchObject({ revision: 1, feedback: [{ path: "", message: "The third figure is wrong." }] });
    await answer(fleet, ann, { ok: "better" });
    expect(await review(runId, "accept", { orderId: first })).toMatchObject({ ok: false, failure: { code: "REVIEW_OVER" } });
    expect(await review(runId, "revise", { note: "Once more." })).toMatchObject({ ok: false, failure: { code: "NO_REVISION_LEFT" } });
    expect(await review(runId, "accept")).toMatchObject({ ok: true });
    await drive(fleet);
    expect(await legOf(runId)).toMatchObject({ state: "paid", output: { ok: "better" } });
    expect(await review(runId, "reject")).toMatchObject({ ok: false, failure: { code: "REVIEW_OVER" } });
  });

  it("is not paid when it is rejected, although the payee had said completed", async () => {
    const runId = await returned({ validators: [HUMAN] });
    expect((await checkMoney(fleet, runId)).states).toEqual({ ann: ["completed"] });
    expect(await review(runId, "reject", { note: "Not what was asked." })).toMatchObject({ ok: true });
    await drive(fleet);
    expect(await legOf(runId)).toMatchObject({ state: "failed", failureCode: "REJECTED", note: "Not what was asked." });
    expect((await checkMoney(fleet, runId)).states).toEqual({ ann: ["refunded"] });
  });

  it("above the threshold needs a treasurer who has just proved himself", async () => {
    const runId = await returned({ validators: [HUMAN] });
    await fleet.db.policy.update({ where: { connectionId: fleet.connectionId }, data: { approvalAboveMicros: 500_000n } });
    expect(await review(runId, "accept")).toMatchObject({ ok: false, failure: { code: "ABOVE_THRESHOLD" } });
    const treasurer = fleet.as("treasurer", "operator");
    expect(await review(runId, "accept", { ctx: { ...treasurer, actor: { type: "operator", id: "opr_test", name: "Test Person", roles: ["treasurer", "operator"], steppedUpAt: null } } })).toMatchObject({ ok: false, failure: { code: "STEP_UP_REQUIRED" } });
    expect(await review(runId, "accept", { ctx: treasurer })).toMatchObject({ ok: true });
    await drive(fleet);
    await fleet.db.policy.update({ where: { connectionId: fleet.connectionId }, data: { approvalAboveMicros: null } });
    expect(await stateOfLeg(runId)).toBe("paid");
  });

  it("is no viewer's to decide, and the refusal is audited", async () => {
    const runId = await returned({ validators: [HUMAN] });
    expect(await review(runId, "accept", { ctx: fleet.as("viewer") })).toMatchObject({ ok: false, failure: { code: "FORBIDDEN" } });
    expect(await fleet.db.auditEntry.count({ where: { action: "run.review.accept", subjectId: runId, result: "denied" } })).toBe(1);
    expect(await stateOfLeg(runId)).toBe("judging");
    await review(runId, "reject");
    await drive(fleet);
  });
});

describe("a result that an HTTP judge looks at", () => {
  it("is paid when the judge accepts it, asked with the work and nothing of the money", async () => {
    judge.received.length = 0;
    answerOfJudge = () => Response.json({ accept: true });
    const runId = await returned({ validators: [judgePlan()] });
    expect(await stateOf(fleet, runId)).toEqual({ run: "done", ann: "paid" });
    expect(judge.received.map(({ body }) => JSON.parse(body) as unknown)).toEqual([{ id: (await legOf(runId)).orderId, result: { ok: true }, input: { input: { text: "four words of text" }, from: {} }, instructions: "Do it.", revision: 0 }]);
  });

  it("is asked about with a signature, also before anybody has made a secret, and with a person's own after that", async () => {
    answerOfJudge = () => Response.json({ accept: true });
    await fleet.db.judgeSecret.deleteMany();
    judge.received.length = 0;
    await returned({ validators: [judgePlan()] });
    expect(await getJudgeSecret(fleet.system, fleet.connectionId)).toMatchObject({ changedBy: fleet.system.actor.name });
    expect(await makeJudgeSecret(fleet.as("viewer", "treasurer", "auditor", "admin"), fleet.connectionId)).toMatchObject({ failure: { code: "FORBIDDEN" } });
    const made = await makeJudgeSecret(fleet.as("operator"), fleet.connectionId);
    const secret = made.ok ? made.value.secret : "";
    await returned({ validators: [judgePlan()] });
    const isOurs = judge.received.map(({ body, headers }) => {
      const sent = String(headers["x-purple-flea-console-signature"]);
      const timestamp = Number(/^t=(\d+),v1=[0-9a-f]{64}$/.exec(sent)?.[1]);
      expect(Math.abs(timestamp * 1_000 - fleet.now())).toBeLessThan(60_000);
      return sent === signBody(secret, body, timestamp);
    });
    expect(isOurs).toEqual([false, true]);
    const row = await fleet.db.judgeSecret.findUniqueOrThrow({ where: { connectionId: fleet.connectionId } });
    const audit = await fleet.db.auditEntry.findMany({ where: { action: "run.judgeSecret" }, omit: { seq: true } });
    expect(JSON.stringify([row, audit])).not.toContain(secret);
    expect(audit.map(({ result }) => result).sort()).toEqual(["denied", "recorded"]);
  });

  it("goes back with the judge's reasons", async () => {
    answerOfJudge = () => Response.json({ accept: false, reasons: ["Two sources are missing."] });
    const runId = await returned({ validators: [judgePlan()], revisions: 1 });
    expect(await fleet.db.workOrder.findFirstOrThrow({ where: { workerAgentId: ann.agentId, state: "pending" } })).toMatchObject({ revision: 1, feedback: [{ message: "Two sources are missing." }] });
    await answer(fleet, ann, { ok: true });
    expect(await legOf(runId)).toMatchObject({ state: "failed", failureCode: "NOT_ACCEPTED" });
    expect((await checkMoney(fleet, runId)).states).toEqual({ ann: ["refunded"] });
  });

  it("waits for a judge that is silent or says something else, then for a person", async () => {
    const words = [() => Promise.reject(new TypeError("fetch failed")), () => new Response("maybe"), () => Response.json({ accept: "yes" }), () => new Response(null, { status: 302 }),
      () => Response.json({ accept: true, error: "I could not look at it" }), () => Response.json({ accept: false, reasons: ["half \u0000 a word"] }), () => Response.json({ accept: true, reasons: [" ".repeat(70_000)] })];
    answerOfJudge = () => (words.shift() ?? (() => new Response(null, { status: 503 })))();
    const runId = await returned({ validators: [judgePlan()] });
    for (let minute = 0; minute < 9; minute++) await pass(fleet, 60_000);
    expect(await legOf(runId)).toMatchObject({ state: "judging", judgeState: "wanted", reviewState: null });
    await pass(fleet, 120_000);
    expect(await legOf(runId)).toMatchObject({ state: "judging", judgeState: null, reviewState: "wanted" });
    expect(await review(runId, "accept")).toMatchObject({ ok: true });
    await drive(fleet);
    expect(await stateOfLeg(runId)).toBe("paid");
  });

  it("goes on to a person after the judge where both are asked", async () => {
    answerOfJudge = () => Response.json({ accept: true, reasons: ["Fine."] });
    const runId = await returned({ validators: [judgePlan(), HUMAN] });
    expect(await legOf(runId)).toMatchObject({ state: "judging", judgeState: "accepted", reviewState: "wanted" });
    await review(runId, "accept");
    await drive(fleet);
    expect(await stateOfLeg(runId)).toBe("paid");
  });

  it.each(["http://169.254.169.254/latest", "https://169.254.169.254/latest", "http://example.com/judge", "https://user:pass@example.com/judge"])("is never asked at %s: the run does not start", async (url) => {
    const plan = hub({ validators: [{ kind: "judge", url }] });
    const started = await startRun(fleet.as("operator"), fleet.connectionId, { plan, idempotencyKey: `judge-${url}` });
    expect(started).toMatchObject({ ok: false, failure: { code: "INVALID", faults: [{ path: expect.stringMatching(/^legs\.0\.validators\.0/) as string }] } });
  });
});

describe("a result in its dispute window", () => {
  it("is accepted at once and paid when the window is over", async () => {
    const runId = await returned({ disputeMinutes: 30 });
    expect(await stateOfLeg(runId)).toBe("accepted");
    await pass(fleet, 29 * 60_000);
    expect((await checkMoney(fleet, runId)).released).toEqual({});
    await pass(fleet, 2 * 60_000);
    expect(await stateOfLeg(runId)).toBe("paid");
  });
});
