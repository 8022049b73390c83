import { describe, expect, it } from "vitest";
import { fleetOf, TestPlatform, WALLETS } from "./test-platform";

const AGENTS = "/purpleflea.com";

describe("fleet registration", () => {
  it("registers the three workers of seed 001 with the orchestrator's code", async () => {
    const platform = new TestPlatform();
    const boss = await platform.register("orch-main-7x9k2");
    for (const id of ["worker-scanner-01", "worker-risk-01", "worker-exec-01"]) {
      const reply = await platform.post(`${AGENTS}/api/agents/register`, {
        agent_id: id, agent_type: "market_scanner", capabilities: ["dex_scan"], referral_code: boss.code, parent_agent_id: boss.id,
      });
      expect(reply.status).toBe(201);
      expect(reply.body).toMatchObject({ agent_id: id, referral_code: boss.code, parent_agent_id: boss.id });
      expect(reply.body.api_key).toMatch(/^pf_live_[0-9a-f]{48}$/);
      expect(reply.body.own_referral_code).not.toBe(boss.code);
    }
    const summary = await platform.get(`${AGENTS}/v1/referrals/summary`, boss.key);
    expect(summary.body.referred_agent_count).toBe(3);
    expect(summary.body.agents.map((agent) => agent.agent_id)).toEqual(["worker-scanner-01", "worker-risk-01", "worker-exec-01"]);
  });

  it("takes the shape of seed 000 and makes the key's owner the parent", async () => {
    const platform = new TestPlatform();
    const boss = await platform.register("orch");
    const body = { agent_name: "trader", role: "trading", referral_code: boss.code, auto_fund: false };
    const reply = await platform.send("POST", "/api.purpleflea.com/v1/agents/register", body, boss.key);
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({ agent_name: "trader", role: "trading", parent_agent_id: "orch", referral_code: boss.code });
    expect(reply.body.agent_id).toMatch(/^ag_[0-9a-f]{12}$/);
    const again = await platform.send("POST", "/api.purpleflea.com/v1/agents/register", body, boss.key);
    expect(again.status).toBe(409);
    expect(again.body.agent_id).toBe(reply.body.agent_id);
    const found = await platform.get(`${AGENTS}/api/agents?name=trader`, boss.key);
    expect(found.body.agents[0]?.agent_id).toBe(reply.body.agent_id);
  });

  it("links nobody for an unknown code and answers the agent's own", async () => {
    const platform = new TestPlatform();
    const reply = await platform.post(`${AGENTS}/api/agents/register`, { agent_id: "w", referral_code: "ORCH-7X9K2-REF", parent_agent_id: "nobody" });
    expect(reply.status).toBe(201);
    expect(reply.body.referral_code).toBe(reply.body.own_referral_code);
    expect(reply.body).toMatchObject({ referrer_agent_id: null, parent_agent_id: null });
  });

  it("refuses a name twice and settles the lost key by the parent's rotation", async () => {
    const platform = new TestPlatform();
    const { boss, first, second } = await fleetOf(platform);
    const twice = await platform.post(`${AGENTS}/api/agents/register`, { agent_id: first.id });
    expect([twice.status, twice.body.error, twice.body.agent_id]).toEqual([409, "agent_exists", first.id]);
    const stranger = await platform.post(`${AGENTS}/agents/${first.id}/rotate-key`, {}, second.key);
    expect(stranger.status).toBe(403);
    const rotated = await platform.post(`${AGENTS}/agents/${first.id}/rotate-key`, {}, boss.key);
    expect(rotated.body.agent_id).toBe(first.id);
    expect((await platform.get(`${AGENTS}/api/agents/${first.id}`, first.key)).status).toBe(401);
    const own = await platform.post(`${AGENTS}/agents/${first.id}/rotate-key`, {}, rotated.body.api_key);
    expect(own.status).toBe(200);
    expect((await platform.get(`${AGENTS}/api/agents/${first.id}`, own.body.api_key)).body).toMatchObject({
      wallet_id: first.walletId, referral_code: boss.code, referrer_agent_id: boss.id,
    });
  });

  it.each([
    [{ agent_id: "" }], [{ agent_id: 7 }], [{ agent_id: "a b" }], [{ agent_id: "x".repeat(81) }], [{ capabilities: "all" }],
    [{ referral_code: 5 }],
  ])("refuses %j with 400", async (body) => {
    expect((await new TestPlatform().post(`${AGENTS}/api/agents/register`, body)).status).toBe(400);
  });

  it("reads the key from X-API-Key as well", async () => {
    const platform = new TestPlatform();
    const boss = await platform.register("orch");
    const reply = await platform.send("GET", `${AGENTS}/referrals/summary`, undefined, undefined, { "x-api-key": boss.key });
    expect(reply.status).toBe(200);
  });
});

