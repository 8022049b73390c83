import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs, fromIso, SECOND_MS } from "@/lib/core/time";
import { type Database, openDatabase } from "@/lib/db/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { checkReadiness } from "./check-readiness";

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, 2);
});
afterAll(async () => {
  await db.$disconnect();
  await database.close();
});

const seen = fromIso("2026-11-20T12:00:00Z");
const ask = (afterMs: number, more: Partial<Parameters<typeof checkReadiness>[1]> = {}) =>
  checkReadiness(db, { engine: "process", migrations: [], now: addMs(seen, afterMs), ...more });

describe("readiness", () => {
  it("waits for an engine", async () => {
    expect(await ask(0)).toEqual({ ready: false, database: true, migrations: true, engine: false });
  });

  it("holds for thirty seconds after an engine was seen, or two minutes after a drain", async () => {
    await db.engineSlot.create({ data: { slot: 1, pid: 1, takenAt: new Date(seen), heartbeatAt: new Date(seen) } });
    expect((await ask(30 * SECOND_MS)).ready).toBe(true);
    expect((await ask(31 * SECOND_MS)).ready).toBe(false);
    expect((await ask(120 * SECOND_MS, { engine: "cron" })).ready).toBe(true);
    expect((await ask(121 * SECOND_MS, { engine: "cron" })).ready).toBe(false);
  });

  it("does not hold while a migration is missing", async () => {
    expect(await ask(0, { migrations: ["20990101000000_later"] })).toMatchObject({ ready: false, migrations: false });
  });

  it("says no when the database does not answer", async () => {
    const nowhere = openDatabase("postgresql://nobody@127.0.0.1:1/none", 1);
    expect(await checkReadiness(nowhere, { engine: "process", migrations: [], now: seen })).toMatchObject({ ready: false, database: false });
    await nowhere.$disconnect();
  });
});
