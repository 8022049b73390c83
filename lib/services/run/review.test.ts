import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addSignedIn } from "../order/test-order";
import { answer, drive, pass, start, stateOf, type TestWorker } from "../testing/drive-run";
import { checkMoney } from "../testing/run-ledger";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import type { ServiceContext } from "../context";
import { type ReviewDecision, decideReview } from "./decide-review";
import { startRun } from "./start-run";

const JUDGE_URL = "http://127.0.0.1:4999/judge";

let fleet: TestFleet;
let ann: TestWorker;
/** What the judge says next, and what it was asked. */
let answerOfJudge: () => Response | Promise<Response> = () => Response.error();
const asked: unknown[] = [];

beforeAll(async () => {
  const plain = await startTestFleet();
  const fetch: ServiceContext["fetch"] = async (request) => {
    if (request.url !== JUDGE_URL) return plain.system.fetch(request);
    asked.push(await request.json());
    return answerOfJudge();
  };
  fleet = { ...plain, system: { ...plain.system, fetch } };
  ann = await addSignedIn(fleet, "ann");
  await addSignedIn(fleet, "ben");
}, 60_000);
afterAll(() => fleet.close());

type More = Record<string, unknown>;
const HUMAN = { kind: "human", question: "Is it right?" };
const JUDGE = { kind: "judge", url: JUDGE_URL };
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
    asked.length = 0;
    answerOfJudge = () => Response.json({ accept: true });
    const runId = await returned({ validators: [JUDGE] });
    expect(await stateOf(fleet, runId)).toEqual({ run: "done", ann: "paid" });
    expect(asked).toEqual([{ result: { ok: true }, input: { input: { text: "four words of text" }, from: {} }, instructions: "Do it.", revision: 0 }]);
  });

  it("goes back with the judge's reasons", async () => {
    answerOfJudge = () => Response.json({ accept: false, reasons: ["Two sources are missing."] });
    const runId = await returned({ validators: [JUDGE], revisions: 1 });
    expect(await fleet.db.workOrder.findFirstOrThrow({ where: { workerAgentId: ann.agentId, state: "pending" } })).toMatchObject({ revision: 1, feedback: [{ message: "Two sources are missing." }] });
    await answer(fleet, ann, { ok: true });
    expect(await legOf(runId)).toMatchObject({ state: "failed", failureCode: "NOT_ACCEPTED" });
    expect((await checkMoney(fleet, runId)).states).toEqual({ ann: ["refunded"] });
  });

  it("waits for a judge that is silent or says something else, then for a person", async () => {
    const words = [() => Promise.reject(new TypeError("fetch failed")), () => new Response("maybe"), () => Response.json({ accept: "yes" }), () => new Response(null, { status: 302 })];
    answerOfJudge = () => (words.shift() ?? (() => new Response(null, { status: 503 })))();
    const runId = await returned({ validators: [JUDGE] });
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
    const runId = await returned({ validators: [JUDGE, HUMAN] });
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
