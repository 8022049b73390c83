import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requestSpawn } from "@/lib/services/worker/request-spawn";
import { retryBatch } from "@/lib/services/worker/retry-batch";
import { finishBatch } from "@/lib/services/worker/spawn-progress";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { advanceWorker } from "./spawn-worker";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

let token = 0;
async function spawn(role: string, count: number, more: Record<string, string> = {}) {
  const raw = { role, count: String(count), idempotencyKey: `spawn-token-${++token}`, ...more };
  const result = await requestSpawn(fleet.as("operator"), fleet.connectionId, raw);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value.batchId;
}
async function advanceAll(batchId: string, workflowId = batchId) {
  const agents = await fleet.db.agent.findMany({ where: { batchId, state: "registering" }, orderBy: { name: "asc" } });
  for (const agent of agents) await advanceWorker(fleet.system, agent.id, workflowId);
  await finishBatch(fleet.system, batchId);
}
const workersOf = (batchId: string) =>
  fleet.db.agent.findMany({ where: { batchId }, orderBy: { name: "asc" }, include: { wallets: true } });
interface State { readonly agents: { agentId: string; referralCode: string; balanceMicros: string }[]; readonly wallets: { agentId: string; balanceMicros: string }[] }
const platform = async () => (await fleet.control("GET", "state")) as unknown as State;

