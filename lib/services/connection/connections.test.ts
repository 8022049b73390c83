import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CAPABILITIES } from "@/lib/core/connection/capabilities";
import { presetUrls } from "@/lib/core/connection/hosts";
import { type ConnectionWish, connectionSchema } from "@/lib/schemas/connection";
import { runCommand } from "@/lib/services/command";
import { lockEscrowCommand } from "@/lib/services/escrow/lock";
import { releaseEscrowCommand } from "@/lib/services/escrow/release";
import { listEscrows } from "@/lib/services/escrow/list-escrows";
import { escrowFiltersSchema } from "@/lib/services/escrow/escrow-filters";
import { SANDBOX_ORIGIN, startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { addConnection, testConnection } from "./add-connection";
import { archiveConnection } from "./archive-connection";
import { findCurrentConnection, getCurrentConnection } from "./current-connection";
import { listConnections } from "./list-connections";
import { getShellData } from "./get-shell-data";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

const ALLOWED = { allowSandbox: true };

/** An agent that somebody made without us, with money. */
async function stranger(mount: "" | "/published", credit = "50000000") {
  const url = mount === "" ? `${SANDBOX_ORIGIN}/casino.purpleflea.com/api/v1/auth/register` : `${SANDBOX_ORIGIN}/published/casino.purpleflea.com/api/v1/auth/register`;
  const response = await fleet.sandbox.fetch(new Request(url, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }));
  const body = (await response.json()) as { agent_id: string; api_key: string; referral_code: string };
  await fleet.control("POST", "credit", { agentId: body.agent_id, amountMicros: credit });
  return body;
}

function wishOf(name: string, preset: "sandbox" | "published-sandbox", agent: { agent_id: string; api_key: string }, more: Record<string, string> = {}): ConnectionWish {
  const urls = Object.fromEntries(Object.entries(presetUrls(preset, SANDBOX_ORIGIN)).map(([service, url]) => [`${service}Url`, url]));
  return connectionSchema.parse({
    name, ...urls, agentId: agent.agent_id, apiKey: agent.api_key, referralCode: "",
    dialectPreset: preset === "sandbox" ? "sandbox" : "published", limits: "", ...more,
  });
}

