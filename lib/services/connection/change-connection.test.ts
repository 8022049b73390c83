import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CAPABILITIES } from "@/lib/core/connection/capabilities";
import { HOUR_MS } from "@/lib/core/time";
import { presetUrls, type ServiceHost } from "@/lib/core/connection/hosts";
import { type ConnectionChange, connectionChangeSchema } from "@/lib/schemas/connection-change";
import { runCommand } from "@/lib/services/command";
import { addPublishedConnection, type MadeAgent, registerAt } from "@/lib/services/testing/outside-agents";
import { SANDBOX_ORIGIN, startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { changeConnection, testConnectionChange } from "./change-connection";
import { openCredential } from "./open-credential";
import { registerServiceAccountCommand } from "./register-service-account";
import { replaceKey } from "./replace-key";
import { retestConnection } from "./retest-connection";
import { testPaymentCommand } from "./test-payment";

let fleet: TestFleet;
let connectionId: string;
let agent: MadeAgent;
beforeAll(async () => {
  fleet = await startTestFleet();
  ({ connectionId, agent } = await addPublishedConnection(fleet, "Published"));
});
afterAll(() => fleet.close());

const rowOf = () => fleet.db.connection.findUniqueOrThrow({ where: { id: connectionId } });
async function changeTo(more: Partial<ConnectionChange> = {}): Promise<ConnectionChange> {
  const row = await rowOf();
  return {
    name: row.name, baseUrls: row.baseUrls as Record<ServiceHost, string>, dialects: row.dialects as unknown as ConnectionChange["dialects"],
    declaredLimits: row.declaredLimits as unknown as ConnectionChange["declaredLimits"], ...more,
  };
}
const sandboxUrls = presetUrls("sandbox", SANDBOX_ORIGIN);

describe("changing a connection", () => {
  it("is for an administrator with his password; a denial is audited", async () => {
    for (const role of ["viewer", "operator", "treasurer", "auditor"] as const) {
      expect(await changeConnection(fleet.as(role), connectionId, await changeTo({ name: "Other" }))).toMatchObject({ ok: false, failure: { code: "FORBIDDEN" } });
    }
    expect(await fleet.db.auditEntry.count({ where: { action: "connection.changed", result: "denied" } })).toBe(4);
    const admin = fleet.as("admin");
    const later = { ...admin, now: () => (admin.now() + HOUR_MS) as ReturnType<typeof admin.now> };
    expect(await changeConnection(later, connectionId, await changeTo({ name: "Other" }))).toMatchObject({ ok: false, failure: { code: "STEP_UP_REQUIRED" } });
    expect((await rowOf()).name).toBe("Published");
  });

  it("writes name, dialects and limits, with before and after and no key in the audit log", async () => {
    const wish = await changeTo();
    const change = { ...wish, name: "Renamed", dialects: { ...wish.dialects, "faucet.claim": null }, declaredLimits: { "escrow POST /escrow/create": { requests: 20, windowMs: 60_000, per: "path" as const } } };
    expect(await changeConnection(fleet.as("admin"), connectionId, change)).toEqual({ ok: true, value: { name: "Renamed" } });
    expect(await rowOf()).toMatchObject({ name: "Renamed", dialects: { "faucet.claim": null }, declaredLimits: { "escrow POST /escrow/create": { requests: 20 } } });
    expect(await fleet.db.capability.findFirst({ where: { connectionId, name: "faucet.claim" } })).toMatchObject({ dialect: null, evidence: "unavailable" });
    const entry = await fleet.db.auditEntry.findFirstOrThrow({ where: { action: "connection.changed", result: "recorded" } });
    expect(entry).toMatchObject({ before: { name: "Published", limits: "" }, after: { name: "Renamed", limits: "escrow POST /escrow/create = 20 / 60 s" } });
    expect(JSON.stringify(entry.before) + JSON.stringify(entry.after) + entry.summary).not.toContain(agent.api_key);
    expect(await changeConnection(fleet.as("admin"), connectionId, await changeTo({ name: "Sandbox" }))).toMatchObject({ ok: false, failure: { code: "DUPLICATE" } });
  });

  it("reads first: addresses that do not answer for this agent change nothing", async () => {
    const before = await rowOf();
    const nowhere = await changeTo({ baseUrls: { ...(before.baseUrls as Record<ServiceHost, string>), casino: `${SANDBOX_ORIGIN}/nothing.example` } });
    expect(await testConnectionChange(fleet.as("admin"), connectionId, nowhere)).toMatchObject({ ok: false, failure: { code: "NO_BALANCE" } });
    expect(await changeConnection(fleet.as("admin"), connectionId, nowhere)).toMatchObject({ ok: false, failure: { code: "NO_BALANCE" } });
    const proxied = { ...fleet.as("admin"), fetch: (request: Request) => (new URL(request.url).pathname.startsWith("/_sandbox") ? new Response("no", { status: 404 }) : fleet.sandbox.fetch(request)) };
    expect(await changeConnection(proxied, connectionId, await changeTo())).toMatchObject({ ok: false, failure: { code: "OTHER_MODE" } });
    expect(await rowOf()).toEqual(before);
  });

  it("takes no other address while an outcome is open, and takes it once that is settled", async () => {
    const second = await registerAt(fleet, "/published");
    await fleet.control("POST", "faults", { match: { method: "POST", path: "stats/pay" }, effect: "reply_lost_after", times: 1 });
    const lost = await runCommand(fleet.as("admin"), testPaymentCommand, { toAgentId: second.agent_id }, { connectionId, idempotencyKey: "open-outcome" });
    expect(lost).toMatchObject({ ok: false, outcome: "unknown" });
    await fleet.control("DELETE", "faults");
    const change = await changeTo({ baseUrls: { ...((await rowOf()).baseUrls as Record<ServiceHost, string>), faucet: sandboxUrls.faucet } });
    expect(await changeConnection(fleet.as("admin"), connectionId, change)).toMatchObject({ ok: false, failure: { code: "OPEN_OUTCOME" } });
    expect(await changeConnection(fleet.as("admin"), connectionId, await changeTo({ name: "Still open" }))).toMatchObject({ ok: true });
    await fleet.db.intent.updateMany({ where: { connectionId, outcome: "unknown" }, data: { outcome: "succeeded" } });
    expect(await changeConnection(fleet.as("admin"), connectionId, { ...change, name: "Still open" })).toMatchObject({ ok: true });
    expect((await rowOf()).baseUrls).toMatchObject({ faucet: sandboxUrls.faucet });
  });

  it("is read from a form that names every address and every capability", () => {
    const urls = Object.fromEntries(Object.entries(presetUrls("published", "")).map(([service, url]) => [`${service}Url`, url]));
    const dialects = Object.fromEntries(CAPABILITIES.map((name) => [`dialect ${name}`, name === "pay" ? "none" : "live"]));
    const parsed = connectionChangeSchema.parse({ name: "Live", ...urls, ...dialects, limits: "" });
    expect(parsed.dialects).toMatchObject({ pay: null, balance: "live" });
    expect(connectionChangeSchema.safeParse({ name: "Live", ...urls, ...dialects, casinoUrl: "http://casino.example.com", limits: "" }).success).toBe(false);
  });
});

describe("testing the reads again", () => {
  it("refreshes the evidence with its date and takes no observed write back", async () => {
    await fleet.db.capability.updateMany({ where: { connectionId, name: "balance" }, data: { evidence: "documented", note: "", checkedAt: new Date(0) } });
    await fleet.db.capability.updateMany({ where: { connectionId, name: "pay" }, data: { evidence: "observed", note: "First success" } });
    expect(await retestConnection(fleet.as("operator"), connectionId)).toMatchObject({ ok: false, failure: { code: "FORBIDDEN" } });
    expect(await retestConnection(fleet.as("admin"), connectionId)).toMatchObject({ ok: true });
    const evidence = await fleet.db.capability.findMany({ where: { connectionId, name: { in: ["balance", "pay"] } }, orderBy: { name: "asc" } });
    expect(evidence).toMatchObject([{ evidence: "observed", note: expect.stringContaining("Balance") as string }, { evidence: "observed", note: "First success" }]);
    expect(evidence[0]?.checkedAt.getTime()).toBeGreaterThan(0);
  });
});

describe("replacing a key", () => {
  const accountOf = (service: string, id = fleet.connectionId) => fleet.db.agentAccount.findFirstOrThrow({ where: { connectionId: id, service, agent: { kind: "orchestrator" } }, include: { keys: { orderBy: { version: "asc" } } } });

  it("takes only a key of the same agent, seals it, retires the old one and names no key anywhere", async () => {
    const account = await accountOf("platform");
    const { apiKey: old } = await openCredential(fleet.db, fleet.system.keyring, account.id);
    const made = await fleet.sandbox.fetch(new Request(`${SANDBOX_ORIGIN}/purpleflea.com/api/agents/${account.upstreamId}/rotate-key`, { method: "POST", headers: { authorization: `Bearer ${old}`, "content-type": "application/json" }, body: "{}" }));
    const rotated = (await made.json()) as { api_key?: string };
    const apiKey = rotated.api_key ?? old;
    const wish = { service: "platform" as const, apiKey, referralCode: null };
    expect(await replaceKey(fleet.as("operator"), fleet.connectionId, wish)).toMatchObject({ ok: false, failure: { code: "FORBIDDEN" } });
    const other = await registerAt(fleet, "");
    expect(await replaceKey(fleet.as("admin"), fleet.connectionId, { ...wish, apiKey: other.api_key })).toMatchObject({ ok: false, failure: { code: "OTHER_AGENT" } });
    expect(await replaceKey(fleet.as("admin"), fleet.connectionId, { ...wish, apiKey: "sk_nobody_knows_this" })).toMatchObject({ ok: false, failure: { code: "KEY_REFUSED" } });
    expect(await replaceKey(fleet.as("admin"), fleet.connectionId, { ...wish, referralCode: "ref_of_nobody" })).toMatchObject({ ok: false, failure: { code: "OTHER_CODE" } });
    expect((await accountOf("platform")).keys).toHaveLength(1);
    expect(await replaceKey(fleet.as("admin"), fleet.connectionId, wish)).toMatchObject({ ok: true, value: { version: 2 } });
    const { keys } = await accountOf("platform");
    expect(keys).toMatchObject([{ version: 1, ciphertext: "" }, { version: 2, retiredAt: null }]);
    expect(keys[0]?.retiredAt).not.toBeNull();
    expect((await openCredential(fleet.db, fleet.system.keyring, account.id)).apiKey).toBe(apiKey);
    const entry = await fleet.db.auditEntry.findFirstOrThrow({ where: { action: "connection.keyReplaced", result: "recorded" } });
    expect(entry).toMatchObject({ before: { service: "platform", keyVersion: 1 }, after: { keyVersion: 2 } });
    const everything = JSON.stringify([await fleet.db.auditEntry.findMany(), keys], (_name, value: unknown) => (typeof value === "bigint" ? String(value) : value));
    expect(everything).not.toContain(apiKey);
  });

  it("tells another account of a product by its code, and asks for an account first", async () => {
    const missing = { service: "wallet" as const, apiKey: "sk_wallet_unknown_1", referralCode: null };
    expect(await replaceKey(fleet.as("admin"), fleet.connectionId, missing)).toMatchObject({ ok: false, failure: { code: "NO_ACCOUNT" } });
    const opened = await runCommand(fleet.as(), registerServiceAccountCommand, { agentId: fleet.orchestrator.agentId, service: "wallet" }, { connectionId: fleet.connectionId, idempotencyKey: "wallet-of-ours" });
    expect(opened).toMatchObject({ ok: true });
    const account = await accountOf("wallet");
    const response = await fleet.sandbox.fetch(new Request(`${SANDBOX_ORIGIN}/wallet.purpleflea.com/v1/auth/register`, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }));
    const other = (await response.json()) as { api_key: string };
    expect(await replaceKey(fleet.as("admin"), fleet.connectionId, { ...missing, apiKey: other.api_key })).toMatchObject({ ok: false, failure: { code: "OTHER_AGENT" } });
    const { apiKey } = await openCredential(fleet.db, fleet.system.keyring, account.id);
    expect(await replaceKey(fleet.as("admin"), fleet.connectionId, { ...missing, apiKey })).toMatchObject({ ok: true, value: { version: 2, referralCode: account.ownReferralCode } });
  });
});
