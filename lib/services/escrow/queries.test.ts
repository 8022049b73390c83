import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeCursor } from "@/lib/schemas/cursor";
import { decodeCursor } from "@/lib/schemas/cursor";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { escrowFiltersSchema } from "./escrow-filters";
import { getEscrow } from "./get-escrow";
import { listEscrows } from "./list-escrows";
import { searchParties } from "./list-parties";
import { releaseEscrowCommand } from "./release";
import { sumEscrows } from "./sum-escrows";
import { lock, run } from "./test-escrow";

let fleet: TestFleet;
let ids: string[];
const list = (params: Record<string, string>, size = 50) =>
  listEscrows(fleet.system, fleet.connectionId, escrowFiltersSchema.parse(params), { now: fleet.now(), size });

beforeAll(async () => {
  fleet = await startTestFleet();
  const worker = await fleet.addWorker("scan-eu-04");
  ids = [];
  for (const amount of ["1.00", "2.00", "3.00", "4.00", "5.00"]) {
    ids.push(await lock(fleet, worker.agentId, amount, { description: `scan number ${amount}`, taskId: `task-${amount}`, timeoutHours: amount[0] }));
  }
  await run(fleet, releaseEscrowCommand, { escrowId: ids[0] });
});
afterAll(() => fleet.close());

describe("listEscrows", () => {
  it("walks every row once, forwards and back, by keyset", async () => {
    const first = await list({}, 2);
    const second = await list({ after: first.after ?? "" }, 2);
    const third = await list({ after: second.after ?? "" }, 2);
    expect([...first.rows, ...second.rows, ...third.rows].map(({ id }) => id)).toEqual([...ids].reverse());
    expect([first.before, third.after]).toEqual([null, null]);
    expect((await list({ before: third.before ?? "" }, 2)).rows).toEqual(second.rows);
  });

  it("sorts by the nearest deadline and filters by state", async () => {
    const page = await list({ state: "locked", sort: "deadline" });
    expect(page.rows.map(({ id }) => id)).toEqual(ids.slice(1));
    expect((await list({ state: "released" })).rows.map(({ id }) => id)).toEqual([ids[0]]);
  });

  it.each([["number 3", 1], ["task-4.00", 1], ["scan-eu", 5], ["nothing like it", 0], ["100%", 0]])("finds %s in %i rows", async (q, count) => {
    expect((await list({ q })).rows).toHaveLength(count);
  });

  it("finds an escrow by the platform's id", async () => {
    const { upstreamId } = await fleet.db.escrow.findUniqueOrThrow({ where: { id: ids[2] ?? "" } });
    expect((await list({ q: upstreamId ?? "" })).rows.map(({ id }) => id)).toEqual([ids[2]]);
  });

  it("narrows to a run, a pattern and the days in which they ended", async () => {
    await fleet.db.escrow.update({ where: { id: ids[0] ?? "" }, data: { runId: "run_1", pattern: "auction" } });
    await fleet.db.escrow.update({ where: { id: ids[1] ?? "" }, data: { runId: "run_1", pattern: "pipeline" } });
    const found = async (params: Record<string, string>) => (await list(params)).rows.map(({ id }) => id);
    expect(await found({ runId: "run_1" })).toEqual([ids[1], ids[0]]);
    expect(await found({ runId: "run_1", pattern: "auction" })).toEqual([ids[0]]);
    expect(await found({ pattern: "single" })).toHaveLength(3);
    const { closedAt } = await fleet.db.escrow.findUniqueOrThrow({ where: { id: ids[0] ?? "" } });
    const day = closedAt?.toISOString().slice(0, 10) ?? "";
    expect(await found({ closedFrom: day, closedTo: day })).toEqual([ids[0]]);
    expect(await found({ closedTo: "2020-01-01" })).toEqual([]);
    expect(await found({ pattern: "nonsense" })).toHaveLength(5);
  });

  it("falls back on a URL that somebody changed", async () => {
    expect((await list({ state: "nonsense", after: "%%%", sort: "price", from: "yesterday" })).rows).toHaveLength(5);
    expect(decodeCursor(encodeCursor({ value: "x", id: "y" }))).not.toBeNull();
    expect((await list({ after: encodeCursor({ value: "x", id: "y" }) })).rows).toHaveLength(5);
  });
});

describe("sumEscrows", () => {
  it("says count and money of each state", async () => {
    const sums = Object.fromEntries((await sumEscrows(fleet.system, fleet.connectionId)).map((sum) => [sum.state, [sum.count, sum.amount]]));
    expect(sums).toMatchObject({ locked: [4n, 14_000_000n], released: [1n, 1_000_000n] });
  });
});

describe("getEscrow", () => {
  it("gives the whole story and never the lock code", async () => {
    const escrow = await getEscrow(fleet.system, fleet.connectionId, ids[0] ?? "");
    expect(escrow).toMatchObject({ state: "released", amount: 1_000_000n, net: 990_000n, referral: 1_500n, payee: { name: "scan-eu-04", isOurs: true } });
    expect(escrow.events.map(({ kind }) => kind)).toEqual(["created", "locked", "released"]);
    expect(escrow.audit).toHaveLength(4);
    expect(escrow).not.toHaveProperty("lockCode");
  });

  it("does not show an escrow of another connection", async () => {
    await expect(getEscrow(fleet.system, "con_other", ids[0] ?? "")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("searchParties", () => {
  it("finds who can be paid by a part of the name", async () => {
    expect(await searchParties(fleet.system, fleet.connectionId, "EU")).toMatchObject([{ name: "scan-eu-04", detail: "trading" }]);
  });
});
