import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PRODUCT_ACTIONS, type ProductAction, productRequest } from "./test-products";
import { ESCROWS, fleetOf, LIVE, ROUTER, type Registered, type Reply, TestPlatform, WALLETS } from "./test-platform";

const amount = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 100_000, max: 6_000_000 }).map((micros) => micros / 1_000_000) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 90_000_000 }).map((micros) => micros / 1_000_000) },
  { weight: 1, arbitrary: fc.constantFrom(0, -1, 1e15, 0.000001, 0.333333, "x") },
);
const who = fc.nat({ max: 3 });
/** Counted back from the newest, so that most verbs meet an escrow that is still open. */
const which = fc.nat({ max: 12 });
const side = fc.constantFrom("payer", "payer", "payer", "payee", "stranger");
const hours = fc.integer({ min: 1, max: 6 });
const product = fc.constantFrom("casino", "wallet", "trading", "domains", "escrow");
const verb = fc.constantFrom("release", "lock", "lock", "cancel", "router-release", "complete", "live-release", "dispute");

const operation = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("fleet"), payer: who, payee: who, amount, hours, task: fc.nat({ max: 60 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("router"), payer: who, payee: who, amount, hours }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("live"), payer: who, payee: who, amount, hours, withCode: fc.boolean() }) },
  { weight: 12, arbitrary: fc.record({ kind: verb, side, which }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom("fund", "fund", "unfund", "spend", "withdraw"), isOwner: fc.boolean(), wallet: who, amount }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("pay"), payer: who, payee: who, amount }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("activity"), payer: who, product, micros: fc.integer({ min: 1, max: 999_999 }) }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("product"), actor: who, other: who, action: fc.constantFrom(...PRODUCT_ACTIONS), stake: amount }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("clock"), seconds: fc.integer({ min: 1, max: 9_000 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("resolve"), which, outcome: fc.constantFrom("release", "refund", "split"), micros: fc.nat({ max: 5_000_000 }) }) },
);

type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

interface Known {
  readonly id: string;
  readonly code: string | undefined;
  readonly payer: Registered;
  readonly payee: Registered;
}

class Chaos {
  readonly platform = new TestPlatform();
  readonly escrows: Known[] = [];
  done = 0;
  agents: Registered[] = [];
  wallets: string[] = [];
  private seq = 0;
  private position = "none";
  private readonly balances = new Map<string, bigint>();

  async start(): Promise<void> {
    const { boss, first, second } = await fleetOf(this.platform, 200);
    const nested = await this.platform.register("worker-03", { referral_code: first.code, parent_agent_id: first.id });
    this.agents = [boss, first, second, nested];
    for (const agent of [first, second, nested]) {
      await this.platform.credit(agent.id, 30);
      const made = await this.platform.post(`${WALLETS}/child`, {
        agent_id: agent.id, daily_limit_usdc: 20, auto_reset: true, allow_withdrawals: agent.id !== second.id,
      }, boss.key);
      this.wallets.push(made.body.wallet_id);
    }
    const effects = ["reply_lost_before", "reply_lost_after", "duplicate", "5xx"];
    for (const [index, effect] of effects.entries()) {
      await this.platform.post("/_sandbox/faults", { match: { method: "POST" }, effect, probability: 0.06, seed: index + 1 });
    }
  }

  agent(index: number): Registered {
    return this.agents[index % this.agents.length] ?? { id: "", key: "", code: "", walletId: "" };
  }

  async run(step: Operation): Promise<void> {
    try {
      const reply = await this.send(step);
      expect(reply.status, "a fault of the sandbox itself").not.toBe(500);
      if (reply.status < 300) this.done += 1;
      const { escrow_id: id, lock_code: code } = reply.body;
      if (reply.status === 201 && "hours" in step) this.escrows.push({ id, code, payer: this.agent(step.payer), payee: this.agent(step.payee) });
    } catch (error) {
      if (!(error instanceof TypeError) || error.message !== "fetch failed") throw error;
    }
  }

  private send(step: Operation): Promise<Reply> {
    const { platform } = this;
    if ("hours" in step) return this.create(step);
    if ("action" in step) return this.useProduct(step.action, this.agent(step.actor), this.agent(step.other), step.stake);
    if ("seconds" in step) return platform.post("/_sandbox/clock", { advanceSeconds: step.seconds });
    if ("product" in step) {
      return platform.post("/_sandbox/activity", { agentId: this.agent(step.payer).id, product: step.product, amountMicros: String(step.micros) });
    }
    if ("payee" in step) {
      const body = { to_agent_id: this.agent(step.payee).id, amount: step.amount };
      return platform.post("/casino.purpleflea.com/api/v1/stats/pay", body, this.agent(step.payer).key);
    }
    if ("outcome" in step) {
      return platform.post("/_sandbox/resolve", { escrowId: this.escrow(step.which).id, outcome: step.outcome, payeeMicros: String(step.micros) });
    }
    if ("amount" in step) {
      const index = step.wallet % this.wallets.length;
      const user = this.agent(step.isOwner ? 0 : index + 1);
      return platform.post(`${WALLETS}/${this.wallets[index]}/${step.kind}`, { amount_usdc: step.amount }, user.key);
    }
    return this.act(step.kind, step.side, this.escrow(step.which));
  }

