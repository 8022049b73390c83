import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { type Database, openDatabase, type Tx } from "./client";
import { defer, query, sql } from "./query";
import { connectionOf } from "./transaction-pool";

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, 4);
});
afterAll(async () => {
  await db.$disconnect();
  await database.close();
});

interface Where { readonly pid: number; readonly transaction: string }

const where = sql`select pg_backend_pid() as "pid", pg_current_xact_id()::text as "transaction"`;

describe("query", () => {
  it("runs on the connection and in the transaction of the models, side by side too", async () => {
    const pairs = await Promise.all(Array.from({ length: 24 }, () => db.$transaction(async (tx) => {
      const [byHand] = await query<Where>(tx, where);
      const [byClient] = await tx.$queryRaw<Where[]>(where);
      return { byHand, byClient };
    })));
    for (const { byHand, byClient } of pairs) expect(byHand).toEqual(byClient);
    expect(new Set(pairs.map(({ byHand }) => byHand?.transaction)).size).toBe(24);
  });

  it("gives money as bigint, instants as dates and JSON as values", async () => {
    const [row] = await db.$transaction((tx) => query(tx, sql`
      select ${9_007_199_254_740_993n}::bigint as "micros", ${new Date(1_795_168_220_415)}::timestamptz as "at", ${'{"a":[1]}'}::jsonb as "value", ${["x", "y"]}::text[] as "tags"`));
    expect(row).toEqual({ micros: 9_007_199_254_740_993n, at: new Date(1_795_168_220_415), value: { a: [1] }, tags: ["x", "y"] });
  });

  it("is undone with the transaction, and the transaction with it", async () => {
    const insert = (tx: Tx) => query(tx, sql`insert into "RunSignal" ("runId") values ('run_undone')`);
    await expect(db.$transaction(async (tx) => { await insert(tx); throw new Error("undo"); })).rejects.toThrow("undo");
    await expect(db.$transaction(async (tx) => {
      await tx.runSignal.create({ data: { runId: "run_undone" } });
      await query(tx, sql`select 1 / 0`);
    })).rejects.toMatchObject({ code: "22012" });
    expect(await db.runSignal.count({ where: { runId: "run_undone" } })).toBe(0);
  });

  it("never reaches the connection of a transaction that timed out", async () => {
    let late: Tx | undefined;
    const slow = db.$transaction(async (tx) => {
      late = tx;
      await new Promise((resolve) => setTimeout(resolve, 250));
      return query(tx, sql`insert into "RunSignal" ("runId") values ('run_late')`);
    }, { timeout: 50 });
    await expect(slow).rejects.toThrow();
    expect(late && connectionOf(late)).toBeNull();
    expect(await db.runSignal.count({ where: { runId: "run_late" } })).toBe(0);
  });

  it("writes nothing behind the end of a transaction whose time was over while it waited for a lock", async () => {
    const lock = sql`select pg_advisory_xact_lock(7747)::text as "locked"`;
    let late: Tx | undefined;
    let slow: Promise<unknown> = Promise.resolve();
    await db.$transaction(async (holder) => {
      await query(holder, lock);
      slow = db.$transaction(async (tx) => {
        late = tx;
        await query(tx, lock);
        await query(tx, sql`insert into "RunSignal" ("runId") values ('run_behind')`);
      }, { timeout: 200 }).catch((error: unknown) => error);
      await expect.poll(() => late !== undefined && connectionOf(late) === null).toBe(true);
    });
    expect(await slow).toMatchObject({ code: "P2028" });
    expect(await db.runSignal.count({ where: { runId: "run_behind" } })).toBe(0);
  });

  it("runs statements that were started together in their order, and none behind a rollback", async () => {
    const seen = await db.$transaction(async (tx) => {
      const insert = query(tx, sql`insert into "RunSignal" ("runId") values ('run_first')`);
      const [, rows] = await Promise.all([insert, query<{ count: bigint }>(tx, sql`select count(*) as "count" from "RunSignal" where "runId" = 'run_first'`)]);
      return rows[0]?.count;
    });
    expect(seen).toBe(1n);
    let straggler: Promise<unknown> = Promise.resolve();
    await expect(db.$transaction(async (tx) => {
      straggler = query(tx, sql`select 1`).then(() => new Promise((resolve) => setImmediate(resolve))).then(() => query(tx, sql`insert into "RunSignal" ("runId") values ('run_straggler')`)).catch(() => undefined);
      await Promise.all([straggler, query(tx, sql`select 1 / 0`)]);
    })).rejects.toMatchObject({ code: "22012" });
    await straggler;
    expect(await db.runSignal.count({ where: { runId: "run_straggler" } })).toBe(0);
  });

  it("does not take another transaction's connection inside one", async () => {
    const [outer, inner] = await db.$transaction(async (tx) => {
      const [own] = await query<Where>(tx, where);
      const nested = await db.$transaction(async (other) => (await query<Where>(other, where))[0]);
      expect((await query<Where>(tx, where))[0]).toEqual(own);
      return [own, nested];
    });
    expect(inner?.transaction).not.toBe(outer?.transaction);
  });
});