describe("spawning workers", () => {
  it("shows them as registering at once and carries each to ready with proof, key, wallet and money", async () => {
    const batchId = await spawn("trading", 3, { initialFunding: "2.00", dailyLimit: "1.50" });
    expect((await workersOf(batchId)).map((worker) => worker.state)).toEqual(["registering", "registering", "registering"]);
    await advanceAll(batchId);
    const workers = await workersOf(batchId);
    expect(workers.map(({ name, state, spawnStep, referralProof }) => [name, state, spawnStep, referralProof])).toEqual([
      ["worker-trading-01", "live", "ready", "listed"],
      ["worker-trading-02", "live", "ready", "listed"],
      ["worker-trading-03", "live", "ready", "listed"],
    ]);
    expect(workers.map(({ wallets }) => wallets.map((w) => [w.balanceMicros, w.dailyLimitMicros]))).toEqual(Array(3).fill([[2_000_000n, 1_500_000n]]));
    const { agents, wallets } = await platform();
    expect(agents.find(({ agentId }) => agentId === fleet.orchestrator.upstreamId)?.balanceMicros).toBe("994000000");
    expect(wallets.map(({ balanceMicros }) => balanceMicros)).toEqual(["2000000", "2000000", "2000000"]);
    expect(agents.filter(({ referralCode }) => referralCode === fleet.orchestrator.referralCode)).toHaveLength(3);
  });

  it("makes no wallet and moves no money when only role and count are given", async () => {
    const before = (await platform()).wallets.length;
    const batchId = await spawn("scout", 1);
    await advanceAll(batchId);
    expect((await workersOf(batchId))[0]).toMatchObject({ state: "live", spawnStep: "ready", wallets: [] });
    expect((await platform()).wallets).toHaveLength(before);
  });

  it("answers the same batch for the same token", async () => {
    const raw = { role: "casino", count: "2", idempotencyKey: "same-token-1" };
    const [one, two] = await Promise.all([1, 2].map(() => requestSpawn(fleet.as("operator"), fleet.connectionId, raw)));
    expect(one).toEqual(two);
    expect(await fleet.db.agent.count({ where: { role: "casino" } })).toBe(2);
    expect(await requestSpawn(fleet.as("operator"), fleet.connectionId, { ...raw, count: "3" })).toMatchObject({ ok: false, failure: { code: "CONFLICT" } });
  });

  it("stops one worker whose registration fails, finishes the others, and retries only what is missing", async () => {
    await fleet.control("POST", "faults", { match: { path: "/api/agents/register", bodyIncludes: "worker-wallet-02" }, effect: "429", times: 1 });
    const batchId = await spawn("wallet", 3, { initialFunding: "1.00", dailyLimit: "1.00" });
    await advanceAll(batchId);
    expect((await workersOf(batchId)).map(({ state }) => state)).toEqual(["live", "failed", "live"]);
    expect((await workersOf(batchId))[1]?.failureMessage).toMatch(/Nothing moved/);
    expect(await fleet.db.alert.count({ where: { kind: "batch_failed", resolvedAt: null } })).toBe(1);
    const before = await fleet.db.intent.count();
    expect(await retryBatch(fleet.as("operator"), fleet.connectionId, batchId, "retry-token-1")).toEqual({ ok: true, value: { retried: 1 } });
    await advanceAll(batchId, `${batchId}:retry:1`);
    expect((await workersOf(batchId)).map(({ state }) => state)).toEqual(["live", "live", "live"]);
    expect((await fleet.db.intent.count()) - before).toBe(3);
    expect(await fleet.db.alert.count({ where: { kind: "batch_failed", resolvedAt: null } })).toBe(0);
  });

  it("registers once and funds once although every reply of one worker is lost", async () => {
    for (const path of ["/api/agents/register", "/api/wallets/child", "/fund"]) {
      await fleet.control("POST", "faults", { match: { method: "POST", path: `*${path}*` }, effect: "reply_lost_after", times: 1 });
    }
    const batchId = await spawn("domains", 1, { initialFunding: "3.00", dailyLimit: "1.00" });
    await advanceAll(batchId);
    const [worker] = await workersOf(batchId);
    expect(worker).toMatchObject({ state: "live", wallets: [{ balanceMicros: 3_000_000n }] });
    const { agents, wallets } = await platform();
    expect(agents.filter(({ agentId }) => agentId === worker?.name)).toHaveLength(1);
    expect(wallets.filter(({ agentId }) => agentId === worker?.name)).toHaveLength(1);
  });

  it("sends a registration once more when the first is proven never to have arrived", async () => {
    await fleet.control("POST", "faults", { match: { method: "POST", path: "/api/agents/register" }, effect: "reply_lost_before", times: 1 });
    const batchId = await spawn("messenger", 1);
    await advanceAll(batchId);
    const [worker] = await workersOf(batchId);
    expect(worker?.state).toBe("live");
    expect((await platform()).agents.filter(({ agentId }) => agentId === worker?.name)).toHaveLength(1);
    const intents = await fleet.db.intent.findMany({ where: { subjectId: worker?.id ?? "", kind: "worker.register" }, orderBy: { createdAt: "asc" } });
    expect(intents.map(({ outcome }) => outcome)).toEqual(["rejected", "succeeded"]);
  });

  it("goes on after a death between any two steps without doing one twice", async () => {
    const batchId = await spawn("risk-manager", 1, { initialFunding: "1.00", dailyLimit: "1.00" });
    const [worker] = await workersOf(batchId);
    await Promise.all([1, 2, 3].map(() => advanceWorker(fleet.system, worker?.id ?? "", batchId)));
    await advanceAll(batchId);
    expect((await workersOf(batchId))[0]).toMatchObject({ state: "live", wallets: [{ balanceMicros: 1_000_000n }] });
  });

  it("refuses a viewer, a frozen fleet and capital that nobody holds", async () => {
    const raw = { role: "trading", count: "1", idempotencyKey: "refused-token" };
    expect(await requestSpawn(fleet.as("viewer"), fleet.connectionId, raw)).toMatchObject({ ok: false, failure: { code: "FORBIDDEN" } });
    const rich = { ...raw, count: "500", initialFunding: "100", dailyLimit: "1" };
    expect(await requestSpawn(fleet.as("operator"), fleet.connectionId, rich)).toMatchObject({ ok: false, failure: { code: "INSUFFICIENT_BALANCE" } });
    await fleet.db.connection.update({ where: { id: fleet.connectionId }, data: { frozenAt: new Date() } });
    expect(await requestSpawn(fleet.as("operator"), fleet.connectionId, raw)).toMatchObject({ ok: false, failure: { code: "FROZEN" } });
  });
});
