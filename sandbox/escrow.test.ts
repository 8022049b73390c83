import { describe, expect, it } from "vitest";
import { ESCROWS, fleetOf, LIVE, ROUTER, TestPlatform } from "./test-platform";

describe("fleet escrows", () => {
  it("pays 4.95 of 5.00, keeps 0.05 and gives the payee's referrer 0.0075", async () => {
    const platform = new TestPlatform();
    const { boss, first } = await fleetOf(platform);
    const made = await platform.post(ESCROWS, {
      amount_usdc: 5, beneficiary_wallet: first.walletId, description: "scan", timeout_hours: 24, task_id: "t",
    }, boss.key);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ state: "locked", fee_usdc: 0.05, net_usdc: 4.95, timeout_at: "2026-11-21T10:00:00.000Z" });
    expect(await platform.balance(boss.key)).toBe(95);
    const path = `${ESCROWS}/${made.body.escrow_id}`;
    const wrong = await platform.post(`${path}/release`, { lock_code: "lock_no" }, boss.key);
    expect([wrong.status, wrong.body.error]).toEqual([403, "invalid_lock_code"]);
    expect((await platform.post(`${path}/release`, { lock_code: made.body.lock_code }, first.key)).status).toBe(403);
    const released = await platform.post(`${path}/release`, { lock_code: made.body.lock_code }, boss.key);
    expect(released.body).toMatchObject({
      status: "released", amount_released: 4.95, released_to_counterparty: 4.95, commission: 0.05, referral_commission: 0.0075,
    });
    const accounts = await platform.accounts();
    expect(accounts).toMatchObject({ "agent:orch-main": 95.0075, "agent:worker-01": 4.95, house: 0.0425, external: -100 });
    const read = await platform.get(path, boss.key);
    expect(read.body.state).toBe("released");
    expect(read.body.lock_code).toBeUndefined();
    expect((await platform.post(`${path}/release`, { lock_code: made.body.lock_code }, boss.key)).status).toBe(409);
    const summary = await platform.get("/purpleflea.com/referrals/summary", boss.key);
    expect(summary.body).toMatchObject({ total_commissions_usd: 0.0075, commissions_30d_usd: 0.0075, by_product: { escrow: 0.0075 } });
    await platform.advance(31 * 24);
    const later = await platform.get("/purpleflea.com/referrals/summary", boss.key);
    expect(later.body).toMatchObject({ total_commissions_usd: 0.0075, commissions_30d_usd: 0 });
  });

  it("gives the first answer again for the same task_id and body", async () => {
    const platform = new TestPlatform();
    const { boss, first } = await fleetOf(platform);
    const body = { amount_usdc: 5, beneficiary_wallet: first.id, description: "scan", task_id: "t-9" };
    const made = await platform.post(ESCROWS, body, boss.key);
    const again = await platform.post(ESCROWS, Object.fromEntries(Object.entries(body).reverse()), boss.key);
    expect(again.status).toBe(200);
    expect(again.body).toEqual(made.body);
    const other = await platform.post(ESCROWS, { ...body, amount_usdc: 6 }, boss.key);
    expect([other.status, other.body.error]).toEqual([409, "task_id_conflict"]);
    const found = await platform.get(`${ESCROWS}?task_id=t-9`, boss.key);
    expect(found.body.escrows.map((escrow) => escrow.escrow_id)).toEqual([made.body.escrow_id]);
    expect((await platform.get(`${ESCROWS}?task_id=t-10`, boss.key)).body.escrows).toEqual([]);
    expect(await platform.balance(boss.key)).toBe(95);
    await platform.post(`${ESCROWS}/${made.body.escrow_id}/release`, { lock_code: made.body.lock_code }, boss.key);
    expect((await platform.post(ESCROWS, body, boss.key)).body).toEqual(made.body);
  });

  it("returns everything to the payer at the timeout", async () => {
    const platform = new TestPlatform();
    const { boss, first } = await fleetOf(platform, 20);
    const made = await platform.post(ESCROWS, { amount_usdc: 20, beneficiary_wallet: first.id, timeout_hours: 1 }, boss.key);
    expect(await platform.balance(boss.key)).toBe(0);
    await platform.advance(1);
    expect(await platform.balance(boss.key)).toBe(20);
    const read = await platform.get(`${ESCROWS}/${made.body.escrow_id}`, first.key);
    expect(read.body).toMatchObject({ state: "refunded", refund_cause: "timeout", settled_at: "2026-11-20T11:00:00.000Z" });
  });

  it.each([
    [{ amount_usdc: 0 }, 400, "invalid_amount"], [{ amount_usdc: 101 }, 402, "insufficient_balance"],
    [{ beneficiary_wallet: "wallet_worker_arb_7x9k2" }, 404, "beneficiary_not_found"],
    [{ beneficiary_wallet: "orch-main" }, 400, "self_escrow"], [{ timeout_hours: 0.5 }, 400, "invalid_timeout"],
    [{ timeout_hours: "24" }, 400, "invalid_timeout"],
  ])("refuses %j with %i %s and takes nothing", async (wrong, status, code) => {
    const platform = new TestPlatform();
    const { boss } = await fleetOf(platform);
    const reply = await platform.post(ESCROWS, { amount_usdc: 5, beneficiary_wallet: "worker-01", ...wrong }, boss.key);
    expect([reply.status, reply.body.error]).toEqual([status, code]);
    expect(await platform.balance(boss.key)).toBe(100);
  });
});