describe("child wallets", () => {
  it("provisions the five wallets of seed 001 at 2.00 a day", async () => {
    const platform = new TestPlatform();
    const { boss } = await fleetOf(platform, 12);
    for (let index = 0; index < 5; index++) {
      const child = await platform.post(`${WALLETS}/child`, {
        label: `worker-scanner-${index}`, daily_limit_usdc: 2, auto_reset: true, allow_withdrawals: false,
      }, boss.key);
      expect(child.status).toBe(201);
      const funded = await platform.post(`${WALLETS}/${child.body.wallet_id}/fund`, { amount_usdc: 2 }, boss.key);
      expect(funded.body).toMatchObject({ balance_usdc: 2, daily_limit_usdc: 2, left_today_usdc: 2 });
    }
    expect(await platform.balance(boss.key)).toBe(2);
    const found = await platform.get(`${WALLETS}?label=worker-scanner-3`, boss.key);
    expect(found.body.wallets).toHaveLength(1);
    const again = await platform.post(`${WALLETS}/child`, { label: "worker-scanner-3" }, boss.key);
    expect([again.status, again.body.wallet_id]).toEqual([409, found.body.wallets[0]?.wallet_id]);
    const short = await platform.post(`${WALLETS}/${again.body.wallet_id}/fund`, { amount_usdc: 2.000001 }, boss.key);
    expect([short.status, short.body.error, short.body.balance]).toEqual([402, "insufficient_balance", 2]);
  });

  it("lets the worker spend up to the limit, and again after 24 hours", async () => {
    const platform = new TestPlatform();
    const { boss, first, second } = await fleetOf(platform);
    const { body: wallet } = await platform.post(`${WALLETS}/child`, { label: "w", agent_id: first.id, daily_limit_usdc: 2, auto_reset: true }, boss.key);
    const path = `${WALLETS}/${wallet.wallet_id}`;
    await platform.post(`${path}/fund`, { amount_usdc: 10 }, boss.key);
    expect((await platform.post(`${path}/spend`, { amount_usdc: 1 }, second.key)).status).toBe(403);
    expect((await platform.post(`${path}/spend`, { amount_usdc: 1.5, memo: "data" }, first.key)).body.left_today_usdc).toBe(0.5);
    const above = await platform.post(`${path}/spend`, { amount_usdc: 0.500001 }, first.key);
    expect([above.status, above.body.error]).toEqual([403, "daily_limit_exceeded"]);
    expect(above.body).toMatchObject({ left_today_usdc: 0.5, resets_at: "2026-11-21T10:00:00.000Z" });
    await platform.advance(24);
    expect((await platform.post(`${path}/spend`, { amount_usdc: 2 }, first.key)).body).toMatchObject({ spent_today_usdc: 2, balance_usdc: 6.5 });
  });

  it("never resets without auto_reset until the limit is changed", async () => {
    const platform = new TestPlatform();
    const { boss } = await fleetOf(platform);
    const { body: wallet } = await platform.post(`${WALLETS}/child`, { label: "w", daily_limit_usdc: 2, auto_reset: false }, boss.key);
    const path = `${WALLETS}/${wallet.wallet_id}`;
    await platform.post(`${path}/fund`, { amount_usdc: 10 }, boss.key);
    await platform.post(`${path}/spend`, { amount_usdc: 2 }, boss.key);
    await platform.advance(72);
    expect((await platform.post(`${path}/spend`, { amount_usdc: 0.01 }, boss.key)).status).toBe(403);
    const changed = await platform.send("PATCH", path, { daily_limit_usdc: 3 }, boss.key);
    expect(changed.body).toMatchObject({ daily_limit_usdc: 3, left_today_usdc: 1, resets_at: null });
    const reset = await platform.send("PATCH", path, { auto_reset: true }, boss.key);
    expect(reset.body.left_today_usdc).toBe(1);
    await platform.advance(24);
    expect((await platform.get(path, boss.key)).body.left_today_usdc).toBe(3);
  });

  it("withdraws only when it is allowed, and returns money to the parent", async () => {
    const platform = new TestPlatform();
    const { boss, first } = await fleetOf(platform, 10);
    const { body: wallet } = await platform.post(`${WALLETS}/child`, { label: "w", agent_id: first.id, daily_limit_usdc: 5 }, boss.key);
    const path = `${WALLETS}/${wallet.wallet_id}`;
    await platform.post(`${path}/fund`, { amount_usdc: 10 }, boss.key);
    const refused = await platform.post(`${path}/withdraw`, { amount_usdc: 1 }, first.key);
    expect([refused.status, refused.body.error]).toEqual([403, "withdrawals_disabled"]);
    expect((await platform.send("PATCH", path, { allow_withdrawals: true }, first.key)).status).toBe(403);
    await platform.send("PATCH", path, { allow_withdrawals: true }, boss.key);
    expect((await platform.post(`${path}/withdraw`, { amount_usdc: 1 }, first.key)).status).toBe(200);
    expect((await platform.post(`${path}/unfund`, { amount_usdc: 9 }, boss.key)).body.balance_usdc).toBe(0);
    expect([await platform.balance(boss.key), await platform.balance(first.key)]).toEqual([9, 1]);
  });

  it("sweeps a worker's own balance to its parent", async () => {
    const platform = new TestPlatform();
    const { boss, first } = await fleetOf(platform, 10);
    await platform.post(`${WALLETS}/${first.walletId}/fund`, { amount_usdc: 4 }, boss.key);
    expect(await platform.balance(first.key)).toBe(4);
    await platform.post(`${WALLETS}/${first.walletId}/unfund`, { amount_usdc: 4 }, boss.key);
    expect(await platform.balance(boss.key)).toBe(10);
  });

  it("funds once for one task_id and refuses it with another body", async () => {
    const platform = new TestPlatform();
    const { boss } = await fleetOf(platform, 10);
    const { body: wallet } = await platform.post(`${WALLETS}/child`, { label: "w" }, boss.key);
    const fund = (amount: number) => platform.post(`${WALLETS}/${wallet.wallet_id}/fund`, { amount_usdc: amount, task_id: "t-1" }, boss.key);
    const first = await fund(3);
    expect((await fund(3)).body).toEqual(first.body);
    const other = await fund(4);
    expect([other.status, other.body.error]).toEqual([409, "task_id_conflict"]);
    expect(await platform.balance(boss.key)).toBe(7);
  });

  it.each([0, -1, "ten", null, Number.NaN, 1e40])("refuses the amount %s", async (amount) => {
    const platform = new TestPlatform();
    const { boss } = await fleetOf(platform);
    const { body: wallet } = await platform.post(`${WALLETS}/child`, { label: "w" }, boss.key);
    const reply = await platform.post(`${WALLETS}/${wallet.wallet_id}/fund`, { amount_usdc: amount }, boss.key);
    expect([reply.status, reply.body.error]).toEqual([400, "invalid_amount"]);
  });
});
