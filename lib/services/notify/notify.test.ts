import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Role } from "@/lib/core/access/roles";
import { newId } from "@/lib/core/ids";
import { DAY_MS, HOUR_MS, toEpochMs } from "@/lib/core/time";
import { raiseAlert, resolveAlert } from "@/lib/db/rows/alert-rows";
import type { ServiceContext } from "../context";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { nextAttempt } from "./back-off";
import { listChannels } from "./list-channels";
import { saveMail } from "./save-mail";
import { saveWebhook } from "./save-webhook";
import { sendDueDeliveries } from "./send-due-deliveries";
import { sendTest } from "./send-test";
import { switchChannel } from "./switch-channel";
import { startHttpReceiver, startMailSink } from "./test-receivers";

let fleet: TestFleet;
let receiver: Awaited<ReturnType<typeof startHttpReceiver>>;
let sink: Awaited<ReturnType<typeof startMailSink>>;
let secret = "";
let skewMs = 0;

const settings = () => ({ smtpUrl: sink.url, consoleUrl: "https://console.example.com" });
const context = (...roles: Role[]): ServiceContext => {
  const ctx = fleet.as(...roles);
  return { ...ctx, now: () => toEpochMs(ctx.now() + skewMs) };
};

beforeAll(async () => {
  [fleet, receiver, sink] = await Promise.all([startTestFleet(), startHttpReceiver(), startMailSink()]);
  const saved = await saveWebhook(context(), { url: receiver.url, newSecret: false });
  if (!saved.ok || !saved.value.secret) throw new Error("no secret");
  secret = saved.value.secret;
});

afterAll(() => Promise.all([fleet.close(), receiver.close(), sink.close()]));

beforeEach(async () => {
  await fleet.db.notifyDelivery.deleteMany();
  await fleet.db.alert.deleteMany();
  await fleet.db.notifyChannel.deleteMany({ where: { kind: "mail" } });
  receiver.received.length = 0;
  sink.letters.length = 0;
  sink.state.refuse = false;
  receiver.answerWith((response) => void response.writeHead(204).end());
});

async function raise(kind: string, key: string, amountAtRiskMicros = 0n): Promise<void> {
  const ctx = context();
  await fleet.db.$transaction((tx) => raiseAlert(tx, {
    id: newId("alert", ctx.now(), ctx.random), connectionId: fleet.connectionId, kind, severity: "critical", subjectType: "escrow", subjectId: "esw_1",
    title: `Something about ${key}`, body: "Look at it.", amountAtRiskMicros, dedupeKey: key, raisedAt: new Date(ctx.now()),
  }));
}

const deliveries = () => fleet.db.notifyDelivery.findMany({ orderBy: { createdAt: "asc" } });

describe("a webhook", () => {
  it("gets a signed warning that says whether the money is real", async () => {
    await raise("intent_unknown", "a", 1_250_000n);
    const before = context().now();
    expect(await sendDueDeliveries(context(), settings())).toBe(1);
    const [request] = receiver.received;
    const [, timestamp = "", signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request?.headers["x-purple-flea-console-signature"])) ?? [];
    expect(signature).toBe(createHmac("sha256", secret).update(`${timestamp}.${request?.body ?? ""}`).digest("hex"));
    // Whole seconds, of a moment between the two readings.
    expect(Number(timestamp) * 1_000).toBeGreaterThan(before - 1_000);
    expect(Number(timestamp) * 1_000).toBeLessThanOrEqual(context().now());
    expect(JSON.parse(request?.body ?? "")).toMatchObject({
      type: "alert.raised", connection: { mode: "sandbox" }, url: "https://console.example.com/alerts",
      alert: { kind: "intent_unknown", amountAtRisk: "1.25", amountAtRiskMicros: "1250000" },
    });
    expect(request?.body).not.toContain(secret);
    expect(await sendDueDeliveries(context(), settings())).toBe(0);
  });

  it("hears of an alert once, and again when it opens again", async () => {
    await raise("platform_silent", "b");
    await raise("platform_silent", "b");
    expect(await deliveries()).toHaveLength(1);
    await fleet.db.$transaction((tx) => resolveAlert(tx, "b", new Date(), "test"));
    await raise("platform_silent", "b");
    const [first, second] = await deliveries();
    expect(first?.event).not.toBe(second?.event);
    expect(first?.alertId).toBe(second?.alertId);
  });

  it("hears of nothing that is not urgent, unless money is at risk", async () => {
    await raise("something_small", "c");
    expect(await deliveries()).toHaveLength(0);
    await raise("something_small", "d", 1n);
    for (const kind of ["batch_failed", "worker_unverified", "referral_contradicted"]) await raise(kind, kind);
    expect(await deliveries()).toHaveLength(4);
  });

  it("is not queued when the change that raises the alert is undone", async () => {
    await expect(fleet.db.$transaction(async (tx) => {
      await raiseAlert(tx, {
        id: "alr_undone", connectionId: fleet.connectionId, kind: "batch_failed", severity: "warning", subjectType: "batch", subjectId: "b", title: "t", body: "b",
        dedupeKey: "undone", raisedAt: new Date(),
      });
      throw new Error("undone");
    })).rejects.toThrow("undone");
    expect(await deliveries()).toHaveLength(0);
  });

  it("is tried again with growing pauses under the same id, and given up after a day", async () => {
    receiver.answerWith((response) => void response.writeHead(500).end("<html>oops</html>"));
    await raise("batch_failed", "e");
    await sendDueDeliveries(context(), settings());
    expect(await deliveries()).toMatchObject([{ state: "queued", attempts: 1, lastError: "The receiver answered 500." }]);
    expect(await sendDueDeliveries(context(), settings())).toBe(0);
    expect(receiver.received).toHaveLength(1);
    skewMs += 11_000;
    await sendDueDeliveries(context(), settings());
    const ids = receiver.received.map(({ body }) => (JSON.parse(body) as { id: string }).id);
    expect(ids).toEqual([ids[0], ids[0]]);
    skewMs += DAY_MS;
    await sendDueDeliveries(context(), settings());
    expect(await deliveries()).toMatchObject([{ state: "given_up", attempts: 3, nextAttemptAt: null }]);
    skewMs = 0;
  });

  it("follows no redirect", async () => {
    receiver.answerWith((response) => void response.writeHead(302, { location: receiver.url }).end());
    const sent = await sendTest(context(), "webhook", settings());
    expect(sent).toMatchObject({ ok: false, failure: { code: "NOT_DELIVERED" } });
    expect(receiver.received).toHaveLength(1);
    expect((await listChannels(context())).webhook.lastError).toMatch(/redirect/);
  });

  it("that does not answer holds up nothing for longer than five seconds", async () => {
    receiver.answerWith(() => undefined);
    const startedAt = performance.now();
    const sent = await sendTest(context(), "webhook", settings());
    expect(sent.ok ? "" : sent.failure.message).toMatch(/5 s/);
    // What the machine itself takes comes on top; without the limit nothing would come back at all.
    expect(performance.now() - startedAt).toBeLessThan(30_000);
  });

  it("is left alone by two engines at once", async () => {
    for (const key of ["f1", "f2", "f3"]) await raise("batch_failed", key);
    await Promise.all([sendDueDeliveries(context(), settings()), sendDueDeliveries(context(), settings())]);
    expect(receiver.received).toHaveLength(3);
  });
});

