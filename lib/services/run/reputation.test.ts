import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "@/lib/db/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { type EndedJob, getRecords, noteJob } from "./reputation";

let database: TestDatabase;
let db: Database;
const job = (agentId: string, more: Partial<EndedJob> = {}): EndedJob =>
  ({ connectionId: "con_1", agentId, ended: "done", isOverrun: false, revisions: 0, isDisputed: false, ...more });

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, 6);
});
afterAll(async () => {
  await db.$disconnect();
  await database.close();
});

describe("the record of an agent", () => {
  it("is absent before its first job", async () => {
    expect((await getRecords(db, ["agt_new"])).has("agt_new")).toBe(false);
  });

  it("counts what ended, how late, how often it was sent back and disputed", async () => {
    await db.$transaction(async (tx) => {
      await noteJob(tx, job("agt_1"));
      await noteJob(tx, job("agt_1", { isOverrun: true, revisions: 2 }));
      await noteJob(tx, job("agt_1", { ended: "failed", isOverrun: true, revisions: 1, isDisputed: true }));
    });
    expect((await getRecords(db, ["agt_1", "agt_2"])).get("agt_1"))
      .toEqual({ agentId: "agt_1", doneCount: 2, failedCount: 1, overrunCount: 1, revisionCount: 3, disputedCount: 1 });
  });

  it("loses no job when many end at once", async () => {
    await Promise.all(Array.from({ length: 40 }, () => db.$transaction((tx) => noteJob(tx, job("agt_busy")))));
    expect((await getRecords(db, ["agt_busy"])).get("agt_busy")).toMatchObject({ doneCount: 40 });
  });
});
