import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countRequest } from "@/lib/actions/api-rate-limit";
import { REQUESTS_PER_MINUTE } from "@/lib/actions/request-limit";
import { addMs } from "@/lib/core/time";
import { createEventHub, type EventHub } from "@/lib/services/live/event-hub";
import { checkHeartbeats } from "@/lib/services/order/heartbeat";
import { sendCompleted } from "@/lib/services/order/send-completed";
import { addLeg, addSignedIn, inviteToBid, lockOrder, offerLegOrder, workerKey } from "@/lib/services/order/test-order";
import { listWorkerTokens, makeWorkerToken, revokeWorkerToken } from "@/lib/services/order/worker-tokens";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { startAgentServer } from "./test-agent-server";

type Body = Record<string, unknown>;
type Worker = Awaited<ReturnType<typeof addSignedIn>>;

let fleet: TestFleet;
let server: Awaited<ReturnType<typeof startAgentServer>>;
let hub: EventHub;
let worker: Worker;

beforeAll(async () => {
  fleet = await startTestFleet();
  hub = createEventHub(() => async () => undefined);
  Object.assign(globalThis, { consoleDatabase: fleet.db, consoleEvents: hub });
  server = await startAgentServer();
  worker = await addSignedIn(fleet, "typist");
});

afterAll(async () => {
  await server.close();
  await fleet.close();
});

async function ask(method: string, address: string, body?: unknown, token = worker.token): Promise<{ status: number; body: Body; text: string }> {
  const response = await fetch(`${server.url}/api/agent/${address}`, {
    method, headers: { authorization: `Bearer ${token}` }, ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text) as Body, text };
}

const CLAIM = { claimKey: workerKey("claim") };

