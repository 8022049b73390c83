import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FailurePoint, failurePoints } from "@/lib/core/run/price-failures";
import { ORCHESTRATOR } from "@/lib/core/run/price-facts";
import { isRunFinal, type RunState } from "@/lib/core/run/states";
import { runPlanSchema } from "@/lib/schemas/run-plan";
import { getCurrentConnection } from "../connection/current-connection";
import { addSignedIn } from "../order/test-order";
import { bid, drive, give, pass, start, stateOf, type TestWorker } from "../testing/drive-run";
import { checkMoney } from "../testing/run-ledger";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { verifyWorker } from "../worker/verify-worker";
import { loadPriceFacts } from "./load-price-facts";
import { resolveAgents } from "./resolve-agents";

type AccountOwner = TestWorker & { readonly upstreamId: string };

let fleet: TestFleet;
let workers: AccountOwner[] = [];
const NAMES = ["ann", "ben", "cid", "dot", "eve"] as const;
const SLOW_MS = 180_000;
/** What each of them holds beforehand: enough to pay a stage that is funded early. */
const CAPITAL = "10000000";

const task = (worker: string, amount: string, more: Record<string, unknown> = {}) =>
  ({ key: worker, worker, amount, instructions: `Do the part of ${worker}.`, workMinutes: 20, timeoutHours: 2, revisions: 0, ...more });
const stage = (worker: string, amount: string, more: Record<string, unknown> = {}) => {
  const { key: _, ...terms } = task(worker, amount, more);
  return terms;
};
const stages = (more: Record<string, unknown> = {}) => [stage("ann", "5.00"), stage("ben", "3.50", more), stage("cid", "1.80")];
const PLANS: Readonly<Record<string, unknown>> = {
  "a hub of five specialists": {
    name: "Hub", pattern: "hub_spoke", legs: [task("ann", "0.50"), task("ben", "1.20"), task("cid", "0.40", { dependsOn: ["ann"] }), task("dot", "0.70", { dependsOn: ["ben"], funding: "lazy" }), task("eve", "0.30")],
  },
  "a hub with a default": { name: "Hub", pattern: "hub_spoke", legs: [task("ann", "0.50", { isCritical: false, defaultOutput: {} }), task("ben", "1.20", { dependsOn: ["ann"] })] },
  "a pipeline": { name: "Chain", pattern: "pipeline", stages: stages() },
  "a pipeline with a stage that is not critical": { name: "Chain", pattern: "pipeline", stages: stages({ isCritical: false, defaultOutput: {} }) },
  "a pipeline that is paid from the end": { name: "Chain", pattern: "pipeline", settle: "from_the_end", stages: stages() },
  "a pipeline with a stage funded at once": { name: "Chain", pattern: "pipeline", stages: stages({ isIndependent: true }) },
  "an auction": { name: "Bids", pattern: "auction", bidders: ["ann", "ben"], ceiling: "2.00", instructions: "Analyse it.", workMinutes: 20, timeoutHours: 2, allowsNewcomers: true, bidMinutes: 5 },
  "a marketplace": { name: "Race", pattern: "marketplace", workers: ["ann", "ben", "cid"], amount: "0.80", instructions: "Find it first.", workMinutes: 20, timeoutHours: 2 },
};

/** Where a failure costs the fee of a time-out, and where money waits for it. */
const WHERE_NOTHING_IS_CANCELLED = ["a hub with a default", "a pipeline", "a pipeline that is paid from the end", "an auction", "a marketplace"];

async function predict(raw: unknown): Promise<readonly FailurePoint[]> {
  const plan = runPlanSchema.parse(raw);
  const { agents } = await resolveAgents(fleet.db, fleet.connectionId, plan);
  const facts = await loadPriceFacts(fleet.system, await getCurrentConnection(fleet.system, fleet.connectionId), agents);
  return failurePoints(plan, facts).points;
}