async function everyText(): Promise<string> {
  const [accounts, keys, audit, connections, intents] = await Promise.all([
    fleet.db.agentAccount.findMany(), fleet.db.agentKey.findMany(), fleet.db.auditEntry.findMany(), fleet.db.connection.findMany(), fleet.db.intent.findMany(),
  ]);
  return JSON.stringify([accounts, keys, audit, connections, intents], (_name, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}

describe("adding a connection", () => {
  it("is refused to everybody but an administrator, and audited", async () => {
    const agent = await stranger("");
    for (const role of ["viewer", "operator", "treasurer", "auditor"] as const) {
      expect(await addConnection(fleet.as(role), wishOf("Nobody", "sandbox", agent), ALLOWED)).toMatchObject({ ok: false, failure: { code: "FORBIDDEN" } });
    }
    expect(await fleet.db.connection.count()).toBe(1);
    expect(await fleet.db.auditEntry.count({ where: { action: "connection.test", result: "denied" } })).toBe(4);
  });

  it("saves nothing before a balance came back for the agent named", async () => {
    const agent = await stranger("/published");
    const wrongKey = wishOf("Second", "published-sandbox", { ...agent, api_key: "sk_test_wrong_key_000" });
    expect(await addConnection(fleet.as("admin"), wrongKey, ALLOWED)).toMatchObject({ ok: false, failure: { code: "NO_BALANCE" } });
    const other = wishOf("Second", "published-sandbox", { agent_id: "ag_000000000000", api_key: agent.api_key });
    expect(await addConnection(fleet.as("admin"), other, ALLOWED)).toMatchObject({ ok: false, failure: { code: "OTHER_AGENT" } });
    const code = wishOf("Second", "published-sandbox", agent, { referralCode: "ref_elsewhere" });
    expect(await addConnection(fleet.as("admin"), code, ALLOWED)).toMatchObject({ ok: false, failure: { code: "OTHER_CODE" } });
    expect(await fleet.db.connection.count()).toBe(1);
  });

  it("refuses play money in a database of the user's own", async () => {
    const agent = await stranger("");
    expect(await testConnection(fleet.as("admin"), wishOf("Play", "sandbox", agent), { allowSandbox: false })).toMatchObject({ ok: false, failure: { code: "SANDBOX_REFUSED" } });
  });

  it("keeps evidence per capability, the default policy, and no key outside the vault, on both mounts", async () => {
    for (const preset of ["sandbox", "published-sandbox"] as const) {
      const agent = await stranger(preset === "sandbox" ? "" : "/published");
      const added = await addConnection(fleet.as("admin"), wishOf(`Mount ${preset}`, preset, agent), ALLOWED);
      if (!added.ok) throw new Error(added.failure.message);
      const { connectionId } = added.value;
      const known = await fleet.db.capability.findMany({ where: { connectionId } });
      expect(known).toHaveLength(CAPABILITIES.length);
      const evidence = Object.fromEntries(known.map((row) => [row.name, row.evidence]));
      expect(evidence).toMatchObject({ "balance": "observed", "referral.code": "observed", "ledger": "observed", "pay": "documented" });
      expect(evidence["wallet.find"]).toBe(preset === "sandbox" ? "observed" : "unavailable");
      expect(known.find((row) => row.name === "balance")?.note).toBe("Balance 50 USDC");
      expect(await fleet.db.policy.findUnique({ where: { connectionId } })).toMatchObject({ perTransactionMicros: 250_000_000n });
      const text = await everyText();
      expect(text).not.toContain(agent.api_key);
      expect((await getCurrentConnection(fleet.system, connectionId)).orchestrator).toMatchObject({ upstreamId: agent.agent_id, balanceMicros: 50_000_000n, referralCode: agent.referral_code });
      expect(await addConnection(fleet.as("admin"), wishOf(`Twin ${preset}`, preset, agent), ALLOWED)).toMatchObject({ ok: false, failure: { code: "DUPLICATE" } });
    }
  });

  it("takes plain http only on this machine, and a key only with its id", () => {
    const agent = { agent_id: "ag_0123456789ab", api_key: "sk_test_0123456789" };
    const urls = Object.fromEntries(Object.entries(presetUrls("published", "")).map(([service, url]) => [`${service}Url`, url]));
    const form = { name: "Live", ...urls, agentId: agent.agent_id, apiKey: agent.api_key, dialectPreset: "published", limits: "escrow POST /escrow/create = 20 / 60 s" };
    expect(connectionSchema.safeParse(form).success).toBe(true);
    expect(connectionSchema.safeParse({ ...form, casinoUrl: "http://casino.example.com" }).success).toBe(false);
    expect(connectionSchema.safeParse({ ...form, walletApiKey: "sk_wallet_0123456" }).success).toBe(false);
    expect(connectionSchema.safeParse({ ...form, limits: "twenty a minute" }).success).toBe(false);
  });

  it("counts everything as live that does not answer as our sandbox", async () => {
    const agent = await stranger("/published");
    const wish = wishOf("Proxy", "published-sandbox", agent);
    const proxied = { ...fleet.as("admin"), fetch: (request: Request) => (new URL(request.url).pathname.startsWith("/_sandbox") ? new Response("no", { status: 404 }) : fleet.sandbox.fetch(request)) };
    const tested = await testConnection(proxied, wish, { allowSandbox: false });
    expect(tested.ok && tested.value.mode).toBe("live");
  });
});

describe("connections side by side", () => {
  it("never share a list or a total", async () => {
    const [first, second] = (await listConnections(fleet.system)).map(({ id }) => id);
    if (!first || !second) throw new Error("Two connections are needed");
    const payee = await stranger("");
    const pay = async (connectionId: string, amount: string) => {
      const form = { payerId: "", payeeId: payee.agent_id, amount, description: "side by side", timeoutHours: "24", taskId: "" };
      const locked = await runCommand(fleet.as(), lockEscrowCommand, form, { connectionId, idempotencyKey: `side-${connectionId}-${amount}` });
      if (!locked.ok) throw new Error(locked.message);
      const { escrowId } = locked.output;
      const released = await runCommand(fleet.as(), releaseEscrowCommand, { escrowId }, { connectionId, idempotencyKey: `side-release-${escrowId}` });
      expect(released).toMatchObject({ ok: true });
    };
    await pay(first, "3.00");
    await pay(second, "7.00");
    const sumOf = async (connectionId: string) => {
      const { rows } = await listEscrows(fleet.system, connectionId, escrowFiltersSchema.parse({}), { now: fleet.now() });
      const totals = await fleet.db.escrowTotal.findMany({ where: { connectionId, state: "released" } });
      const costs = await fleet.db.costEntry.aggregate({ where: { connectionId, kind: "paid" }, _sum: { amountMicros: true } });
      const reserved = await fleet.db.reservation.aggregate({ where: { subjectId: connectionId, scope: "fleet" }, _sum: { amountMicros: true } });
      return [rows.map((row) => row.amount), totals.map((row) => row.amountMicros), costs._sum.amountMicros, reserved._sum.amountMicros];
    };
    expect(await sumOf(first)).toEqual([[3_000_000n], [3_000_000n], 3_000_000n, 3_000_000n]);
    expect(await sumOf(second)).toEqual([[7_000_000n], [7_000_000n], 7_000_000n, 7_000_000n]);
    const operator = { name: "T", email: "t@example.com", roles: [] };
    const shell = await getShellData(fleet.system, await findCurrentConnection(fleet.system, second), operator);
    expect(shell.connection.id).toBe(second);
    expect(shell.connections.map(({ id }) => id)).toEqual(expect.arrayContaining([first, second]));
  });

  it("are chosen by the person, and a form keeps the one it was made for", async () => {
    const [first, second] = (await listConnections(fleet.system)).map(({ id }) => id);
    expect((await getCurrentConnection(fleet.system)).id).toBe(first);
    expect((await getCurrentConnection({ ...fleet.system, connectionId: second ?? "" })).id).toBe(second);
    expect((await getCurrentConnection({ ...fleet.system, connectionId: "con_gone" })).id).toBe(first);
    await expect(getCurrentConnection({ ...fleet.system, connectionId: "con_gone", isConnectionBound: true })).rejects.toThrow("archived");
  });

  it("are archived only by an administrator, with nothing open, and never the last", async () => {
    const [first, second] = (await listConnections(fleet.system)).filter((row) => !row.archivedAt).map(({ id }) => id);
    if (!first || !second) throw new Error("Two connections are needed");
    const payee = await stranger("");
    const form = { payerId: "", payeeId: payee.agent_id, amount: "1.00", description: "open", timeoutHours: "24", taskId: "" };
    await runCommand(fleet.as(), lockEscrowCommand, form, { connectionId: second, idempotencyKey: "still-open-escrow" });
    expect(await archiveConnection(fleet.as("operator"), first)).toMatchObject({ ok: false, failure: { code: "FORBIDDEN" } });
    expect(await archiveConnection(fleet.as("admin"), second)).toMatchObject({ ok: false, failure: { code: "OPEN" } });
    expect(await archiveConnection(fleet.as("admin"), first)).toMatchObject({ ok: true });
    expect((await getCurrentConnection(fleet.system)).id).not.toBe(first);
    expect(await fleet.db.auditEntry.findFirst({ where: { action: "connection.archived", result: "recorded" } })).toMatchObject({ subjectId: first });
  });
});
