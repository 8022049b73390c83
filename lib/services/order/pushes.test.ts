import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Role } from "@/lib/core/access/roles";
import { toEpochMs } from "@/lib/core/time";
import { parseKeyring } from "@/lib/db/vault";
import { resealSecrets } from "../connection/reseal-secrets";
import type { ServiceContext } from "../context";
import { startHttpReceiver } from "../notify/test-receivers";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { claimOrder } from "./claim-order";
import type { SignedInWorker } from "./find-worker-token";
import { closeOrders } from "./many-orders";
import { sendDuePushes } from "./send-due-pushes";
import { addLeg, addSignedIn, inviteToBid, lockOrder, offerLegOrder, workerKey } from "./test-order";
import { getWorkerPush, saveWorkerPush, switchWorkerPush } from "./worker-push";

let fleet: TestFleet;
let worker: SignedInWorker;
let receiver: Awaited<ReturnType<typeof startHttpReceiver>>;
let secret = "";
let skewMs = 0;

/** The sandbox moves no clock here: only the pushes' own time goes on. */
const context = (...roles: Role[]): ServiceContext => {
  const ctx = fleet.as(...roles);
  return { ...ctx, now: () => toEpochMs(ctx.now() + skewMs) };
};
const save = (url: string, newSecret = false, ctx = context()) => saveWorkerPush(ctx, fleet.connectionId, { workerId: worker.agentId, url, newSecret });
const send = () => sendDuePushes(context());
const deliveryOf = (orderId: string) => fleet.db.pushDelivery.findUniqueOrThrow({ where: { orderId } });
const offer = async () => (await offerLegOrder(fleet, { ...await addLeg(fleet), workerAgentId: worker.agentId })).orderId;

beforeAll(async () => {
  [fleet, receiver] = await Promise.all([startTestFleet(), startHttpReceiver()]);
  worker = await addSignedIn(fleet, "reachable");
  const saved = await save(receiver.url);
  if (!saved.ok || !saved.value.secret) throw new Error("no secret");
  secret = saved.value.secret;
});

afterAll(() => Promise.all([fleet.close(), receiver.close()]));

beforeEach(async () => {
  await fleet.db.pushDelivery.deleteMany();
  receiver.received.length = 0;
  receiver.answerWith((response) => void response.writeHead(204).end());
  skewMs = 0;
});

describe("a signed push", () => {
  it("tells of an order with its offer, signed, and tells nothing else", async () => {
    const orderId = await offer();
    const before = context().now();
    expect(await send()).toBe(1);
    const [request] = receiver.received;
    const [, timestamp = "", signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request?.headers["x-purple-flea-console-signature"])) ?? [];
    expect(signature).toBe(createHmac("sha256", secret).update(`${timestamp}.${request?.body ?? ""}`).digest("hex"));
    // Whole seconds, of a moment between the two readings.
    expect(Number(timestamp) * 1_000).toBeGreaterThan(before - 1_000);
    expect(Number(timestamp) * 1_000).toBeLessThanOrEqual(context().now());
    expect(JSON.parse(request?.body ?? "")).toEqual({ event: "order.offered", orderId, kind: "task" });
    expect(await deliveryOf(orderId)).toMatchObject({ state: "sent", attempts: 1 });
    expect(await send()).toBe(0);
  });

  it("tells of requests for bids, and of orders that a person locked", async () => {
    const leg = await addLeg(fleet);
    await inviteToBid(fleet, { ...leg, workerAgentId: worker.agentId, closesAt: toEpochMs(fleet.now() + 60_000) });
    await lockOrder(fleet, worker.agentId);
    expect(await send()).toBe(2);
    expect(receiver.received.map(({ body }) => (JSON.parse(body) as { kind: string }).kind).sort()).toEqual(["bid", "task"]);
  });

  it("is tried again with growing pauses after a 500", async () => {
    receiver.answerWith((response) => void response.writeHead(500).end("oops"));
    const orderId = await offer();
    expect(await send()).toBe(0);
    expect(await deliveryOf(orderId)).toMatchObject({ state: "queued", attempts: 1, lastError: "The receiver answered 500." });
    expect((await getWorkerPush(context(), worker.agentId))?.lastError).toBe("The receiver answered 500.");
    expect(await send()).toBe(0);
    expect(receiver.received).toHaveLength(1);
    receiver.answerWith((response) => void response.writeHead(200).end());
    skewMs += 11_000;
    expect(await send()).toBe(1);
    expect(await getWorkerPush(context(), worker.agentId)).toMatchObject({ lastError: null, waiting: 0 });
  });

  it("is given up when the order is taken or ended before", async () => {
    const [taken, ended, late] = [await offer(), await offer(), await offer()];
    await claimOrder(fleet.system, worker, { orderId: taken, claimKey: workerKey("mine") });
    await fleet.db.$transaction((tx) => closeOrders(tx, fleet.system, [{ orderId: ended, event: "cancel", note: "Stopped" }]));
    await fleet.db.workOrder.update({ where: { id: late }, data: { closesAt: new Date(fleet.now()) } });
    expect(await send()).toBe(0);
    for (const orderId of [taken, ended, late]) expect(await deliveryOf(orderId)).toMatchObject({ state: "given_up", nextAttemptAt: null });
    expect(receiver.received).toHaveLength(0);
  });

  it("is sent once by two engines, and holds no other worker up", async () => {
    const orders = [await offer(), await offer(), await offer()];
    expect((await Promise.all([send(), send()])).reduce((all, sent) => all + sent, 0)).toBe(3);
    expect(receiver.received.map(({ body }) => (JSON.parse(body) as { orderId: string }).orderId).sort()).toEqual([...orders].sort());
  });

  it("is not queued while it is off, and what waits is given up", async () => {
    const waiting = await offer();
    await switchWorkerPush(context(), fleet.connectionId, { workerId: worker.agentId, on: false });
    expect(await deliveryOf(waiting)).toMatchObject({ state: "given_up" });
    await offer();
    expect(await fleet.db.pushDelivery.count({ where: { state: "queued" } })).toBe(0);
    await switchWorkerPush(context(), fleet.connectionId, { workerId: worker.agentId, on: true });
  });
});

