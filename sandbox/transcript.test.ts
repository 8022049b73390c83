import { beforeAll, describe, expect, it } from "vitest";
import { TestPlatform } from "./test-platform";
import { casinoExchanges } from "./transcript/casino";
import { escrowExchanges } from "./transcript/escrow";
import type { Exchange } from "./transcript/exchange";
import { productsExchanges } from "./transcript/products";

const CASINO = "/published/casino.purpleflea.com/api/v1";
const ESCROW = "/published/escrow.purpleflea.com/escrow";
/** Contents differ from bet to bet, so only the object itself is compared. */
const OPAQUE = new Set(["result", "game_result", "schedule", "by_level"]);

interface Known {
  readonly id: string;
  readonly key: string;
  readonly code: string;
}

/** Repeats the recorded sequence against `/published/`, with the same steps in between that the record tells of. */
class Replay {
  readonly platform = new TestPlatform();
  private readonly known = new Map<string, Known>();
  private readonly answers = new Map<number, { status: number; body: Record<string, unknown> }>();

  async run(exchanges: readonly Exchange[]): Promise<void> {
    for (const exchange of exchanges) {
      await this.before(exchange.at);
      this.answers.set(exchange.at, await this.send(exchange));
    }
  }

  answer(at: number) {
    return this.answers.get(at) ?? { status: 0, body: {} };
  }

  private async send(exchange: Exchange) {
    const who = exchange.who === undefined ? undefined : exchange.who === "?" ? "sk_live_wrong" : this.of(exchange.who).key;
    const body = exchange.body === undefined ? undefined : typeof exchange.body === "string" ? exchange.body : this.fill(JSON.stringify(exchange.body));
    const headers: Record<string, string> = {};
    if (exchange.at === 6) headers["x-api-key"] = this.of("A").key;
    if (exchange.host === "faucet") headers["x-forwarded-for"] = exchange.at === 11 ? "192.0.2.12" : "192.0.2.11";
    const reply = await this.platform.send(exchange.method, this.fill(`/published/${exchange.host}.purpleflea.com${exchange.path}`), body, who, headers);
    if (exchange.names !== undefined) this.learn(exchange.names, reply.body as unknown as Record<string, string>);
    return { status: reply.status, body: reply.body as unknown as Record<string, unknown> };
  }

  private learn(name: string, body: Readonly<Record<string, string>>): void {
    const id = body.escrow_id ?? body.bet_id ?? body.challenge_id ?? body.agent_id ?? "";
    this.known.set(name, { id, key: body.api_key ?? "", code: body.referral_code ?? id });
  }

  private of(name: string): Known {
    return this.known.get(name) ?? { id: `unknown-${name}`, key: "", code: "" };
  }

  private fill(text: string): string {
    return text.replace(/\$(\w+)(\.code)?/g, (_all, name: string, code?: string) => (code ? this.of(name).code : this.of(name).id));
  }

  private async register(name: string, path: string, code?: string): Promise<void> {
    const { body } = await this.platform.post(`/published/${path}`, code === undefined ? {} : { referral_code: code });
    this.learn(name, body as unknown as Record<string, string>);
  }

  private async escrow(name: string, extra: Record<string, unknown>): Promise<void> {
    const body = { amount_usd: 5, description: "scan", counterparty_agent_id: this.of("C").id, ...extra };
    this.learn(name, (await this.platform.post(`${ESCROW}/create`, body, this.of("B").key)).body as unknown as Record<string, string>);
  }

  private async before(at: number): Promise<void> {
    if (at === 2) await this.register("C", "casino.purpleflea.com/api/v1/auth/register", this.of("B").code);
    if (at === 18) for (const name of ["A", "B"]) await this.platform.credit(this.of(name).id, 200);
    if (at === 24) for (let bet = 0; bet < 14; bet++) await this.platform.post(`${CASINO}/games/custom`, { win_probability: 2, amount: 0.5 }, this.of("B").key);
    if (at === 27) for (let bet = 0; bet < 10; bet++) await this.platform.post(`${CASINO}/games/coin-flip`, { side: "heads", amount: 1 }, this.of("C").key);
    if (at === 69) await this.escrow("three", { timeout_hours: 4, referral_code: "ref_nobody" });
    if (at === 77) await this.expire();
    if (at === 82) await this.register("WB", "wallet.purpleflea.com/v1/auth/register", this.of("WA").code);
    if (at === 102) await this.register("TX", "trading.purpleflea.com/v1/auth/register", this.of("TA").code);
    if (at === 122) await this.register("DB", "domains.purpleflea.com/v1/auth/register", this.of("DA").code);
    if (at === 141) await this.platform.credit(this.of("LB").id, 100);
  }

  /** Two escrows of 20.00 run out, one of them after the payee said done. */
  private async expire(): Promise<void> {
    await this.escrow("four", { amount_usd: 20, timeout_hours: 1 });
    await this.escrow("five", { amount_usd: 20, timeout_hours: 1 });
    await this.platform.post(`${ESCROW}/complete/${this.of("five").id}`, {}, this.of("C").key);
    await this.platform.advance(1);
  }
}

function keysOf(body: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(body).filter(([key]) => key !== "_info").flatMap(([key, value]) => {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value) && !OPAQUE.has(key);
    return [key, ...(isObject ? Object.keys(value).map((inner) => `${key}.${inner}`) : [])];
  }).sort();
}

const ALL = [...casinoExchanges, ...escrowExchanges, ...productsExchanges];

describe("the published services, asked as in the record", () => {
  const replay = new Replay();
  beforeAll(() => replay.run(ALL));

  it.each(ALL.map((exchange) => [`${exchange.at} ${exchange.method} ${exchange.host}${exchange.path} -> ${exchange.status}`, exchange] as const))("%s", (_name, exchange) => {
    const { status, body } = replay.answer(exchange.at);
    expect([status, body.error]).toEqual([exchange.status, exchange.error]);
    const wanted = exchange.keys?.split(" ").filter((key) => !OPAQUE.has(key.split(".")[0] ?? "") || !key.includes(".")).sort();
    if (wanted) expect(keysOf(body)).toEqual(wanted);
  });

  it("carries the amounts of the record", () => {
    expect(replay.answer(9).body).toMatchObject({ credited: 1, referral_tracked: true });
    expect(replay.answer(13).body).toMatchObject({ bonus_usd: 0.5, balance_after: 1.5, next_bonus_usd: 0.75, streak_day: 1 });
    expect(replay.answer(55).body).toMatchObject({ amount_usd: 10, commission_usd: 0.1, net_to_counterparty: 9.9 });
    expect(replay.answer(62).body).toMatchObject({ amount_released: 9.9, commission: 0.1, referral_commission: 0.015 });
    expect(replay.answer(68).body).toMatchObject({ amount_released: 1.2177, commission: 0.0123, referral_commission: 0.001845 });
    expect(replay.answer(74).body).toMatchObject({ commission_usd: 0.003333, net_to_counterparty: 0.33 });
    expect(replay.answer(77).body).toMatchObject({ status: "refunded", net_to_counterparty: 19.8 });
    expect(replay.answer(105).body).toMatchObject({ risk_settings: { max_leverage: 20, max_position_usd: 500, max_daily_loss_usd: 50 } });
    expect(replay.answer(113).body).toMatchObject({ total_referrals: 1 });
    expect(replay.answer(141).body).toMatchObject({ cost_usdc: 18, balance_remaining: 82, status: "pending" });
    expect(replay.answer(143).body).toMatchObject({ earnings_usdc: 2.7, referred_count: 1, domains_purchased: 1 });
  });
});
