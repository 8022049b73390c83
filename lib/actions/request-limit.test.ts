import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { MINUTE_MS, toEpochMs } from "@/lib/core/time";
import { type Database, openDatabase } from "@/lib/db/client";
import { deleteIdleBuckets } from "@/lib/services/connection/pacing";
import { createRequestLimit, REQUESTS_PER_MINUTE, UNCOUNTED_MAX, type RequestLimit } from "./request-limit";

let database: TestDatabase;
let db: Database;
let now = 0;
const clock = () => toEpochMs(now);

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, 4);
});
afterAll(async () => {
  await db.$disconnect();
  await database.close();
});
beforeEach(async () => {
  await db.rateBucket.deleteMany();
  now = Date.parse("2026-11-20T12:00:17Z");
});

/** How many of so many requests are let in. */
async function letIn(limit: RequestLimit, sent: number, caller = "tok_1"): Promise<number> {
  let passed = 0;
  for (let request = 0; request < sent; request++) passed += (await limit(caller)) === null ? 1 : 0;
  return passed;
}

describe("the limit of a token", () => {
  it("is exact in one process, and says how long to wait", async () => {
    const limit = createRequestLimit(db, clock);
    expect(await letIn(limit, REQUESTS_PER_MINUTE + 50)).toBe(REQUESTS_PER_MINUTE);
    now += 20_000;
    expect(await limit("tok_1")).toBe(40);
    expect(await limit("tok_2")).toBeNull();
    now += 40_000;
    expect(await limit("tok_1")).toBeNull();
  });

  it("holds over several processes, but for what each lets in uncounted", async () => {
    const processes = [createRequestLimit(db, clock), createRequestLimit(db, clock), createRequestLimit(db, clock)];
    const passed = await Promise.all(processes.map((limit) => letIn(limit, REQUESTS_PER_MINUTE)));
    const total = passed.reduce((all, one) => all + one, 0);
    expect(total).toBeGreaterThanOrEqual(REQUESTS_PER_MINUTE);
    expect(total).toBeLessThanOrEqual(REQUESTS_PER_MINUTE + 3 * UNCOUNTED_MAX);
    const late = createRequestLimit(db, clock);
    expect(await letIn(late, REQUESTS_PER_MINUTE)).toBe(UNCOUNTED_MAX);
  });

  it("is exact for requests side by side", async () => {
    const limit = createRequestLimit(db, clock);
    const answers = await Promise.all(Array.from({ length: 2 * REQUESTS_PER_MINUTE }, () => limit("tok_1")));
    expect(answers.filter((wait) => wait === null)).toHaveLength(REQUESTS_PER_MINUTE);
  });

  it("writes nothing for a worker that beats and waits, and one row in chunks for one that hurries", async () => {
    const limit = createRequestLimit(db, clock);
    for (let minute = 0; minute < 5; minute++) {
      expect(await letIn(limit, UNCOUNTED_MAX)).toBe(UNCOUNTED_MAX);
      now += MINUTE_MS;
    }
    expect(await db.rateBucket.count()).toBe(0);
    await letIn(limit, 300);
    expect(await db.rateBucket.findMany()).toMatchObject([{ version: 9, state: { used: 300 } }]);
    await deleteIdleBuckets(db, toEpochMs(now + 61 * MINUTE_MS));
    expect(await db.rateBucket.count()).toBe(0);
  });

  it("lets processes whose clocks differ by seconds share one minute", async () => {
    const ahead = createRequestLimit(db, () => toEpochMs(now + 5_000));
    expect(await letIn(ahead, REQUESTS_PER_MINUTE)).toBe(REQUESTS_PER_MINUTE);
    expect(await letIn(createRequestLimit(db, clock), REQUESTS_PER_MINUTE)).toBe(UNCOUNTED_MAX);
  });
});