describe("mail", () => {
  it("is one letter for a storm of alerts", async () => {
    await saveMail(context(), { address: "olga@example.org" }, settings());
    for (let number = 0; number < 30; number += 1) await raise("worker_unverified", `storm-${number}`);
    await sendDueDeliveries(context(), settings());
    expect(sink.letters).toHaveLength(1);
    expect(sink.letters[0]).toContain("To: olga@example.org");
    expect(sink.letters[0]).toContain("Subject: [Sandbox] 30 warnings");
    expect(sink.letters[0]).toContain("Something about storm-29");
  });

  it("says why it did not arrive", async () => {
    await saveMail(context(), { address: "olga@example.org" }, settings());
    sink.state.refuse = true;
    const sent = await sendTest(context(), "mail", settings());
    expect(sent.ok ? "" : sent.failure.message).toMatch(/550/);
    sink.state.refuse = false;
    expect((await sendTest(context(), "mail", settings())).ok).toBe(true);
    expect((await listChannels(context())).mail).toMatchObject({ lastError: null, lastSentAt: expect.any(Number) as number });
  });

  it("cannot be chosen without a mail server", async () => {
    const saved = await saveMail(context(), { address: "olga@example.org" }, { ...settings(), smtpUrl: undefined });
    expect(saved).toMatchObject({ ok: false, failure: { code: "NO_MAIL_SERVER" } });
  });
});

describe("a channel", () => {
  it("keeps its secret sealed, shows it once, and makes a new one for another host", async () => {
    const stored = await fleet.db.notifyChannel.findUniqueOrThrow({ where: { kind: "webhook" } });
    expect(stored.secret).not.toContain(secret);
    const again = await saveWebhook(context(), { url: `${receiver.url}?again`, newSecret: false });
    expect(again).toEqual({ ok: true, value: { secret: null } });
    const other = await saveWebhook(context(), { url: "https://hooks.example.com/x", newSecret: false });
    expect(other.ok && other.value.secret).toMatch(/^whsec_/);
    const entries = JSON.stringify(await fleet.db.auditEntry.findMany({ where: { action: "notify.webhook" }, select: { summary: true, after: true, before: true } }));
    expect(entries).not.toMatch(/whsec_|\?again/);
    await saveWebhook(context(), { url: receiver.url, newSecret: true });
  });

  it("that is off is told nothing, not even what waited", async () => {
    await raise("batch_failed", "g");
    await switchChannel(context(), { kind: "webhook", on: false });
    await raise("batch_failed", "h");
    expect(await sendDueDeliveries(context(), settings())).toBe(0);
    expect(await deliveries()).toMatchObject([{ state: "given_up" }]);
    await switchChannel(context(), { kind: "webhook", on: true });
  });

  it("is changed and tested by an administrator alone", async () => {
    const other = context("viewer", "operator", "treasurer", "auditor");
    await expect(saveWebhook(other, { url: receiver.url, newSecret: false })).rejects.toThrow(/administrator/);
    await expect(saveMail(other, { address: "a@example.org" }, settings())).rejects.toThrow(/administrator/);
    await expect(switchChannel(other, { kind: "webhook", on: false })).rejects.toThrow(/administrator/);
    await expect(sendTest(other, "webhook", settings())).rejects.toThrow(/administrator/);
    expect(await fleet.db.auditEntry.count({ where: { action: { startsWith: "notify." }, result: "denied" } })).toBe(4);
  });
});

describe("the pause after a failure", () => {
  it("grows to an hour and ends after a day", () => {
    const start = toEpochMs(0);
    expect([1, 2, 3, 20].map((attempts) => nextAttempt(start, attempts, start))).toEqual([10_000, 20_000, 40_000, HOUR_MS]);
    expect(nextAttempt(start, 5, toEpochMs(DAY_MS))).toBeNull();
  });
});