describe("router escrows", () => {
  it("takes the money at the lock and gives all of it back at a cancel", async () => {
    const platform = new TestPlatform();
    const { boss, first } = await fleetOf(platform);
    const made = await platform.post(ROUTER, { payer_agent_id: boss.id, payee_agent_id: first.id, amount_usdc: 5, metadata: { task: "code" } }, boss.key);
    expect([made.status, made.body.status]).toEqual([201, "pending"]);
    expect(await platform.balance(boss.key)).toBe(100);
    const path = `${ROUTER}/${made.body.escrow_id}`;
    expect((await platform.post(`${path}/release`, {}, boss.key)).status).toBe(409);
    expect((await platform.post(`${path}/lock`, {}, boss.key)).body.status).toBe("locked");
    expect(await platform.balance(boss.key)).toBe(95);
    const cancelled = await platform.post(`${path}/cancel`, { reason: "late" }, boss.key);
    expect(cancelled.body).toMatchObject({ status: "cancelled", amount_refunded: 5 });
    expect(await platform.balance(boss.key)).toBe(100);
  });

  it("lets the orchestrator act for a worker that pays the next stage", async () => {
    const platform = new TestPlatform();
    const { boss, first, second } = await fleetOf(platform);
    await platform.credit(first.id, 3.5);
    const stage = { payer_agent_id: first.id, payee_agent_id: second.id, amount_usdc: 3.5 };
    expect((await platform.post(ROUTER, stage, second.key)).body.error).toBe("payer_not_in_fleet");
    const made = await platform.post(ROUTER, stage, boss.key);
    await platform.post(`${ROUTER}/${made.body.escrow_id}/lock`, {}, boss.key);
    const released = await platform.post(`${ROUTER}/${made.body.escrow_id}/release`, {}, boss.key);
    expect(released.body).toMatchObject({ amount_released: 3.465, commission: 0.035, referral_commission: 0.00525 });
    expect([await platform.balance(first.key), await platform.balance(second.key)]).toEqual([0, 3.465]);
  });

  it("cancels what was never locked without touching money", async () => {
    const platform = new TestPlatform();
    const { boss, first } = await fleetOf(platform);
    const made = await platform.post(ROUTER, { payer_agent_id: boss.id, payee_agent_id: first.id, amount_usdc: 5 }, boss.key);
    const cancelled = await platform.post(`${ROUTER}/${made.body.escrow_id}/cancel`, {}, boss.key);
    expect(cancelled.body).toMatchObject({ status: "cancelled", amount_refunded: 0 });
    expect((await platform.post(`${ROUTER}/${made.body.escrow_id}/lock`, {}, boss.key)).status).toBe(409);
  });
});