/** Balances of everybody and what the platform keeps. */
async function readAccounts(): Promise<ReadonlyMap<string, bigint>> {
  const { agents } = await fleet.control("GET", "state") as unknown as { agents: { agentId: string; balanceMicros: string }[] };
  const { entries } = await fleet.control("GET", "ledger") as unknown as { entries: { account: string; amountMicros: string }[] };
  const accounts = new Map([["house", entries.filter(({ account }) => account === "house").reduce((sum, { amountMicros }) => sum + BigInt(amountMicros), 0n)]]);
  const ids = new Map([...workers.map(({ name, upstreamId }) => [upstreamId, name] as const), [fleet.orchestrator.upstreamId, ORCHESTRATOR] as const]);
  for (const { agentId, balanceMicros } of agents) accounts.set(ids.get(agentId) ?? agentId, BigInt(balanceMicros));
  return accounts;
}

/** Whoever does a failing leg stays silent, bidders bid the ceiling, and all others deliver. */
async function play(runId: string, failing: readonly string[]): Promise<void> {
  for (let round = 0; round < 60; round++) {
    await drive(fleet);
    if (isRunFinal((await stateOf(fleet, runId))["run"] as RunState)) return;
    const orders = await fleet.db.workOrder.findMany({ where: { state: "pending" }, orderBy: { createdAt: "asc" } });
    const legs = new Map((await fleet.db.leg.findMany({ where: { runId } })).map(({ id, key }) => [id, key]));
    const due = orders.filter(({ legId, kind }) => kind === "bid" || !failing.includes(legs.get(legId ?? "") ?? ""));
    for (const { workerAgentId, kind } of due) {
      const worker = workers.find(({ agentId }) => agentId === workerAgentId) as AccountOwner;
      await (kind === "bid" ? bid(fleet, worker, 2_000_000n, 10) : give(fleet, worker, { ok: true }));
    }
    if (due.length === 0) await pass(fleet, 10 * 60_000);
  }
  throw new Error("The run did not end");
}

describe.each(["sandbox", "published"] as const)("on the %s mount, what the dry run says of every failure", (mount) => {
  beforeAll(async () => {
    fleet = await startTestFleet({ mount });
    workers = [];
    for (const name of NAMES) {
      const worker = await addSignedIn(fleet, name);
      await verifyWorker(fleet.system, worker.agentId);
      const { upstreamId } = await fleet.db.agentAccount.findFirstOrThrow({ where: { agentId: worker.agentId } });
      await fleet.control("POST", "credit", { agentId: upstreamId, amountMicros: CAPITAL });
      workers.push({ ...worker, upstreamId });
    }
  }, SLOW_MS);
  afterAll(() => fleet.close());

  it.each(Object.keys(PLANS).filter((name) => mount === "sandbox" || WHERE_NOTHING_IS_CANCELLED.includes(name)))("of %s is what it leaves on the platform, to the micro", async (name) => {
    const points = await predict(PLANS[name]);
    expect(points.length).toBeGreaterThan(0);
    for (const point of points) {
      const before = await readAccounts();
      const runId = await start(fleet, PLANS[name]);
      await play(runId, point.keys);
      const after = await readAccounts();
      const change = (account: string) => (after.get(account) ?? 0n) - (before.get(account) ?? 0n);
      const expected = new Map(point.accounts.map(({ account, change: micros }) => [account, micros as bigint]));
      for (const account of [ORCHESTRATOR, ...NAMES]) expect([point.label, account, change(account)]).toEqual([point.label, account, expected.get(account) ?? 0n]);
      expect([point.label, change("house")]).toEqual([point.label, point.house]);
      const { run, ...legs } = await stateOf(fleet, runId);
      expect([point.label, run]).toEqual([point.label, point.runEnds]);
      for (const { key, effect } of point.effects) {
        const states = { failed: ["failed"], defaulted: ["defaulted"], cancelled: ["failed", "skipped"], skipped: ["skipped"], unaffected: ["paid", "lost"] }[effect];
        expect([point.label, key, states.includes(legs[key] ?? "")]).toEqual([point.label, key, true]);
      }
      expect((await checkMoney(fleet, runId)).live).toEqual({});
    }
  }, SLOW_MS);
});
