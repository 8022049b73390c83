import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { isRunFinal, type RunState } from "@/lib/core/run/states";
import { addSignedIn } from "@/lib/services/order/test-order";
import { give, start, stateOf, type TestWorker } from "@/lib/services/testing/drive-run";
import { checkMoney } from "@/lib/services/testing/run-ledger";
import { SANDBOX_ORIGIN, startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";

/** A call whose process was killed is looked at when its 15 s are over. */
const SETTLED_MS = 180_000;
const SLOW_MS = 600_000;
const LEGS = 12;

let fleet: TestFleet;
let workers: TestWorker[] = [];
let server: ReturnType<typeof serve>;
let engine: ChildProcess | null = null;

/** The engine is a process of its own here, so the sandbox needs a port for it. */
beforeAll(async () => {
  fleet = await startTestFleet();
  workers = [await addSignedIn(fleet, "ann"), await addSignedIn(fleet, "ben"), await addSignedIn(fleet, "cid")];
  server = serve({ fetch: (request) => fleet.sandbox.fetch(request), hostname: "127.0.0.1", port: 0 });
  if (!server.listening) await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { baseUrls } = await fleet.db.connection.findUniqueOrThrow({ where: { id: fleet.connectionId } });
  const moved = JSON.parse(JSON.stringify(baseUrls).replaceAll(SANDBOX_ORIGIN, origin)) as object;
  await fleet.db.connection.update({ where: { id: fleet.connectionId }, data: { baseUrls: moved } });
  for (const name of ["DATABASE_URL", "DATABASE_DIRECT_URL"]) vi.stubEnv(name, fleet.url);
  vi.stubEnv("CONSOLE_MASTER_KEYS", fleet.masterKeys);
}, SLOW_MS);
afterEach(() => kill());
afterAll(async () => {
  vi.unstubAllEnvs();
  server.close();
  await fleet.close();
});

/** It reads the environment of this process. */
function launch(): void {
  engine = spawn(process.execPath, ["--import", "tsx", "engine/main.ts"], { stdio: "ignore" });
}

/** As a power cut does it: nothing is said to anybody. */
async function kill(): Promise<void> {
  const dying = engine;
  engine = null;
  if (!dying || dying.exitCode !== null || dying.signalCode !== null) return;
  const gone = once(dying, "exit");
  dying.kill("SIGKILL");
  await gone;
}

const locked = () => fleet.db.escrow.count({ where: { state: { in: ["locked", "completed", "released"] } } });
const released = () => fleet.db.escrow.count({ where: { state: "released" } });

async function answerAll(): Promise<void> {
  for (const worker of workers) {
    const open = await fleet.db.workOrder.count({ where: { workerAgentId: worker.agentId, state: "pending", kind: "task" } });
    for (let order = 0; order < open; order++) await give(fleet, worker, { ok: true });
  }
}

describe("the engine's own process", () => {
  it("killed while it locks and again while it pays, goes on where it was: one escrow and one payment for each leg", async () => {
    const legs = Array.from({ length: LEGS }, (_, index) => ({
      key: `leg-${index}`, worker: workers[index % workers.length]?.name, amount: "0.50", instructions: "Do your part.", ...(index < LEGS / 2 ? {} : { dependsOn: [`leg-${index - LEGS / 2}`] }),
    }));
    await fleet.control("POST", "faults", { match: { method: "POST", path: "escrow" }, effect: "latency", latencyMs: 150 });
    const runId = await start(fleet, { name: "Killed", pattern: "hub_spoke", funding: "lazy", legs });
    launch();
    await expect.poll(locked, { timeout: SETTLED_MS, interval: 20 }).toBeGreaterThan(1);
    await kill();
    await checkMoney(fleet, runId);
    launch();
    await expect.poll(async () => { await answerAll(); return released(); }, { timeout: SETTLED_MS, interval: 50 }).toBeGreaterThan(1);
    await kill();
    await checkMoney(fleet, runId);
    launch();
    await expect.poll(async () => {
      await answerAll();
      return isRunFinal((await stateOf(fleet, runId))["run"] as RunState);
    }, { timeout: SETTLED_MS, interval: 200 }).toBe(true);
    expect((await stateOf(fleet, runId))["run"]).toBe("done");
    const { live, states, released: paid } = await checkMoney(fleet, runId);
    expect(live).toEqual({});
    expect(Object.values(paid)).toEqual(Array.from({ length: LEGS }, () => 1));
    expect(Object.values(states).every((words) => words.length === 1), "one escrow for each leg").toBe(true);
    await expect.poll(() => fleet.db.intent.count({ where: { outcome: { in: ["sending", "unknown"] } } }), { timeout: SETTLED_MS }).toBe(0);
  }, SLOW_MS);
});
