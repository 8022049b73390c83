import { serve } from "@hono/node-server";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TestPlatform } from "./test-platform";

let platform: TestPlatform;
let base: string;
let stop: () => void;
const clients: Client[] = [];

beforeEach(async () => {
  platform = new TestPlatform();
  await new Promise<void>((resolve) => {
    const server = serve({ port: 0, hostname: "127.0.0.1", fetch: (request) => platform.sandbox.fetch(request, { remoteAddress: "127.0.0.1" }) }, (address) => {
      base = `http://127.0.0.1:${address.port}`;
      resolve();
    });
    stop = () => void server.close();
  });
});

afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  stop();
});

async function connect(path: string): Promise<Client> {
  const client = new Client({ name: "test", version: "0" });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${base}${path}/mcp`)));
  clients.push(client);
  return client;
}

async function use(client: Client, name: string, args: Record<string, unknown> = {}) {
  const result = await client.callTool({ name, arguments: args });
  const [first] = result.content as { text: string }[];
  const text = first?.text ?? "";
  return { isError: result.isError === true, text, body: (text.startsWith("{") ? JSON.parse(text) : {}) as Record<string, unknown> };
}

describe("the MCP servers over HTTP, driven by the SDK's client", () => {
  it("moves 5.00 from one agent to another by faucet, create, complete and release", async () => {
    const [escrow, faucet, casino] = [
      await connect("/escrow.purpleflea.com"), await connect("/faucet.purpleflea.com"), await connect("/casino.purpleflea.com"),
    ];
    const payer = (await use(casino, "casino_register")).body;
    const payee = (await use(casino, "casino_register")).body;
    expect((await use(faucet, "claim_faucet", { agent_casino_id: payee.agent_id })).body).toMatchObject({ credited: 1 });
    expect((await use(faucet, "claim_faucet", { agent_casino_id: payee.agent_id })).body).toMatchObject({ error: "already_claimed" });
    await platform.credit(String(payer.agent_id), 5);
    const made = await use(escrow, "create_escrow", {
      casino_api_key: payer.api_key, amount_usd: 5, counterparty_agent_id: payee.agent_id, description: "analysis", timeout_hours: 4,
    });
    const id = String(made.body.escrow_id);
    expect((await use(escrow, "get_escrow", { escrow_id: id })).body).toMatchObject({ id, status: "funded", amount_usd: 5, commission_usd: 0.05 });
    expect((await use(escrow, "complete_escrow", { casino_api_key: payee.api_key, escrow_id: id, result_summary: "done" })).body).toMatchObject({ status: "completed" });
    expect((await use(escrow, "release_escrow", { casino_api_key: payer.api_key, escrow_id: id })).body).toMatchObject({ amount_released: 4.95, commission: 0.05 });
    expect((await use(casino, "casino_balance", { casino_api_key: payee.api_key })).body).toMatchObject({ balance_usd: 5.95 });
    expect((await use(escrow, "mark_complete", { casino_api_key: payee.api_key, escrow_id: id })).isError).toBe(true);
  });

  it("has the published names under /published/, where a tool with a key fails as the published module does", async () => {
    const escrow = await connect("/published/escrow.purpleflea.com");
    const { tools } = await escrow.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(["create_escrow", "dispute_escrow", "escrow_stats", "get_escrow", "mark_complete", "release_escrow"]);
    const refused = await use(escrow, "mark_complete", { casino_api_key: "sk_live_x", escrow_id: "esc_1" });
    expect(refused).toMatchObject({ isError: true, text: "require is not defined" });
    expect((await use(escrow, "complete_escrow")).text).toContain("Tool complete_escrow not found");
    expect((await use(escrow, "escrow_stats")).body).toMatchObject({ id: 1, total_created: 0 });
    expect((await (await connect("/published/faucet.purpleflea.com")).listTools()).tools.map(({ name }) => name)).toEqual(["claim_faucet"]);
    await expect(connect("/published/casino.purpleflea.com")).rejects.toThrow();
  });

  it("answers a GET with 405, for it keeps no sessions", async () => {
    expect((await fetch(`${base}/escrow.purpleflea.com/mcp`)).status).toBe(405);
  });
});
