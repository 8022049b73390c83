import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/lib/core/ids";
import { addMs, HOUR_MS } from "@/lib/core/time";
import { workerFiltersSchema } from "@/lib/schemas/list-filters";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { countWorkers, listWorkers, totalWorkers } from "./list-workers";

let fleet: TestFleet;
const COUNT = 230;

beforeAll(async () => {
  fleet = await startTestFleet();
  // One reading of the clock: a millisecond that passes between two rows would split a batch.
  const now = fleet.now();
  const ids = Array.from({ length: COUNT }, () => newId("agent", now, fleet.system.random));
  await fleet.db.agent.createMany({
    data: ids.map((id, index) => ({
      id, connectionId: fleet.connectionId, kind: "worker", name: `roster-${String(index).padStart(3, "0")}`,
      role: index % 2 === 0 ? "trading" : "casino", state: index % 10 === 0 ? "retired" : index % 23 === 0 ? "failed" : "live", capabilities: [],
      referralProof: index === 7 ? "contradicted" : "echoed", feesMicros: BigInt((index * 37) % 50), netMicros: BigInt(index % 3) - 1n,
      createdAt: new Date(addMs(now, Math.floor(index / 60) * 1_000)),
    })),
  });
  const owners = ids.slice(1, 3);
  await fleet.db.agentAccount.create({
    data: { id: newId("account", fleet.now(), fleet.system.random), agentId: ids[5] ?? "", connectionId: fleet.connectionId, service: "platform", upstreamId: "ag_7be09d2", ownReferralCode: "ref_own5", createdAt: new Date() },
  });
  await fleet.db.childWallet.createMany({
    data: owners.map((agentId, index) => ({
      id: newId("wallet", fleet.now(), fleet.system.random), connectionId: fleet.connectionId, agentId, label: `label-${index}`, state: "open",
      dailyLimitMicros: 10_000_000n, spentMicros: 4_000_000n, autoReset: true, allowWithdrawals: false, createdAt: new Date(),
      resetsAt: new Date(addMs(now, index === 0 ? HOUR_MS : -HOUR_MS)),
    })),
  });
});
afterAll(() => fleet.close());

const scope = () => ({ view: "fleet" as const, now: fleet.now() });
const filtersOf = (params: Record<string, string>) => workerFiltersSchema.parse(params);
const list = (params: Record<string, string>) => listWorkers(fleet.system, fleet.connectionId, filtersOf(params), scope());

/** Every name in the order of the pages, going forwards and then all the way back. */
async function walk(params: Record<string, string>): Promise<{ forwards: string[]; backwards: string[] }> {
  const forwards: string[] = [];
  let page = await list({ ...params, size: "25" });
  forwards.push(...page.rows.map(({ name }) => name));
  while (page.after) {
    page = await list({ ...params, size: "25", cursor: page.after });
    forwards.push(...page.rows.map(({ name }) => name));
  }
  const backwards = page.rows.map(({ name }) => name);
  while (page.before) {
    page = await list({ ...params, size: "25", cursor: page.before, direction: "previous" });
    backwards.unshift(...page.rows.map(({ name }) => name));
  }
  return { forwards, backwards };
}

describe("the roster", () => {
  const orders = ["created", "name", "fees", "net"].flatMap((sort) => [[sort, "asc"], [sort, "desc"]] as const);
  it.each(orders)("pages by %s %s over every worker once, there and back", async (sort, order) => {
    const { forwards, backwards } = await walk({ sort, order });
    expect(new Set(forwards).size).toBe(forwards.length);
    expect(forwards).toHaveLength(COUNT - 23);
    expect(backwards).toEqual(forwards);
  });

  it("sorts by name both ways", async () => {
    const { forwards } = await walk({ sort: "name", order: "asc" });
    expect(forwards).toEqual([...forwards].sort());
  });

  it("keeps the workers of one batch together, the newest batch first, by name inside", async () => {
    const { rows } = await list({ size: "25" });
    expect(rows.slice(0, 3).map(({ name }) => name)).toEqual(["roster-181", "roster-182", "roster-183"]);
  });

  it.each([["roster-10", 9], ["ag_7be", 1], ["ref_own5", 1], ["100%_nothing", 0]])("finds %s", async (q, count) => {
    expect((await list({ q, size: "100" })).rows).toHaveLength(count);
  });

  it("filters by role, state and proof, and shows the retired only when asked", async () => {
    expect((await list({ role: "casino", size: "100" })).rows.every(({ role }) => role === "casino")).toBe(true);
    expect((await list({ proof: "contradicted" })).rows.map(({ name }) => name)).toEqual(["roster-007"]);
    expect((await list({ state: "retired", size: "100" })).rows).toHaveLength(23);
    expect((await list({ size: "100" })).rows.some(({ state }) => state === "retired")).toBe(false);
  });

  it("sums over all matches, a window that is over counting as nothing spent", async () => {
    const totals = await totalWorkers(fleet.system, fleet.connectionId, filtersOf({ size: "25" }), scope());
    expect(totals).toMatchObject({ count: COUNT - 23, spent: 4_000_000n, allowed: 20_000_000n });
    const { byState } = await countWorkers(fleet.system, fleet.connectionId);
    expect(byState.retired).toBe(23);
  });

  it("survives a cursor of another column", async () => {
    const page = await list({ sort: "name", size: "25" });
    expect((await list({ sort: "fees", size: "25", cursor: page.after ?? "" })).rows).toHaveLength(25);
    expect((await list({ sort: "created", size: "25", cursor: page.after ?? "" })).rows).toHaveLength(25);
  });
});
