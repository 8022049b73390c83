import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ESCROWS, fleetOf, LIVE, ROUTER, type Registered, type Reply, TestPlatform, WALLETS } from "./test-platform";

const amount = fc.oneof(
  fc.integer({ min: 1, max: 40_000_000 }).map((micros) => micros / 1_000_000), fc.constantFrom(0, -1, 1e15, 0.000001, 0.333333, "x"),
);
const who = fc.nat({ max: 3 });
const which = fc.nat({ max: 1_000 });
const hours = fc.integer({ min: 1, max: 6 });

const operation = fc.oneof(
  fc.record({ kind: fc.constant("fleet"), payer: who, payee: who, amount, hours, task: fc.nat({ max: 40 }) }),
  fc.record({ kind: fc.constant("router"), payer: who, payee: who, amount, hours }),
  fc.record({ kind: fc.constant("live"), payer: who, payee: who, amount, hours, withCode: fc.boolean() }),
  fc.record({ kind: fc.constantFrom("release", "lock", "cancel", "router-release", "complete", "live-release", "dispute"), actor: who, which }),
  fc.record({ kind: fc.constantFrom("fund", "unfund", "spend", "withdraw"), actor: who, which, amount }),
  fc.record({ kind: fc.constant("pay"), payer: who, payee: who, amount }),
  fc.record({ kind: fc.constant("activity"), payer: who, product: fc.constantFrom("casino", "wallet", "trading", "domains", "escrow"), micros: fc.integer({ min: 1, max: 9_999_999 }) }),
  fc.record({ kind: fc.constant("clock"), seconds: fc.integer({ min: 1, max: 20_000 }) }),
  fc.record({ kind: fc.constant("resolve"), which, outcome: fc.constantFrom("release", "refund", "split"), micros: fc.nat({ max: 5_000_000 }) }),
);

type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

class Chaos {
  readonly platform = new TestPlatform();
  readonly escrows: { readonly id: string; readonly code: string | undefined }[] = [];
  agents: Registered[] = [];
  wallets: string[] = [];
  private seq = 0;
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
      const { escrow_id, lock_code } = reply.body;
      if (reply.status === 201 && escrow_id !== undefined) this.escrows.push({ id: escrow_id, code: lock_code });
    } catch (error) {
      if (!(error instanceof TypeError) || error.message !== "fetch failed") throw error;
    }
  }

  private send(step: Operation): Promise<Reply> {
    const { platform } = this;
    if ("hours" in step) return this.create(step);
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
      const wallet = this.wallets[step.which % this.wallets.length];
      return platform.post(`${WALLETS}/${wallet}/${step.kind}`, { amount_usdc: step.amount }, this.agent(step.actor).key);
    }
    return this.act(step.kind, this.agent(step.actor), this.escrow(step.which));
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

  private act(kind: string, actor: Registered, escrow: { id: string; code: string | undefined }): Promise<Reply> {
    switch (kind) {
      case "release": return this.platform.post(`${ESCROWS}/${escrow.id}/release`, { lock_code: escrow.code ?? "none" }, actor.key);
      case "router-release": return this.platform.post(`${ROUTER}/${escrow.id}/release`, {}, actor.key);
      case "live-release": return this.platform.post(`${LIVE}/release/${escrow.id}`, {}, actor.key);
      case "complete": case "dispute": return this.platform.post(`${LIVE}/${kind}/${escrow.id}`, {}, actor.key);
      default: return this.platform.post(`${ROUTER}/${escrow.id}/${kind}`, {}, actor.key);
    }
  }

  private escrow(index: number): { id: string; code: string | undefined } {
    return this.escrows[index % Math.max(1, this.escrows.length)] ?? { id: "esc_none", code: undefined };
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
    expect(accounts.external).toBe(-290);
  }
}

describe("the ledger under chaos", () => {
  it("conserves money through thousands of random operations with faults in all dialects", async () => {
    let operations = 0;
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
      }),
      { numRuns: 16, seed: 20_261_120, endOnFailure: true },
    );
    expect(operations).toBeGreaterThan(3_000);
  }, 60_000);
});
