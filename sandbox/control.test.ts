import { describe, expect, it } from "vitest";
import { ESCROWS, fleetOf, LIVE, TestPlatform, WALLETS } from "./test-platform";

describe("control", () => {
  it("shows the state without keys and lock codes", async () => {
    const platform = new TestPlatform();
    const { boss, first } = await fleetOf(platform);
    const made = await platform.post(ESCROWS, { amount_usdc: 5, beneficiary_wallet: first.id }, boss.key);
    const { body } = await platform.get("/_sandbox/state");
    expect(body).toMatchObject({
      now: "2026-11-20T10:00:00.000Z", stats: { totalMicros: "0" },
      escrows: [{ escrowId: made.body.escrow_id, state: "locked", amountMicros: "5000000", deadlineAt: "2026-11-21T10:00:00.000Z" }],
    });
    expect(body.agents).toHaveLength(3);
    const text = JSON.stringify(body);
    for (const secret of [boss.key, first.key, made.body.lock_code ?? ""]) expect(text).not.toContain(secret);
  });

  it("pages through the ledger", async () => {
    const platform = new TestPlatform();
    await fleetOf(platform);
    await platform.credit("worker-01", 1);
    const first = await platform.get("/_sandbox/ledger?limit=3");
    expect(first.body.entries.map((entry) => entry.seq)).toEqual([1, 2, 3]);
    expect(first.body.entries[1]).toMatchObject({ account: "agent:orch-main", amountMicros: "100000000", reason: "sandbox_credit", posting: 1 });
    const rest = await platform.get(`/_sandbox/ledger?after=${first.body.nextAfter}`);
    expect(rest.body.entries.map((entry) => entry.seq)).toEqual([4]);
    expect(rest.body.nextAfter).toBeNull();
  });

  it("runs what falls due in order before the clock answers", async () => {
    const platform = new TestPlatform();
    const { boss, first } = await fleetOf(platform);
    for (const hours of [3, 1, 2]) await platform.post(ESCROWS, { amount_usdc: hours, beneficiary_wallet: first.id, timeout_hours: hours }, boss.key);
    const moved = await platform.advance(2.5);
    expect(moved.body).toMatchObject({ now: "2026-11-20T12:30:00.000Z", ran: 2 });
    const { body } = await platform.get("/_sandbox/ledger");
    expect(body.entries.slice(-4).filter((entry) => entry.account === "agent:orch-main")).toMatchObject([
      { at: "2026-11-20T11:00:00.000Z", amountMicros: "1000000" }, { at: "2026-11-20T12:00:00.000Z", amountMicros: "2000000" },
    ]);
    expect((await platform.post("/_sandbox/clock", { advanceSeconds: -1 })).status).toBe(400);
  });

  it("carries its own time in the Date header and in /health", async () => {
    const platform = new TestPlatform();
    await platform.advance(48);
    const health = await platform.get("/escrow.purpleflea.com/health");
    expect(health.headers.get("date")).toBe("Sun, 22 Nov 2026 10:00:00 GMT");
    expect(health.body).toMatchObject({ status: "ok", service: "agent-escrow", uptime: 172_800, now: "2026-11-22T10:00:00.000Z" });
  });

  it("refunds by real time alone, without a clock call", async () => {
    const platform = new TestPlatform();
    const { boss, first } = await fleetOf(platform);
    await platform.post(ESCROWS, { amount_usdc: 5, beneficiary_wallet: first.id, timeout_hours: 1 }, boss.key);
    platform.realNow += 3_600_000;
    expect(platform.sandbox.tick()).toBe(1);
    expect(await platform.balance(boss.key)).toBe(100);
  });

  it("books one fee-paying action with the product's commission", async () => {
    const platform = new TestPlatform();
    const { boss, first } = await fleetOf(platform);
    const act = (product: string, amountMicros: string) => platform.post("/_sandbox/activity", { agentId: first.id, product, amountMicros });
    expect((await act("trading", "1000000")).body.error).toBe("insufficient_balance");
    await platform.credit(first.id, 3);
    expect((await act("trading", "1000000")).body).toMatchObject({ houseMicros: "800000", commissions: [{ agentId: boss.id, amountMicros: "200000" }] });
    expect((await act("wallet", "1000000")).status).toBe(200);
    expect((await act("poker", "1")).status).toBe(400);
    const summary = await platform.get("/purpleflea.com/referrals/summary", boss.key);
    expect(summary.body).toMatchObject({ total_commissions_usd: 0.3, by_product: { trading: 0.2, wallet: 0.1 } });
    const { body: wallet } = await platform.post(`${WALLETS}/child`, { label: "w", agent_id: first.id }, boss.key);
    await platform.post(`${WALLETS}/${wallet.wallet_id}/fund`, { amount_usdc: 5 }, boss.key);
    expect((await act("domains", "4000000")).body).toMatchObject({ account: `wallet:${wallet.wallet_id}` });
  });

  it("resets to an empty platform", async () => {
    const platform = new TestPlatform();
    const { boss } = await fleetOf(platform);
    await platform.advance(10);
    await platform.post("/_sandbox/reset");
    expect((await platform.get("/_sandbox/state")).body).toMatchObject({ now: "2026-11-20T10:00:00.000Z", agents: [], accounts: [], escrows: [] });
    expect((await platform.get("/purpleflea.com/referrals/summary", boss.key)).status).toBe(401);
    expect((await platform.get(`${LIVE}/stats`)).body).toMatchObject({ total_created: 0, total_volume_usd: 0 });
  });

  it.each(["0", "-5", "1.5", "x", ""])("refuses to credit %j micros", async (amountMicros) => {
    const platform = new TestPlatform();
    await platform.register("orch");
    expect((await platform.post("/_sandbox/credit", { agentId: "orch", amountMicros })).status).toBe(400);
  });

  it("is not there for other machines and other sites", async () => {
    const { sandbox } = new TestPlatform();
    const ask = async (headers: Record<string, string>, remoteAddress?: string) =>
      (await sandbox.fetch(new Request("http://127.0.0.1:4010/_sandbox/state", { headers }), remoteAddress === undefined ? undefined : { remoteAddress })).status;
    expect(await ask({}, "127.0.0.1")).toBe(200);
    expect(await ask({}, "::ffff:127.0.0.1")).toBe(200);
    expect(await ask({}, "192.0.2.7")).toBe(404);
    expect(await ask({ origin: "https://evil.example" }, "127.0.0.1")).toBe(404);
    expect(await ask({ host: "rebound.example" }, "127.0.0.1")).toBe(404);
  });
});