describe("a worker's address", () => {
  it("keeps its secret sealed, shows it once, and makes a new one for another host", async () => {
    const stored = await fleet.db.workerPush.findUniqueOrThrow({ where: { agentId: worker.agentId } });
    expect(stored.secret).not.toContain(secret);
    expect(await save(`${receiver.url}?again`)).toEqual({ ok: true, value: { secret: null } });
    const other = await save("https://worker.example.com/hook");
    expect(other.ok && other.value.secret).toMatch(/^whsec_/);
    const shown = [await getWorkerPush(context(), worker.agentId), await fleet.db.auditEntry.findMany({ where: { action: "worker.push.save" }, omit: { seq: true } })];
    expect(JSON.stringify(shown)).not.toMatch(/whsec_|\?again/);
    const renewed = await save(receiver.url, true);
    secret = renewed.ok ? renewed.value.secret ?? "" : "";
  });

  it.each(["http://example.com/hook", "https://169.254.169.254/latest", "https://me:word@example.com/", "http://0.0.0.0/", "nonsense"])("is never %s", async (url) => {
    expect(await save(url)).toMatchObject({ ok: false, failure: { code: "BAD_ADDRESS" } });
    expect((await getWorkerPush(context(), worker.agentId))?.url).toBe(receiver.url);
  });

  it("on this machine is not told of real money, although it was saved before", async () => {
    const orderId = await offer();
    await fleet.db.connection.update({ where: { id: fleet.connectionId }, data: { mode: "live" } });
    expect(await send()).toBe(0);
    expect((await deliveryOf(orderId)).lastError).toMatch(/another machine/);
    await fleet.db.connection.update({ where: { id: fleet.connectionId }, data: { mode: "sandbox" } });
    expect(receiver.received).toHaveLength(0);
  });

  it("is an operator's to change", async () => {
    const other = context("viewer", "treasurer", "auditor", "admin");
    expect(await save(receiver.url, false, other)).toMatchObject({ failure: { code: "FORBIDDEN" } });
    expect(await switchWorkerPush(other, fleet.connectionId, { workerId: worker.agentId, on: false })).toMatchObject({ failure: { code: "FORBIDDEN" } });
    expect(await switchWorkerPush(context(), fleet.connectionId, { workerId: fleet.orchestrator.agentId, on: false })).toMatchObject({ failure: { code: "NOT_FOUND" } });
    expect(await fleet.db.auditEntry.count({ where: { action: { startsWith: "worker.push." }, result: "denied" } })).toBe(2);
  });

  it("keeps its secret when the master key is changed", async () => {
    const keyring = parseKeyring(`v2:${Buffer.alloc(32, 9).toString("base64")},v1:${Buffer.alloc(32, 7).toString("base64")}`);
    const orderId = await offer();
    await resealSecrets({ ...context(), keyring });
    expect((await fleet.db.workerPush.findUniqueOrThrow({ where: { agentId: worker.agentId } })).secret).toMatch(/^v2\./);
    expect(await sendDuePushes({ ...context(), keyring })).toBe(1);
    expect((await deliveryOf(orderId)).state).toBe("sent");
    const [, timestamp = "", signature] = /^t=(\d+),v1=(.*)$/.exec(String(receiver.received[0]?.headers["x-purple-flea-console-signature"])) ?? [];
    expect(signature).toBe(createHmac("sha256", secret).update(`${timestamp}.${receiver.received[0]?.body ?? ""}`).digest("hex"));
  });
});
