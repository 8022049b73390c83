import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PUBLISHED_LIMITS } from "@/lib/core/connection/declared-limits";
import { LIVE_DIALECTS } from "@/lib/core/connection/capabilities";
import { toEpochMs } from "@/lib/core/time";
import { type Database, openDatabase } from "@/lib/db/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import type { ServiceContext } from "../context";
import { lock, run } from "../escrow/test-escrow";
import { lockEscrowCommand } from "../escrow/lock";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { verifyWorker } from "../worker/verify-worker";
import { platformRuntime, takePermit } from "./platform-runtime";

const CONNECTION = { id: "con_paced", mode: "live", declaredLimits: { ...PUBLISHED_LIMITS }, dialects: { ...LIVE_DIALECTS } };
const REGISTRATIONS = 500;

let database: TestDatabase;
let processes: Database[];
beforeAll(async () => {
  database = await createTestDatabase();
  processes = [openDatabase(database.url, 4), openDatabase(database.url, 4)];
});
afterAll(async () => {
  await Promise.all(processes.map((one) => one.$disconnect()));
  await database.close();
});

/** A clock that jumps to the next one that wakes when everybody sleeps; two processes share it. */
function createWorld() {
  let at = 1_000_000;
  let awake = 0;
  const sleeping: { until: number; wake: () => void }[] = [];
  const turn = () => {
    if (awake > 0 || sleeping.length === 0) return;
    at = Math.min(...sleeping.map(({ until }) => until));
    for (const one of sleeping.filter(({ until }) => until <= at)) {
      sleeping.splice(sleeping.indexOf(one), 1);
      awake += 1;
      one.wake();
    }
  };
  const sleep = (delayMs: number) => new Promise<void>((wake) => {
    sleeping.push({ until: at + delayMs, wake });
    awake -= 1;
    turn();
  });
  const run = async (work: () => Promise<void>) => {
    awake += 1;
    await work();
    awake -= 1;
    turn();
  };
  return { now: () => toEpochMs(at), sleep, run };
}

describe("permits of the published services", () => {
  it(`lets two processes make ${REGISTRATIONS} registrations at 10 a minute, never above 80 % of it, batches side by side`, async () => {
    const world = createWorld();
    const grants: { at: number; batch: string }[] = [];
    const contexts = processes.map((db) => ({ db, now: world.now, sleep: world.sleep }) as unknown as ServiceContext);
    let left = REGISTRATIONS;
    const lane = (ctx: ServiceContext, batch: string) => world.run(async () => {
      while (left > 0) {
        const worker = left;
        left -= 1;
        const permit = await takePermit(ctx, CONNECTION as never, "worker.register", { fairnessKey: `${batch}-${worker}`, waitMs: null });
        expect(permit).toMatchObject({ ok: true, value: { request: { path: "/api/v1/auth/register" }, isUsed: false } });
        grants.push({ at: world.now(), batch });
      }
    });
    await Promise.all(contexts.flatMap((ctx, index) => Array.from({ length: 4 }, () => lane(ctx, `batch-${index}`))));
    expect(grants).toHaveLength(REGISTRATIONS);
    for (const { at } of grants) expect(grants.filter((one) => one.at > at - 60_000 && one.at <= at).length).toBeLessThanOrEqual(8);
    const minutes = ((grants.at(-1)?.at ?? 0) - (grants[0]?.at ?? 0)) / 60_000;
    expect(minutes).toBeLessThanOrEqual(Math.ceil(REGISTRATIONS / 8) + 1);
    const shares = ["batch-0", "batch-1"].map((batch) => grants.filter((one) => one.batch === batch).length);
    expect(Math.min(...shares)).toBeGreaterThan(REGISTRATIONS * 0.3);
  }, 120_000);

  it("asks for none where nothing is declared, and shares one circuit per process on a live platform only", () => {
    const ctx = { db: processes[0], now: () => toEpochMs(0), sleep: async () => undefined, fetch: () => Response.error(), log: () => undefined } as unknown as ServiceContext;
    const [one, two] = ["a", "b"].map((key) => platformRuntime(ctx, CONNECTION as never, key));
    expect(one?.breaker).toBeDefined();
    expect(one?.breaker).toBe(two?.breaker);
    const sandbox = platformRuntime(ctx, { ...CONNECTION, mode: "sandbox", declaredLimits: {} } as never, "a");
    expect([sandbox.breaker, sandbox.acquire]).toEqual([undefined, undefined]);
  });
});

describe("somebody at a screen", () => {
  let fleet: TestFleet;
  beforeAll(async () => { fleet = await startTestFleet({ mount: "published" }); });
  afterAll(() => fleet.close());

  it("is refused after three seconds with a time to try again, and nothing is sent or written", async () => {
    const worker = await fleet.addWorker("paced-01");
    await verifyWorker(fleet.system, worker.agentId);
    for (let count = 0; count < 16; count++) await lock(fleet, worker.agentId, "0.10");
    const intents = await fleet.db.intent.count();
    const startedAt = Date.now();
    const wish = { payeeId: worker.agentId, amount: "0.10", description: "one too many" };
    const refused = await run(fleet, lockEscrowCommand, wish, { key: "paced-key-000000000000" });
    expect(refused).toMatchObject({ ok: false, outcome: "denied", code: "PACED", message: expect.stringMatching(/Nothing was sent\. Try again in \d+ s\./) });
    // It did not wait for the window of a minute; how long the machine itself took is no matter.
    expect(Date.now() - startedAt).toBeLessThan(30_000);
    expect(await fleet.db.intent.count()).toBe(intents);
    await fleet.advance(61_000);
    expect(await run(fleet, lockEscrowCommand, wish, { key: "paced-key-000000000000" })).toMatchObject({ ok: true });
    expect(await run(fleet, lockEscrowCommand, wish, { key: "paced-key-000000000000" })).toMatchObject({ ok: true });
    expect(await fleet.db.intent.count()).toBe(intents + 1);
  });
});
