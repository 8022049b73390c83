import { describe, expect, it } from "vitest";
import { fleetOf, type Registered, TestPlatform } from "./test-platform";

const TRADING = "/trading.purpleflea.com/v1";
const WALLET = "/wallet.purpleflea.com/v1";
const DOMAINS = "/domains.purpleflea.com";

type Facts = Record<string, unknown>;

async function post(platform: TestPlatform, path: string, body: unknown, key?: string): Promise<Facts> {
  return (await platform.post(path, body, key)).body as unknown as Facts;
}

async function register(platform: TestPlatform, path: string, code?: unknown): Promise<Registered> {
  const { agent_id: id, api_key: key, referral_code: own } = await post(platform, path, code === undefined ? {} : { referral_code: code });
  return { id: String(id), key: String(key), code: String(own), walletId: "" };
}

describe("trading away from /published/", () => {
  it("opens and closes at a price that follows from the time alone, and books 20 % of the builder's part", async () => {
    const platform = new TestPlatform();
    const leader = await register(platform, `${TRADING}/auth/register`);
    const trader = await register(platform, `${TRADING}/auth/register`, leader.code);
    const third = await register(platform, `${TRADING}/auth/register`, trader.code);
    await platform.credit(trader.id, 1_000);
    await platform.credit(third.id, 1_000);
    const order = { coin: "BTC", side: "long", size_usd: 3_000, leverage: 3 };
    const opened = await post(platform, `${TRADING}/trade/open`, order, trader.key);
    expect(opened.error).toBe("insufficient_balance");
    const fits = await post(platform, `${TRADING}/trade/open`, { ...order, size_usd: 1_500 }, trader.key);
    expect(fits).toMatchObject({ status: "open", margin_used: 500, fee: 0.83, fee_breakdown: { hyperliquid_fee: 0.53, builder_fee: 0.3 } });
    await platform.advance(5);
    const closed = await post(platform, `${TRADING}/trade/close`, { position_id: fits.position_id }, trader.key);
    expect(closed.status).toBe("closed");
    await post(platform, `${TRADING}/trade/open`, { ...order, size_usd: 1_500 }, third.key);
    expect((await platform.get(`${TRADING}/referral/stats`, leader.key)).body).toMatchObject({ total_referrals: 1, total_earned_usd: 0.12 });
    expect((await platform.get(`${TRADING}/referral/stats`, trader.key)).body).toMatchObject({ total_referrals: 0, total_earned_usd: 0 });
    const account = (await platform.get(`${TRADING}/auth/account`, trader.key)).body as unknown as Facts;
    expect(account.balance_usd).toBeCloseTo(1_000 - 0.83 * 2 + Number(closed.pnl), 6);
  });
});

describe("services with keys of their own", () => {
  it("refuse each other's keys, and away from /published/ all take the fleet's", async () => {
    const platform = new TestPlatform();
    const { boss } = await fleetOf(platform);
    const casino = await register(platform, "/casino.purpleflea.com/api/v1/auth/register");
    const wallet = await register(platform, `${WALLET}/auth/register`);
    expect((await platform.get(`${WALLET}/referral/code`, casino.key)).status).toBe(401);
    expect((await platform.get(`${TRADING}/auth/account`, wallet.key)).body.error).toBe("invalid_key");
    expect((await platform.get("/casino.purpleflea.com/api/v1/auth/balance", wallet.key)).status).toBe(401);
    for (const path of [`${WALLET}/referral/code`, `${TRADING}/auth/account`, `${DOMAINS}/v1/auth/account`]) {
      expect((await platform.get(path, boss.key)).status, path).toBe(200);
      expect((await platform.get(`/published${path}`, boss.key)).status, path).toBe(401);
    }
  });

  it("ignore a code of another service", async () => {
    const platform = new TestPlatform();
    const casino = await register(platform, "/casino.purpleflea.com/api/v1/auth/register");
    await register(platform, `${WALLET}/auth/register`, casino.code);
    expect((await platform.get("/casino.purpleflea.com/api/v1/auth/referral/stats", casino.key)).body).toMatchObject({ total_referrals: 0 });
  });
});

describe("the wallet's referral", () => {
  it("is booked when a swap is ordered, and withdrawn whole from 1.00 on", async () => {
    const platform = new TestPlatform();
    const first = await register(platform, `${WALLET}/auth/register`);
    const second = await register(platform, `${WALLET}/auth/register`, first.code);
    const swap = { from_chain: "base", to_chain: "solana", from_token: "USDC", to_token: "SOL", amount: "3000000000", to_address: "x" };
    expect(await post(platform, `${WALLET}/wallet/swap`, swap, second.key)).toMatchObject({ fee: { usd: 15 } });
    expect((await platform.get(`${WALLET}/referral/stats`, first.key)).body).toMatchObject({ total_earned_usd: 1.5, available_usd: 1.5 });
    expect(await post(platform, `${WALLET}/referral/withdraw`, { address: `0x${"1".repeat(40)}` }, first.key)).toMatchObject({ amount_usd: 1.5, status: "pending" });
    expect((await platform.get(`${WALLET}/referral/stats`, first.key)).body).toMatchObject({ total_withdrawn_usd: 1.5, available_usd: 0 });
  });
});

describe("domains", () => {
  it("sells at the registry's price plus 20 %, of which the referrer gets 20 %", async () => {
    const platform = new TestPlatform();
    const first = await register(platform, `${DOMAINS}/v1/auth/register`);
    const second = await register(platform, `${DOMAINS}/v1/auth/register`, first.code);
    await platform.credit(second.id, 100);
    const bought = await post(platform, `${DOMAINS}/v1/domains/register`, { domain: "worker.agent" }, second.key);
    expect(bought).toMatchObject({ price_usd: 15.55, markup_usd: 2.59, balance_usd: 84.45 });
    expect((await platform.get(`${DOMAINS}/v1/referral/stats`, first.key)).body).toMatchObject({ total_referrals: 1, total_earned_usd: 0.52 });
    const record = { domain_id: bought.domain_id, type: "A", name: "@", content: "192.0.2.1" };
    expect(await post(platform, `${DOMAINS}/v1/dns/records`, record, second.key)).toMatchObject({ success: true, ttl: 3_600 });
    expect(await post(platform, `${DOMAINS}/v1/domains/register`, { domain: "worker.agent" }, second.key)).toMatchObject({ error: "domain_unavailable" });
    const checked = await post(platform, `${DOMAINS}/v1/domains/check`, { domains: ["worker.agent", "free.agent"] });
    expect(checked.results).toMatchObject([{ available: false }, { available: true, price_usd: 15.55 }]);
  });
});