describe("live escrows", () => {
  async function pair(platform: TestPlatform) {
    const register = async (code?: string) => (await platform.post("/casino.purpleflea.com/api/v1/auth/register", code === undefined ? {} : { referral_code: code })).body;
    const referrer = await register();
    const payer = await register(referrer.referral_code);
    const payee = await register();
    await platform.credit(payer.agent_id, 100);
    return { referrer, payer, payee };
  }
  const create = (platform: TestPlatform, key: string, payeeId: string, extra: Record<string, unknown> = {}) =>
    platform.post(`${LIVE}/create`, { amount_usd: 10, description: "scan 1000 pairs", counterparty_agent_id: payeeId, timeout_hours: 4, ...extra }, key);

  it("runs create, complete and release as the transcript shows", async () => {
    const platform = new TestPlatform();
    const { referrer, payer, payee } = await pair(platform);
    const made = await create(platform, payer.api_key, payee.agent_id);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ amount_usd: 10, commission_usd: 0.1, net_to_counterparty: 9.9, status: "funded", auto_release_at: "2026-11-20T14:00:00.000Z" });
    expect(made.body._info.service).toBe("agent-escrow");
    const id = made.body.escrow_id;
    const pending = await platform.get(`${LIVE}/pending`, payee.api_key);
    expect(pending.body.escrows).toMatchObject([{ escrow_id: id, amount_usd: 10 }]);
    expect((await platform.post(`${LIVE}/complete/${id}`, {}, payer.api_key)).status).toBe(403);
    expect((await platform.post(`${LIVE}/complete/${id}`, { result_summary: "0.34" }, payee.api_key)).body.status).toBe("completed");
    expect((await platform.get(`${LIVE}/pending`, payee.api_key)).body.escrows).toEqual([]);
    const twice = await platform.post(`${LIVE}/complete/${id}`, {}, payee.api_key);
    expect([twice.status, twice.body.message]).toEqual([409, "Cannot complete escrow in status 'completed'"]);
    expect((await platform.post(`${LIVE}/release/${id}`, {}, payee.api_key)).status).toBe(403);
    const released = await platform.post(`${LIVE}/release/${id}`, {}, payer.api_key);
    expect(released.body).toMatchObject({ amount_released: 9.9, commission: 0.1, referral_commission: 0.015, message: "$9.90 released to counterparty." });
    expect(await platform.balance(referrer.api_key)).toBe(0.015);
    expect((await platform.get(`${LIVE}/${id}`)).body.events).toBeUndefined();
    const view = await platform.get(`${LIVE}/${id}`, payer.api_key);
    expect(view.body.events.map((event) => event.event)).toEqual(["created", "completed", "released"]);
    const rows = await platform.get("/casino.purpleflea.com/api/v1/auth/ledger", payee.api_key);
    expect(rows.body.entries[0]).toMatchObject({ id: `${id}_release_credit`, type: "credit", amount: 9.9, service: "escrow" });
    expect((await platform.get(`${LIVE}/stats`)).body).toMatchObject({ total_created: 1, total_released: 1, total_volume_usd: 10, total_commission_usd: 0.1 });
  });

  it("keeps 1 % at the timeout, pays the referrer, and the worker gets nothing even when it was done", async () => {
    const platform = new TestPlatform();
    const { referrer, payer, payee } = await pair(platform);
    const made = await create(platform, payer.api_key, payee.agent_id, { amount_usd: 20, timeout_hours: 1 });
    await platform.post(`${LIVE}/complete/${made.body.escrow_id}`, {}, payee.api_key);
    await platform.advance(1);
    expect([await platform.balance(payer.api_key), await platform.balance(payee.api_key), await platform.balance(referrer.api_key)]).toEqual([99.8, 0, 0.03]);
    const view = await platform.get(`${LIVE}/${made.body.escrow_id}`, payer.api_key);
    expect(view.body).toMatchObject({ status: "refunded", released_at: "2026-11-20T11:00:00.000Z" });
    expect(view.body.events[2]).toMatchObject({ event: "refunded", actor_id: null, note: "Auto-refunded after 1h timeout" });
  });

  it("pays the code in the body, and nobody for an unknown code", async () => {
    const platform = new TestPlatform();
    const { referrer, payer, payee } = await pair(platform);
    const named = await create(platform, payer.api_key, payee.agent_id, { amount_usd: 1.23, referral_code: payee.referral_code });
    expect((await platform.post(`${LIVE}/release/${named.body.escrow_id}`, {}, payer.api_key)).body.referral_commission).toBe(0.001845);
    const unknown = await create(platform, payer.api_key, payee.agent_id, { referral_code: "ref_nobody" });
    expect((await platform.post(`${LIVE}/release/${unknown.body.escrow_id}`, {}, payer.api_key)).body.referral_commission).toBe(0);
    expect(await platform.balance(referrer.api_key)).toBe(0);
  });

  it("leaves a disputed escrow locked past its deadline", async () => {
    const platform = new TestPlatform();
    const { payer, payee, referrer } = await pair(platform);
    const made = await create(platform, payer.api_key, payee.agent_id);
    const id = made.body.escrow_id;
    expect((await platform.post(`${LIVE}/dispute/${id}`, {}, referrer.api_key)).status).toBe(403);
    expect((await platform.post(`${LIVE}/dispute/${id}`, { reason: "output invalid" }, payee.api_key)).body).toMatchObject({ status: "disputed", reason: "output invalid" });
    await platform.advance(100);
    expect((await platform.get(`${LIVE}/${id}`)).body.status).toBe("disputed");
    expect((await platform.post(`${LIVE}/release/${id}`, {}, payer.api_key)).body.message).toBe("Cannot release escrow in status 'disputed'");
    const resolved = await platform.post("/_sandbox/resolve", { escrowId: id, outcome: "split", payeeMicros: "4000000" });
    expect(resolved.body).toMatchObject({ state: "split", payeeMicros: "4000000", payerMicros: "6000000" });
  });

  it.each([[0, 1], [-5, 1], [10_000, 720], [1.9, 1], [null, 24], [undefined, 24]])("reads timeout_hours %s as %i", async (hours, kept) => {
    const platform = new TestPlatform();
    const { payer, payee } = await pair(platform);
    expect((await create(platform, payer.api_key, payee.agent_id, { timeout_hours: hours })).body.timeout_hours).toBe(kept);
  });

  it("refuses in the order of the published code", async () => {
    const platform = new TestPlatform();
    const { payer, payee } = await pair(platform);
    const refusal = async (extra: Record<string, unknown>, key = payer.api_key) => {
      const reply = await create(platform, key, payee.agent_id, extra);
      return [reply.status, reply.body.error];
    };
    expect(await refusal({}, "no")).toEqual([401, "unauthorized"]);
    expect(await refusal({ amount_usd: 0.05 })).toEqual([400, "invalid_amount"]);
    expect(await refusal({ description: "x" })).toEqual([400, "invalid_description"]);
    expect(await refusal({ counterparty_agent_id: "worker" })).toEqual([400, "invalid_counterparty"]);
    expect(await refusal({ counterparty_agent_id: payer.agent_id })).toEqual([400, "self_escrow"]);
    expect(await refusal({ counterparty_agent_id: "ag_ffffffffffff" })).toEqual([404, "counterparty_not_found"]);
    expect(await refusal({ amount_usd: 99_999 })).toEqual([402, "insufficient_balance"]);
    expect(await refusal({ timeout_hours: "soon" })).toEqual([500, "internal_error"]);
    expect((await create(platform, payer.api_key, payee.agent_id, { amount_usd: "2.5" })).body.amount_usd).toBe(2.5);
    expect(await platform.balance(payer.api_key)).toBe(97.5);
  });
});

