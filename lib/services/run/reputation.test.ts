import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "@/lib/db/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { type EndedJob, getRecords, noteJobs } from "./reputation";

let database: TestDatabase;
let db: Database;
const job = (agentId: string, more: Partial<EndedJob> = {}): EndedJob =>
  ({ agentId, ended: "done", isOverrun: false, revisions: 0, isDisputed: false, ...more });
const note = (...jobs: EndedJob[]) => db.$transaction((tx) => noteJobs(tx, "con_1", jobs));

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
    await note(job("agt_1"), job("agt_1", { isOverrun: true, revisions: 2 }));
    await note(job("agt_1", { ended: "failed", isOverrun: true, revisions: 1, isDisputed: true }));
    expect((await getRecords(db, ["agt_1", "agt_2"])).get("agt_1"))
      .toEqual({ doneCount: 2, failedCount: 1, overrunCount: 1, revisionCount: 3, disputedCount: 1 });
  });

  it("loses no job when many end at once", async () => {
    await Promise.all(Array.from({ length: 40 }, () => note(job("agt_busy"), job("agt_other"))));
    expect((await getRecords(db, ["agt_busy"])).get("agt_busy")).toMatchObject({ doneCount: 40 });
  });
});
