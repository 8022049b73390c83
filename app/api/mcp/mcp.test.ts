import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { serve } from "@hono/node-server";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiScope } from "@/lib/core/access/scopes";
import { lock } from "@/lib/services/escrow/test-escrow";
import { proveTreasury } from "@/lib/services/overview/prove-treasury";
import { addRun, openRunStage } from "@/lib/services/run/test-run";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { makeToken } from "@/lib/services/token/make-token";
import { DELETE, GET, POST } from "./route";

let fleet: TestFleet;
let server: ReturnType<typeof serve>;
let address: string;
let client: Client;
let workerId: string;
let escrowId: string;
let runId: string;

beforeAll(async () => {
  fleet = await startTestFleet();
  (globalThis as { consoleDatabase?: unknown }).consoleDatabase = fleet.db;
  const handlers = { POST, GET, DELETE } as Record<string, (request: Request) => Promise<Response>>;
  await new Promise<void>((resolve) => {
    server = serve({ port: 0, hostname: "127.0.0.1", fetch: (request: Request) => handlers[request.method]?.(request) ?? new Response(null, { status: 405 }) }, () => resolve());
  });
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/mcp`;
  ({ agentId: workerId } = await fleet.addWorker("mcp-worker"));
  escrowId = await lock(fleet, workerId, "2.5");
  runId = await addRun(openRunStage(fleet.system, fleet.connectionId, fleet.orchestrator.agentId), {
    name: "Nightly", pattern: "hub_spoke", legs: [{ key: "research", worker: "mcp-worker", amount: "0.50", instructions: "Find it" }],
  });
  await proveTreasury(fleet.system, fleet.connectionId);
  client = await connect(await newToken(["mcp:read"]));
});

afterAll(async () => {
  await client.close();
  server.close();
  await fleet.close();
});

async function newToken(scopes: readonly ApiScope[]): Promise<string> {
  const made = await makeToken(fleet.as(), { name: "agent of a test", scopes, expiresInDays: 1 });
  if (!made.ok) throw new Error(made.failure.message);
  return made.value.token;
}

async function connect(token: string): Promise<Client> {
  const made = new Client({ name: "test", version: "1" });
  await made.connect(new StreamableHTTPClientTransport(new URL(address), { requestInit: { headers: { authorization: `Bearer ${token}` } } }));
  return made;
}

interface Answer { isError?: boolean; content: { text: string }[]; structuredContent?: Record<string, unknown> }

async function call(name: string, input: Record<string, unknown> = {}): Promise<Answer> {
  return (await client.callTool({ name, arguments: input })) as unknown as Answer;
}

const CALLS: [string, () => Record<string, unknown>, string][] = [
  ["list_workers", () => ({ limit: 5, state: "live" }), "mcp-worker"],
  ["get_worker", () => ({ id: workerId }), "mcp-worker"],
  ["list_escrows", () => ({ state: "locked" }), "2500000"],
  ["get_escrow", () => ({ id: escrowId }), "2500000"],
  ["list_runs", () => ({ state: "running" }), "Nightly"],
  ["get_run", () => ({ id: runId }), "research"],
  ["cost_report", () => ({ range: "all" }), "agentCount"],
  ["referral_chain", () => ({}), "mcp-worker"],
  ["list_alerts", () => ({ show: "open" }), "alerts"],
  ["treasury_status", () => ({}), "provenMicros"],
];

describe("the MCP server", () => {
  it("offers exactly its read tools, marked as such", async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(CALLS.map(([name]) => name).sort());
    for (const tool of tools) expect(tool.annotations?.readOnlyHint).toBe(true);
  });

  it.each(CALLS)("answers %s and writes who called it", async (name, input, expected) => {
    const answer = await call(name, input());
    expect(answer.isError ?? false, answer.content[0]?.text).toBe(false);
    expect(answer.structuredContent?.["mode"]).toBe("sandbox");
    expect(JSON.parse(answer.content[0]?.text ?? "")).toEqual(answer.structuredContent);
    expect(answer.content[0]?.text).toContain(expected);
    const [entry] = await fleet.db.auditEntry.findMany({ where: { action: `mcp.${name}` }, orderBy: { seq: "desc" }, take: 1 });
    expect(entry).toMatchObject({ actorType: "token", actorName: "agent of a test", result: "recorded" });
  });

  it("says what is wrong with a call, and writes it", async () => {
    const answer = await call("get_worker", { id: "agt_nobody" });
    expect(answer.isError).toBe(true);
    expect(answer.content[0]?.text).toContain("no such worker");
    expect(await fleet.db.auditEntry.count({ where: { action: "mcp.get_worker", result: "rejected" } })).toBe(1);
    expect((await call("list_workers", { limit: 1_000 })).isError).toBe(true);
    expect((await call("list_escrows", { connection: "con_other" })).isError).toBe(true);
  });

  it("lets nobody in without a token of its scope", async () => {
    await expect(connect(`pfc_${"A".repeat(43)}`)).rejects.toThrow(/UNAUTHENTICATED/);
    await expect(connect(await newToken(["read:workers"]))).rejects.toThrow(/FORBIDDEN.*mcp:read/);
    for (const method of ["GET", "POST", "DELETE"]) expect((await fetch(address, { method })).status).toBe(401);
  });

  it("takes one message at a time, of a bounded size and depth", async () => {
    const token = await newToken(["mcp:read"]);
    const message = (padding: unknown) => ({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "treasury_status", arguments: {}, _meta: { padding } } });
    const deep = JSON.stringify(message("here")).replace('"here"', `${"[".repeat(50_000)}${"]".repeat(50_000)}`);
    const post = async (body: string | ReadableStream<Uint8Array>) => {
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", accept: "application/json, text/event-stream", "mcp-protocol-version": "2025-06-18" };
      const response = await fetch(address, { method: "POST", headers, body, ...(typeof body === "string" ? {} : { duplex: "half" }) } as RequestInit);
      return [response.status, await response.text()] as const;
    };
    const before = await fleet.db.auditEntry.count({ where: { action: "mcp.treasury_status" } });
    expect((await post(JSON.stringify(message("short"))))[0]).toBe(200);
    expect(await post(JSON.stringify([message(""), message("")]))).toEqual([400, expect.stringContaining("one message")]);
    expect(await post(deep)).toEqual([400, expect.stringContaining("64 levels")]);
    // Without a content-length the size shows itself only on the way.
    const long = new Blob([JSON.stringify(message("x".repeat(300_000)))]).stream();
    expect(await post(long)).toEqual([400, expect.stringContaining("262144 bytes")]);
    expect(await fleet.db.auditEntry.count({ where: { action: "mcp.treasury_status" } })).toBe(before + 1);
  });

  it("never tells a lock code", async () => {
    const { content } = await call("get_escrow", { id: escrowId });
    expect(content[0]?.text).not.toMatch(/"lock_?code":"(?!\[hidden\])/i);
  });
});