describe("the worker API", () => {
  it("knows nobody without a worker token, and a revoked one no longer", async () => {
    const { agentId } = worker;
    const made = await makeWorkerToken(fleet.as("operator"), fleet.connectionId, { workerId: agentId, name: "laptop" });
    expect(made.token).toMatch(/^pfw_[\w-]{43}$/);
    expect(await ask("POST", "heartbeat", {}, made.token)).toMatchObject({ status: 200, body: { worker: { id: agentId, name: "typist" } } });
    await revokeWorkerToken(fleet.as("operator"), fleet.connectionId, made.tokenId);
    await revokeWorkerToken(fleet.as("operator"), fleet.connectionId, made.tokenId);
    for (const token of [made.token, `pfw_${"x".repeat(43)}`, `pfc_${"x".repeat(43)}`, "nonsense"]) {
      expect(await ask("GET", "orders", undefined, token)).toMatchObject({ status: 401, body: { error: "UNAUTHENTICATED" } });
    }
    expect(await fleet.db.auditEntry.count({ where: { action: "worker.token.revoke", result: "recorded", subjectId: agentId } })).toBe(1);
    expect(JSON.stringify(await listWorkerTokens(fleet.system, agentId))).not.toContain(made.token.slice(4, -4));
  });

  it("lets a viewer and a token make no worker token", async () => {
    const wish = { workerId: worker.agentId, name: "x" };
    await expect(makeWorkerToken(fleet.as("viewer"), fleet.connectionId, wish)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(makeWorkerToken({ ...fleet.system, actor: worker.actor }, fleet.connectionId, wish)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await fleet.db.auditEntry.count({ where: { action: "worker.token.make", result: "denied" } })).toBe(2);
  });

  it("takes an order from offer to result, and tells nothing of keys or money", async () => {
    const { orderId } = await lockOrder(fleet, worker.agentId);
    const offered = await ask("GET", "orders");
    expect((offered.body["orders"] as Body[]).map(({ id }) => id)).toEqual([orderId]);
    expect(offered.text).not.toMatch(/upstream|api_key|wallet|escrow|micros|amount|sk_|pfc_/i);
    expect(await ask("POST", `orders/${orderId}/claim`, CLAIM)).toMatchObject({ status: 200, body: { order: { id: orderId, state: "claimed" } } });
    expect(await ask("POST", `orders/${orderId}/claim`, { claimKey: workerKey("other") })).toMatchObject({ status: 409, body: { error: "CLAIMED" } });
    expect(await ask("POST", `orders/${orderId}/progress`, { ...CLAIM, progress: { percent: 10 } })).toMatchObject({ status: 200, body: { state: "in_progress" } });
    const result = { ...CLAIM, resultKey: workerKey("result") };
    expect(await ask("POST", `orders/${orderId}/result`, { ...result, result: { words: "4" } })).toMatchObject({
      status: 422, body: { error: "INVALID_RESULT", failures: [{ path: "/words", message: "must be integer" }] },
    });
    const returned = await ask("POST", `orders/${orderId}/result`, { ...result, result: { words: 4 } });
    expect(returned).toMatchObject({ status: 200, body: { state: "returned" } });
    expect(await ask("POST", `orders/${orderId}/result`, { ...result, result: { words: 4 } })).toEqual(returned);
    expect((await ask("GET", "orders")).body).toEqual({ orders: [] });
  });

  it("takes a bid, in words that do not name another bidder or what he asks", async () => {
    const leg = await addLeg(fleet, { state: "bidding" });
    const other = await addSignedIn(fleet, "rival");
    const closesAt = addMs(fleet.now(), 60_000);
    const mine = await inviteToBid(fleet, { ...leg, workerAgentId: worker.agentId, closesAt });
    const theirs = await inviteToBid(fleet, { ...leg, workerAgentId: other.agentId, closesAt });
    const bid = { bidKey: workerKey("bid"), price: "0.40", minutes: 12 };
    expect(await ask("POST", `orders/${theirs}/bid`, { ...bid, price: "0.313", note: "rival's note" }, other.token)).toMatchObject({ status: 200 });
    const offered = await ask("GET", "orders");
    expect(offered.body["orders"]).toMatchObject([{ id: mine, kind: "bid", input: { ceiling: "1" }, revision: 0, feedback: null }]);
    expect(offered.text).not.toMatch(/rival|0\.313/);
    for (const wrong of [{ price: 0.4 }, { price: "0" }, { price: "0.1234567" }, { minutes: 0 }, { minutes: "soon" }, { bidKey: "short" }, { more: 1 }, { note: 3 }]) {
      expect(await ask("POST", `orders/${mine}/bid`, { ...bid, ...wrong }), JSON.stringify(wrong)).toMatchObject({ status: 400, body: { error: "INVALID" } });
    }
    expect(await ask("POST", `orders/${theirs}/bid`, bid)).toMatchObject({ status: 404 });
    expect(await ask("POST", `orders/${mine}/claim`, CLAIM)).toMatchObject({ status: 409, body: { error: "ORDER_STATE" } });
    const placed = await ask("POST", `orders/${mine}/bid`, bid);
    expect(placed).toMatchObject({ status: 200, body: { state: "returned", price: "0.4", minutes: 12 } });
    expect(await ask("POST", `orders/${mine}/bid`, { ...bid, note: null })).toEqual(placed);
    expect(await ask("POST", `orders/${mine}/bid`, { ...bid, price: "0.39" })).toMatchObject({ status: 409, body: { error: "CONFLICT" } });
    const late = await inviteToBid(fleet, { ...await addLeg(fleet), workerAgentId: worker.agentId, closesAt: fleet.now() });
    expect(await ask("POST", `orders/${late}/bid`, bid)).toMatchObject({ status: 409, body: { error: "BID_LATE" } });
  });

  it("refuses what is malformed with a sentence", async () => {
    expect(await ask("POST", "heartbeat", "{")).toMatchObject({ status: 400, body: { error: "INVALID" } });
    expect(await ask("POST", "heartbeat", { more: 1 })).toMatchObject({ status: 400, body: { message: "Unknown field: more." } });
    expect(await ask("GET", "orders?wait=26")).toMatchObject({ status: 400 });
    expect(await ask("POST", "orders/wor_none/claim", CLAIM)).toMatchObject({ status: 404, body: { error: "NOT_FOUND" } });
    expect(await ask("POST", "orders/wor_none/claim", { claimKey: "short" })).toMatchObject({ status: 400 });
    expect(await ask("POST", "heartbeat", " ".repeat(600_000))).toMatchObject({ status: 413, body: { error: "TOO_LARGE" } });
    expect(await ask("POST", "orders/wor_none/progress", { ...CLAIM, progress: ["no object"] })).toMatchObject({ status: 400, body: { error: "INVALID", message: "progress: must be an object" } });
    expect(await ask("POST", "orders/wor_none/result", { ...CLAIM, resultKey: workerKey("result") })).toMatchObject({ status: 400, body: { error: "INVALID", message: "result: is missing" } });
    const deep = `{"claimKey":"${CLAIM.claimKey}","resultKey":"${CLAIM.claimKey}","result":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    expect(await ask("POST", "orders/wor_none/result", deep)).toMatchObject({ status: 400, body: { error: "INVALID", message: "A body may be nested 64 levels deep." } });
  });

  it("answers the oldest of more waits than one worker needs", async () => {
    const answered: number[] = [];
    const wait = (place: number) => ask("GET", "orders?wait=20").then(({ body }) => {
      answered.push(place);
      return body;
    });
    const waits: Promise<Body>[] = [];
    for (let place = 0; place < 5; place++) {
      waits.push(wait(place));
      await expect.poll(() => hub.size).toBe(Math.min(place + 1, 4));
    }
    expect(await waits[0]).toEqual({ orders: [] });
    expect(answered).toEqual([0]);
    const { orderId } = await lockOrder(fleet, worker.agentId);
    hub.publish(JSON.stringify({ topic: "orders", id: worker.agentId }));
    for (const body of await Promise.all(waits.slice(1))) expect(body["orders"]).toMatchObject([{ id: orderId }]);
    await expect.poll(() => hub.size).toBe(0);
    await ask("POST", `orders/${orderId}/claim`, CLAIM);
  });

  it("keeps a worker waiting until an event names it", async () => {
    const started = Date.now();
    const waiting = ask("GET", "orders?wait=20");
    await expect.poll(() => hub.size).toBe(1);
    hub.publish(JSON.stringify({ topic: "orders", id: "agt_somebody_else" }));
    const { orderId } = await lockOrder(fleet, worker.agentId);
    hub.publish(JSON.stringify({ topic: "orders", id: worker.agentId }));
    expect(((await waiting).body["orders"] as Body[]).map(({ id }) => id)).toEqual([orderId]);
    expect(Date.now() - started).toBeLessThan(15_000);
    await expect.poll(() => hub.size).toBe(0);
    await ask("POST", `orders/${orderId}/claim`, CLAIM);
    expect((await ask("GET", "orders?wait=1")).body).toEqual({ orders: [] });
  });

  it("marks a worker stale 90 s after its last heartbeat, and live with the next", async () => {
    const stateOf = async () => (await fleet.db.agent.findUniqueOrThrow({ where: { id: worker.agentId } })).state;
    await ask("POST", "heartbeat", {});
    expect(await checkHeartbeats(fleet.system, fleet.connectionId)).toBe(0);
    await fleet.db.agent.update({ where: { id: worker.agentId }, data: { heartbeatAt: new Date(fleet.now() - 91_000) } });
    expect(await checkHeartbeats(fleet.system, fleet.connectionId)).toBe(1);
    expect(await stateOf()).toBe("stale");
    const alert = { dedupeKey: `worker_stale:${worker.agentId}`, resolvedAt: null };
    expect(await fleet.db.alert.count({ where: alert })).toBe(1);
    await ask("POST", "heartbeat", {});
    expect(await checkHeartbeats(fleet.system, fleet.connectionId)).toBe(1);
    expect(await stateOf()).toBe("live");
    expect(await fleet.db.alert.count({ where: alert })).toBe(0);
  });

  it("holds every token to its rate", async () => {
    const other = await addSignedIn(fleet, "hasty");
    const { id } = await fleet.db.workerToken.findFirstOrThrow({ where: { agentId: other.agentId } });
    // Counted without being asked: on a slow machine so many real requests take longer than the minute they are counted in.
    for (let sent = 1; sent < REQUESTS_PER_MINUTE; sent++) await countRequest(id);
    const statuses = [await ask("POST", "heartbeat", {}, other.token), await ask("POST", "heartbeat", {}, other.token)].map(({ status }) => status);
    expect(statuses).toEqual([200, 429]);
    expect((await ask("GET", "orders")).status).toBe(200);
  });
});

// A process needs seconds to start on a machine that builds, lints and tests at the same time.
describe("the example workers", { timeout: 60_000 }, () => {
  const TSX = path.join(process.cwd(), "node_modules/tsx/dist/cli.mjs");
  const hasPython = spawnSync("python3", ["--version"]).status === 0;
  const examples: readonly (readonly [string, string, readonly string[]])[] = [
    ["TypeScript", process.execPath, [TSX, "docs/examples/worker.ts"]],
    // Where there is no Python the browser story says so; here the other example alone is run.
    ...(hasPython ? [["Python", "python3", ["docs/examples/worker.py"]] as const] : []),
  ];

  /** Runs an example until it ends, or until `isDone` says that it has done what it should. */
  async function runExample(command: string, args: readonly string[], token: string, isDone?: () => Promise<boolean>): Promise<{ code: unknown; said: string }> {
    const folder = mkdtempSync(path.join(os.tmpdir(), "example-worker-"));
    const file = path.join(folder, "token");
    writeFileSync(file, token, { mode: 0o600 });
    const child = spawn(command, [...args, "--console", server.url, "--token-file", file], { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (said += data.toString()));
    const ended = new Promise((resolve) => child.on("close", resolve));
    if (isDone) {
      await expect.poll(isDone, { timeout: 25_000 }).toBe(true);
      child.kill();
    }
    const code = await ended;
    rmSync(folder, { recursive: true });
    return { code, said };
  }

  it.each(examples)("%s: does an order and returns its result", async (name, command, args) => {
    const agent = await addSignedIn(fleet, `example-${name.toLowerCase()}`);
    const schema = JSON.stringify({ type: "object", required: ["rows", "sum"] });
    const { orderId, escrowId } = await lockOrder(fleet, agent.agentId, { orderInput: '{"rows":[1,2,3.5]}', orderSchema: schema });
    const { code, said } = await runExample(command, [...args, "--once"], agent.token);
    expect(code, said).toBe(0);
    expect(await fleet.db.workOrder.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({ state: "returned", result: { rows: 3, sum: 6.5 } });
    await sendCompleted(fleet.system, fleet.connectionId);
    expect((await fleet.db.escrow.findUniqueOrThrow({ where: { id: escrowId } })).state).toBe("completed");
  });

  it.each(examples)("%s: bids by the words, or what it is told to ask", async (name, command, args) => {
    const bidOf = (id: string) => fleet.db.bid.findFirstOrThrow({ where: { orderId: id } });
    for (const [flags, price, minutes] of [[[], 500_000n, 10], [["--price", "0.77", "--minutes", "12"], 770_000n, 12]] as const) {
      const agent = await addSignedIn(fleet, `bidder-${name.toLowerCase()}-${minutes}`);
      const leg = await addLeg(fleet, { state: "bidding" });
      const orderId = await inviteToBid(fleet, { ...leg, workerAgentId: agent.agentId, closesAt: addMs(fleet.now(), 60_000) });
      const { said } = await runExample(command, [...args, ...flags], agent.token, async () => (await bidOf(orderId)).state === "placed");
      expect(await bidOf(orderId), said).toMatchObject({ source: "worker", priceMicros: price, minutes });
    }
  });

  it.each(examples)("%s: works on what the stage before returned, and says what it corrected", async (name, command, args) => {
    const agent = await addSignedIn(fleet, `reviser-${name.toLowerCase()}`);
    const feedback = [{ path: "/summary", message: "must name the text" }];
    const { orderId } = await offerLegOrder(fleet, {
      ...await addLeg(fleet), workerAgentId: agent.agentId, resultSchema: { type: "object" }, revision: 1, feedback,
      input: { input: { text: "four words of text" }, from: {}, previous: { text: "the stage before" } },
    });
    const { code, said } = await runExample(command, [...args, "--once"], agent.token);
    expect(code, said).toBe(0);
    expect(await fleet.db.workOrder.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({
      state: "returned", progress: { summary: "revision 1 started" }, result: { words: 3, corrected: ["/summary must name the text"] },
    });
  });
});
