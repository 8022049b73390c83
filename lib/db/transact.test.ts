import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { type Database, openDatabase, type Tx } from "./client";
import { defer, query, sql } from "./query";
import { transact } from "./transact";
import { connectionOf } from "./transaction-pool";

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, 3);
});
afterAll(async () => {
  await db.$disconnect();
  await database.close();
});

const signal = (runId: string) => sql`insert into "RunSignal" ("runId") values (${runId})`;
const signals = (runId: string) => db.runSignal.count({ where: { runId } });
const where = sql`select pg_backend_pid() as "pid", pg_current_xact_id()::text as "transaction"`;

describe("transact", () => {
  it("is one transaction for statements, models and raw queries, many side by side", async () => {
    const seen = await Promise.all(Array.from({ length: 24 }, () => transact(db, async (tx) => {
      const [first] = await query(tx, where);
      await tx.runSignal.create({ data: { runId: "run_joined" } });
      const [second] = await tx.$queryRaw<unknown[]>(where);
      const [third] = await query(tx, where);
      return [first, second, third];
    })));
    for (const [first, second, third] of seen) {
      expect(second).toEqual(first);
      expect(third).toEqual(first);
    }
    expect(new Set(seen.map(([first]) => (first as { transaction: string }).transaction)).size).toBe(24);
    expect(await signals("run_joined")).toBe(24);
  });

  it("lets a model see what was given along before it, and begins with a model too", async () => {
    expect(await transact(db, async (tx) => {
      await defer(tx, signal("run_before"));
      return tx.runSignal.count({ where: { runId: "run_before" } });
    })).toBe(1);
    await transact(db, (tx) => tx.runSignal.create({ data: { runId: "run_model_first" } }));
    expect(await signals("run_model_first")).toBe(1);
  });

  it("keeps nothing when the work, a statement, a model or the commit fails", async () => {
    const failures: [string, (tx: Tx) => Promise<unknown>][] = [
      ["work", async (tx) => { await tx.runSignal.create({ data: { runId: "run_none" } }); throw new Error("work"); }],
      ["22012", async (tx) => { await query(tx, signal("run_none")); await query(tx, sql`select 1 / 0`); }],
      ["P2025", async (tx) => { await defer(tx, signal("run_none")); await tx.agent.update({ where: { id: "agt_nobody" }, data: { name: "x" } }); }],
      ["22012", async (tx) => { await tx.runSignal.create({ data: { runId: "run_none" } }); await defer(tx, sql`select 1 / 0`); }],
      ["undone", async (tx) => { await query(tx, signal("run_none")); await query(tx, sql`select 1 / 0`).catch(() => undefined); }],
    ];
    for (const [reason, work] of failures) {
      const error: unknown = await transact(db, work).catch((thrown: unknown) => thrown);
      expect(`${(error as { code?: string }).code ?? ""} ${(error as Error).message}`).toContain(reason);
    }
    expect(await signals("run_none")).toBe(0);
  });

  it("lets nobody write behind its end", async () => {
    let late: Tx | undefined;
    await transact(db, async (tx) => {
      late = tx;
      await tx.runSignal.count();
    });
    const tx = late as Tx;
    expect(connectionOf(tx)).toBeNull();
    await expect(tx.runSignal.create({ data: { runId: "run_behind" } })).rejects.toThrow("over");
    await expect(query(tx, signal("run_behind"))).rejects.toThrow("over");
    expect(await signals("run_behind")).toBe(0);
  });

  it("says so when its connection breaks, and the next one has another", async () => {
    const broken = transact(db, async (tx) => {
      const [row] = await query<{ pid: number }>(tx, where);
      await db.$queryRaw`select pg_terminate_backend(${row?.pid}::int)`.catch(() => undefined);
      await query(tx, signal("run_broken"));
    });
    await expect(broken).rejects.toThrow();
    await transact(db, (tx) => query(tx, signal("run_after")));
    expect([await signals("run_broken"), await signals("run_after")]).toEqual([0, 1]);
  });
});