  /** Games, tables, trades, domains, swaps and distributions: all on the same ledger, with the key of the fleet. */
  private useProduct(action: ProductAction, actor: Registered, other: Registered, stake: unknown): Promise<Reply> {
    const { path, body } = productRequest(action, actor, other, stake, this.done);
    return this.platform.post(path, action === "close" ? { position_id: this.position } : body, actor.key).then((reply) => {
      const opened = (reply.body as unknown as { position_id?: string }).position_id;
      if (opened !== undefined) this.position = opened;
      return reply;
    });
  }

  private create(step: Extract<Operation, { hours: number }>): Promise<Reply> {
    const [payer, payee] = [this.agent(step.payer), this.agent(step.payee)];
    if ("task" in step) {
      const body = { amount_usdc: step.amount, beneficiary_wallet: payee.walletId, timeout_hours: step.hours, task_id: `t-${step.task}` };
      return this.platform.post(ESCROWS, body, payer.key);
    }
    if ("withCode" in step) {
      const body = { amount_usd: step.amount, description: "chaos", counterparty_agent_id: payee.id, timeout_hours: step.hours };
      return this.platform.post(`${LIVE}/create`, step.withCode ? { ...body, referral_code: this.agent(2).code } : body, payer.key);
    }
    const body = { payer_agent_id: payer.id, payee_agent_id: payee.id, amount_usdc: step.amount, timeout_hours: step.hours };
    return this.platform.post(ROUTER, body, this.agent(0).key);
  }

  private act(kind: string, side: string, escrow: Known): Promise<Reply> {
    const isPayees = side === "payee" || kind === "complete";
    const actor = side === "stranger" ? this.agent(3) : isPayees ? escrow.payee : escrow.payer;
    switch (kind) {
      case "release": return this.platform.post(`${ESCROWS}/${escrow.id}/release`, { lock_code: escrow.code ?? "none" }, actor.key);
      case "router-release": return this.platform.post(`${ROUTER}/${escrow.id}/release`, {}, actor.key);
      case "live-release": return this.platform.post(`${LIVE}/release/${escrow.id}`, {}, actor.key);
      case "complete": case "dispute": return this.platform.post(`${LIVE}/${kind}/${escrow.id}`, {}, actor.key);
      default: return this.platform.post(`${ROUTER}/${escrow.id}/${kind}`, {}, actor.key);
    }
  }

  private escrow(back: number): Known {
    const none = { id: "esc_none", code: undefined, payer: this.agent(0), payee: this.agent(1) };
    return this.escrows[this.escrows.length - 1 - back] ?? none;
  }

  /** Reads the new ledger entries only, and proves every promise on them. */
  async check(): Promise<void> {
    const { entries } = (await this.platform.get(`/_sandbox/ledger?after=${this.seq}`)).body as unknown as {
      entries: { seq: number; posting: number; account: string; amountMicros: string }[];
    };
    const postings = new Map<number, bigint>();
    for (const entry of entries) {
      expect(entry.seq).toBe(this.seq + 1);
      this.seq = entry.seq;
      postings.set(entry.posting, (postings.get(entry.posting) ?? 0n) + BigInt(entry.amountMicros));
      const balance = (this.balances.get(entry.account) ?? 0n) + BigInt(entry.amountMicros);
      if (entry.account !== "external" && balance < 0n) throw new Error(`${entry.account} fell to ${balance}`);
      this.balances.set(entry.account, balance);
    }
    for (const [posting, sum] of postings) expect(sum, `posting ${posting}`).toBe(0n);
    expect([...this.balances.values()].reduce((total, one) => total + one, 0n)).toBe(0n);
  }

  /** Every escrow holds its amount exactly while it is open, and nothing after. */
  async checkEscrows(): Promise<void> {
    const accounts = await this.platform.accounts();
    const { escrows } = (await this.platform.get("/_sandbox/state")).body as unknown as {
      escrows: { escrowId: string; state: string; amountMicros: string }[];
    };
    for (const escrow of escrows) {
      const isHeld = ["locked", "completed", "disputed"].includes(escrow.state);
      expect(accounts[`escrow:${escrow.escrowId}`] ?? 0, escrow.escrowId).toBe(isHeld ? Number(escrow.amountMicros) / 1_000_000 : 0);
    }
    // The banks of the products take from the outside what they lack; nothing else does.
    expect(accounts.external).toBeLessThanOrEqual(-290);
  }
}

describe("the ledger under chaos", () => {
  it("conserves money through thousands of random operations with faults in all dialects", async () => {
    let operations = 0;
    let done = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 150, maxLength: 300 }), async (steps) => {
        const chaos = new Chaos();
        await chaos.start();
        for (const step of steps) {
          await chaos.run(step);
          await chaos.check();
          operations += 1;
        }
        await chaos.checkEscrows();
        done += chaos.done;
      }),
      { numRuns: 16, seed: 20_261_120, endOnFailure: true },
    );
    expect(operations).toBeGreaterThan(3_000);
    // Most of it must really happen: a refused request proves little.
    expect(done).toBeGreaterThan(operations / 3);
  }, 60_000);
});