const signal = (runId: string) => sql`insert into "RunSignal" ("runId") values (${runId})`;
const signals = (runId: string) => db.runSignal.count({ where: { runId } });

describe("defer", () => {
  it("runs a statement behind what was given before it and before what is asked after it, by models too", async () => {
    const counts = await db.$transaction(async (tx) => {
      await defer(tx, signal("run_deferred"));
      const [first] = await query<{ count: bigint }>(tx, sql`select count(*) as "count" from "RunSignal" where "runId" = 'run_deferred'`);
      await defer(tx, signal("run_deferred"));
      return [first?.count, await tx.runSignal.count({ where: { runId: "run_deferred" } })];
    });
    expect(counts).toEqual([1n, 2]);
  });

  it("is kept with the commit, in a transaction that asks for nothing else too", async () => {
    await db.$transaction((tx) => defer(tx, signal("run_kept")));
    await db.$transaction(async () => undefined);
    expect(await signals("run_kept")).toBe(1);
  });

  it("fails the transaction with PostgreSQL's own error, and nothing of it is kept", async () => {
    const failing = sql`select 1 / 0`;
    await expect(db.$transaction(async (tx) => {
      await defer(tx, signal("run_lost"));
      await defer(tx, failing);
      await defer(tx, signal("run_lost"));
    })).rejects.toMatchObject({ code: "22012" });
    await expect(db.$transaction(async (tx) => {
      await defer(tx, failing);
      await tx.runSignal.create({ data: { runId: "run_lost" } });
    })).rejects.toMatchObject({ code: "22012" });
    await expect(db.$transaction(async (tx) => {
      await defer(tx, signal("run_lost"));
      throw new Error("undo");
    })).rejects.toThrow("undo");
    expect(await signals("run_lost")).toBe(0);
  });
});

describe("a connection", () => {
  it("goes on after a statement that could not be parsed, run or sent", async () => {
    const one = openDatabase(database.url, 1);
    for (let time = 0; time < 2; time++) {
      await expect(one.$transaction((tx) => query(tx, sql`select * from "NoSuchTable" where "id" = ${1}`))).rejects.toMatchObject({ code: "42P01" });
      await expect(one.$transaction((tx) => query(tx, sql`select 1 / ${0}::int as "quotient"`))).rejects.toMatchObject({ code: "22012" });
      await expect(one.$transaction((tx) => query(tx, sql`select ${{ not: "a value" }}::text`))).rejects.toThrow("JSON goes as text");
      expect(await one.$transaction((tx) => query(tx, sql`select 6 / ${time + 2}::int as "quotient"`))).toEqual([{ quotient: 6 / (time + 2) }]);
    }
    await one.$disconnect();
  });

  it("never says of a transaction that the server undid that it was kept", async () => {
    await expect(db.$transaction(async (tx) => {
      await query(tx, signal("run_undone_inside"));
      await query(tx, sql`select 1 / 0`).catch(() => undefined);
    })).rejects.toThrow("undone");
    expect(await signals("run_undone_inside")).toBe(0);
  });

  it("carries texts, nothing and lists as they are", async () => {
    const at = new Date("2026-11-20T17:45:00.123Z");
    const [row] = await db.$transaction((tx) => query(tx, sql`
      select ${'a "quoted" \\ text, with {braces}'}::text as "text", ${null}::text as "none", ${['"', "\\", "a,b", "NULL", ""]}::text[] as "texts",
        ${[1n, 9_007_199_254_740_993n]}::bigint[]::text[] as "many", ${at}::timestamptz as "at", ${true}::boolean as "yes", ${[]}::text[] as "empty"`));
    expect(row).toEqual({
      text: 'a "quoted" \\ text, with {braces}', none: null, texts: ['"', "\\", "a,b", "NULL", ""], many: ["1", "9007199254740993"], at, yes: true, empty: [],
    });
  });
});
