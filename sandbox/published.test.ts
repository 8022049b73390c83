import { describe, expect, it } from "vitest";
import { TestPlatform } from "./test-platform";

const CASINO = "/published/casino.purpleflea.com";
const ESCROW = "/published/escrow.purpleflea.com";

describe("the published subset", () => {
  it.each([
    ["POST", `${ESCROW}/api/escrows`], ["POST", `${ESCROW}/api/escrow`], ["POST", `${ESCROW}/api/escrow/esc_1/lock`],
    ["POST", "/published/wallet.purpleflea.com/api/wallets/child"], ["POST", `${CASINO}/agents/ag_x/rotate-key`],
    ["POST", "/published/purpleflea.com/api/agents/register"], ["GET", `${ESCROW}/escrow/pending`],
  ])("does not know %s %s", async (method, path) => {
    const reply = await new TestPlatform().send(method, path, method === "GET" ? undefined : {});
    expect([reply.status, reply.body.error]).toEqual([404, "not_found"]);
  });

  it("names an unknown path on the casino and only the code on escrow", async () => {
    const platform = new TestPlatform();
    expect((await platform.post(`${CASINO}/api/v1/nope`)).body).toMatchObject({
      error: "not_found", message: "POST /api/v1/nope not found", docs: "/api/v1/docs", openapi: "/openapi.json",
    });
    expect((await platform.post(`${ESCROW}/api/escrows`)).body.message).toBeUndefined();
  });

  it("reads Bearer only, and shares the ledger with the rest", async () => {
    const platform = new TestPlatform();
    const { body: agent } = await platform.post("/casino.purpleflea.com/api/v1/auth/register");
    expect(agent).toMatchObject({ agent: { id: agent.agent_id, api_key: agent.api_key }, balance: 0 });
    await platform.credit(agent.agent_id, 7);
    const path = `${CASINO}/api/v1/auth/balance`;
    expect((await platform.get(path, agent.api_key)).body.balance_usd).toBe(7);
    const refused = await platform.send("GET", path, undefined, undefined, { "x-api-key": agent.api_key });
    expect([refused.status, refused.body.message]).toEqual([401, "Missing or invalid Authorization header. Use: Bearer {api_key}"]);
    expect((await platform.get(path, "sk_live_no")).body.message).toBe("Invalid API key");
  });

  it("limits registrations by path and address in windows of 60 s", async () => {
    const platform = new TestPlatform();
    const register = async (address: string) =>
      (await platform.send("POST", `${CASINO}/api/v1/auth/register`, {}, undefined, { "x-forwarded-for": address })).status;
    const statuses: number[] = [];
    for (let index = 0; index < 12; index++) statuses.push(await register("192.0.2.1"));
    expect(statuses).toEqual([...Array<number>(10).fill(201), 429, 429]);
    expect(await register("192.0.2.2")).toBe(201);
    await platform.post("/_sandbox/clock", { advanceSeconds: 60 });
    expect(await register("192.0.2.1")).toBe(201);
  });

  it("claims the faucet for the first new agent of a day only", async () => {
    const platform = new TestPlatform();
    const register = async () => (await platform.post(`${CASINO}/api/v1/auth/register`)).body;
    const [first, second] = [await register(), await register()];
    expect([await platform.balance(first.api_key), await platform.balance(second.api_key)]).toEqual([1, 0]);
  });

  it("serves the same by Host header", async () => {
    const platform = new TestPlatform();
    const reply = await platform.sandbox.fetch(new Request("http://escrow.purpleflea.com/escrow/stats"));
    expect(await reply.json()).toMatchObject({ total_created: 0, commission_rate: "1%" });
  });

  it("lists only what it serves in openapi.json", async () => {
    const platform = new TestPlatform();
    const published = await platform.get(`${ESCROW}/openapi.json`);
    const all = await platform.get("/escrow.purpleflea.com/openapi.json");
    expect(Object.keys(published.body.paths)).not.toContain("/api/escrows");
    expect(Object.keys(all.body.paths)).toEqual(expect.arrayContaining(["/api/escrows", "/escrow/{id}", "/api/escrow/{id}/lock"]));
  });
});

describe("casino money", () => {
  it("pays between agents without a fee", async () => {
    const platform = new TestPlatform();
    const register = async () => (await platform.post("/casino.purpleflea.com/api/v1/auth/register")).body;
    const [payer, payee] = [await register(), await register()];
    await platform.credit(payer.agent_id, 189);
    const pay = (to: string, amount: unknown) => platform.post("/casino.purpleflea.com/api/v1/stats/pay", { to_agent_id: to, amount, memo: "fund worker" }, payer.api_key);
    expect((await pay(payee.agent_id, 20)).body).toMatchObject({ amount: 20, sender_new_balance: 169, memo: "fund worker" });
    expect((await pay("ag_nope", 1)).body.error).toBe("recipient_not_found");
    expect((await pay(payee.agent_id, 170)).body.error).toBe("insufficient_balance");
    expect((await pay(payer.agent_id, 1)).body.error).toBe("same_agent");
    expect((await pay(payee.agent_id, "1")).body.error).toBe("invalid_amount");
    expect(await platform.balance(payee.api_key)).toBe(20);
    expect((await platform.send("POST", "/casino.purpleflea.com/api/v1/stats/pay", "not json", payer.api_key)).body.error).toBe("invalid_json");
  });

  it("gives the faucet once for an agent and once a day for an address", async () => {
    const platform = new TestPlatform();
    const register = async () => (await platform.post("/casino.purpleflea.com/api/v1/auth/register")).body;
    const [first, second] = [await register(), await register()];
    const claim = async (id: string, address: string) => {
      const reply = await platform.send("POST", "/faucet.purpleflea.com/faucet/claim", { agent_casino_id: id }, undefined, { "x-forwarded-for": address });
      return [reply.status, reply.body.error];
    };
    expect(await claim("xyz", "192.0.2.1")).toEqual([400, "invalid_request"]);
    expect(await claim("ag_000000000000", "192.0.2.1")).toEqual([404, "agent_not_found"]);
    expect(await claim(first.agent_id, "192.0.2.1")).toEqual([200, undefined]);
    expect(await claim(second.agent_id, "192.0.2.1")).toEqual([429, "ip_rate_limited"]);
    expect(await claim(first.agent_id, "192.0.2.2")).toEqual([409, "already_claimed"]);
    expect(await platform.balance(first.api_key)).toBe(1);
    expect((await platform.get("/faucet.purpleflea.com/faucet/stats")).body.total_claims).toBe(1);
  });
});
