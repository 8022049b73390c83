import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { PUBLISHED_LIMITS } from "@/lib/core/connection/declared-limits";
import { HOUR_MS, toEpochMs } from "@/lib/core/time";
import { type Database, openDatabase } from "@/lib/db/client";
import { createPacer, deleteIdleBuckets, type PacerSleep } from "./pacing";

const CREATE = { service: "escrow", method: "POST", path: "/escrow/create" };
let database: TestDatabase;
let processes: [Database, Database];

beforeAll(async () => {
  database = await createTestDatabase();
  processes = [openDatabase(database.url, 4), openDatabase(database.url, 4)];
});
afterAll(async () => {
  await Promise.all(processes.map((one) => one.$disconnect()));
  await database.close();
});

/** A clock that stands still while anybody works and jumps to the next one that wakes when all of them sleep. */
function createWorld() {
  let at = 1_000_000;
  const grants: { key: string; at: number }[] = [];
  const sleeping: { until: number; wake: () => void }[] = [];
  let awake = 0;
  const turn = () => {
    if (awake > 0 || sleeping.length === 0) return;
    at = Math.min(...sleeping.map((one) => one.until));
    for (const one of sleeping.filter((sleeper) => sleeper.until <= at)) {
      sleeping.splice(sleeping.indexOf(one), 1);
      awake += 1;
      one.wake();
    }
  };
  const sleep: PacerSleep = (delayMs) => new Promise((wake) => {
    sleeping.push({ until: at + delayMs, wake });
    awake -= 1;
    turn();
  });
  const run = async (work: (note: (key: string) => void) => Promise<void>) => {
    awake += 1;
    await work((key) => void grants.push({ key, at }));
    awake -= 1;
    turn();
  };
  return { clock: () => toEpochMs(at), sleep, run, grants };
}

describe("createPacer", () => {
  it("never lets two processes together use more than 80 % of a limit, and serves both", async () => {
    const { clock, sleep, run, grants } = createWorld();
    const pacers = processes.map((db) => createPacer(db, "con_shared", PUBLISHED_LIMITS, clock, sleep));
    await Promise.all(pacers.flatMap((acquire, index) => Array.from({ length: 12 }, () => run(async (note) => {
      await acquire(CREATE, `worker-${index}`);
      note(`worker-${index}`);
    }))));
    expect(grants.length).toBe(24);
    for (const { at } of grants) expect(grants.filter((one) => one.at > at - 60_000 && one.at <= at).length).toBeLessThanOrEqual(16);
    expect(grants.at(-1)?.at).toBe(1_000_000 + 60_000);
    expect(grants.filter((one) => one.key === "worker-0").length).toBe(12);
  });

  it("does not let one worker's backlog keep another waiting", async () => {
    const { clock, sleep, run, grants } = createWorld();
    const acquire = createPacer(processes[0], "con_fair", PUBLISHED_LIMITS, clock, sleep);
    const ask = (key: string) => run(async (note) => {
      await acquire(CREATE, key);
      note(key);
    });
    await Promise.all([...Array.from({ length: 32 }, () => ask("greedy")), ask("modest")]);
    expect(grants.find((one) => one.key === "modest")?.at).toBe(1_060_000);
    expect(grants.at(-1)).toEqual({ key: "greedy", at: 1_120_000 });
  });

  it("gives its place back when the caller gives up", async () => {
    const { clock } = createWorld();
    const controller = new AbortController();
    const sleep: PacerSleep = () => {
      controller.abort(new Error("given up"));
      return Promise.resolve();
    };
    const acquire = createPacer(processes[0], "con_abort", { "escrow POST /escrow/create": { requests: 2, windowMs: 60_000 } }, clock, sleep);
    await acquire(CREATE, "a");
    await expect(acquire(CREATE, "a", controller.signal)).rejects.toThrow("given up");
    const row = await processes[0].rateBucket.findUniqueOrThrow({ where: { id: "con_abort escrow POST /escrow/create" } });
    expect(row.state).toMatchObject({ waiting: [] });
  });

  it("keeps connections apart and asks the database nothing where nothing is declared", async () => {
    const { clock, sleep } = createWorld();
    await createPacer(processes[0], "con_other", PUBLISHED_LIMITS, clock, sleep)(CREATE, "a");
    await createPacer(processes[0], "con_none", {}, clock, sleep)(CREATE, "a");
    const rows = await processes[0].rateBucket.findMany({ where: { connectionId: { in: ["con_other", "con_none"] } } });
    expect(rows.map((row) => row.connectionId)).toEqual(["con_other"]);
    expect(await deleteIdleBuckets(processes[0], toEpochMs(clock() + 2 * HOUR_MS))).toBeGreaterThan(0);
  });
});
