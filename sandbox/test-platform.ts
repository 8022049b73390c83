import { createSandbox, type Sandbox, type SandboxOptions } from "./app";

/** The fields that the tests read from answers; each answer has some of them. */
interface Body {
  readonly text: string;
  readonly error: string;
  readonly message: string;
  readonly agent_id: string;
  readonly api_key: string;
  readonly referral_code: string;
  readonly own_referral_code: string;
  readonly wallet_id: string;
  readonly escrow_id: string;
  readonly lock_code: string | undefined;
  readonly state: string;
  readonly status: string;
  readonly event: string;
  readonly balance: number;
  readonly balance_usd: number;
  readonly referral_commission: number;
  readonly referred_agent_count: number;
  readonly timeout_hours: number;
  readonly amount_usd: number;
  readonly left_today_usdc: number;
  readonly balance_usdc: number;
  readonly total_claims: number;
  readonly seq: number;
  readonly account: string;
  readonly balanceMicros: string;
  readonly nextAfter: number | null;
  readonly now: string;
  readonly ran: number;
  readonly hits: number;
  readonly _info: { readonly service: string };
  readonly paths: Readonly<Record<string, unknown>>;
  readonly stats: { readonly totalMicros: string; readonly postings: number };
  readonly accounts: readonly Body[];
  readonly agents: readonly Body[];
  readonly escrows: readonly Body[];
  readonly wallets: readonly Body[];
  readonly entries: readonly Body[];
  readonly events: readonly Body[];
  readonly faults: readonly Body[];
}

export interface Reply {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

export interface Registered {
  readonly id: string;
  readonly key: string;
  readonly code: string;
  readonly walletId: string;
}

/** A sandbox at a fixed start time with seeded ids, and the few calls that every test makes. */
export class TestPlatform {
  realNow = Date.parse("2026-11-20T10:00:00.000Z");
  readonly sandbox: Sandbox;

  constructor(options: SandboxOptions = {}) {
    this.sandbox = createSandbox({ seed: "test", realNow: () => this.realNow, ...options });
  }

  async send(method: string, path: string, body?: unknown, key?: string, headers: Record<string, string> = {}): Promise<Reply> {
    const request = new Request(`http://127.0.0.1:4010${path}`, {
      method,
      headers: { ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const response = await this.sandbox.fetch(request);
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
    return { status: response.status, body: (isJson ? JSON.parse(text) : { text }) as Body, headers: response.headers };
  }

  get(path: string, key?: string): Promise<Reply> {
    return this.send("GET", path, undefined, key);
  }

  post(path: string, body: unknown = {}, key?: string): Promise<Reply> {
    return this.send("POST", path, body, key);
  }

  async register(id: string, extra: Record<string, unknown> = {}): Promise<Registered> {
    const { body } = await this.post("/purpleflea.com/api/agents/register", { agent_id: id, agent_type: "trading", ...extra });
    return { id: body.agent_id, key: body.api_key, code: body.own_referral_code, walletId: body.wallet_id };
  }

  credit(agentId: string, amount: number): Promise<Reply> {
    return this.post("/_sandbox/credit", { agentId, amountMicros: String(Math.round(amount * 1_000_000)) });
  }

  async balance(key: string): Promise<number> {
    return (await this.get("/casino.purpleflea.com/api/v1/auth/balance", key)).body.balance_usd;
  }

  advance(hours: number): Promise<Reply> {
    return this.post("/_sandbox/clock", { advanceSeconds: hours * 3600 });
  }

  /** Balances by account, in USDC. */
  async accounts(): Promise<Record<string, number>> {
    const { accounts } = (await this.get("/_sandbox/state")).body;
    return Object.fromEntries(accounts.map(({ account, balanceMicros }) => [account, Number(balanceMicros) / 1_000_000]));
  }
}

export const ESCROWS = "/escrow.purpleflea.com/api/escrows";
export const ROUTER = "/escrow.purpleflea.com/api/escrow";
export const LIVE = "/escrow.purpleflea.com/escrow";
export const WALLETS = "/wallet.purpleflea.com/api/wallets";

/** An orchestrator with money and two workers that it referred. */
export async function fleetOf(platform: TestPlatform, balance = 100) {
  const boss = await platform.register("orch-main");
  await platform.credit(boss.id, balance);
  const spawn = (id: string) => platform.register(id, { referral_code: boss.code, parent_agent_id: boss.id });
  return { boss, first: await spawn("worker-01"), second: await spawn("worker-02") };
}