describe("one store for all dialects", () => {
  it("cancels by router and completes by live what fleet made, on fleet's terms", async () => {
    const platform = new TestPlatform();
    const { boss, first } = await fleetOf(platform);
    const make = async () => (await platform.post(ESCROWS, { amount_usdc: 10, beneficiary_wallet: first.id, timeout_hours: 1 }, boss.key)).body.escrow_id;
    const cancelled = await make();
    expect((await platform.post(`${ROUTER}/${cancelled}/cancel`, {}, boss.key)).body.status).toBe("cancelled");
    expect((await platform.get(`${ESCROWS}/${cancelled}`, boss.key)).body).toMatchObject({ state: "refunded", refund_cause: "cancel" });
    const completed = await make();
    expect((await platform.post(`${LIVE}/complete/${completed}`, {}, first.key)).status).toBe(200);
    expect((await platform.get(`${ESCROWS}/${completed}`, boss.key)).body.state).toBe("completed");
    await platform.advance(1);
    expect(await platform.balance(boss.key)).toBe(100);
    const disputed = await make();
    expect((await platform.post(`${LIVE}/dispute/${disputed}`, { reason: "late" }, boss.key)).status).toBe(200);
    expect((await platform.get(`${ESCROWS}/${disputed}`, first.key)).body.state).toBe("disputed");
  });
});
