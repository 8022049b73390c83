import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SANDBOX_ORIGIN, startTestFleet, type TestFleet } from "../testing/test-fleet";
import { provisionWalletCommand } from "../wallet/provision";
import { completeEscrowCommand } from "./complete";
import { releaseEscrowCommand } from "./release";
import { lock, onPlatform, run } from "./test-escrow";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

const balanceOf = async (upstreamId: string) => (await onPlatform(fleet)).balance(upstreamId);

/** A call as the seed documents write it: the address, a key or none, a body. */
async function call(method: string, path: string, body?: unknown, key?: string): Promise<Record<string, never>> {
  const response = await fleet.sandbox.fetch(new Request(`${SANDBOX_ORIGIN}${path}`, {
    method, headers: { "content-type": "application/json", ...(key ? { authorization: `Bearer ${key}` } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }));
  if (!response.ok) throw new Error(`${path} answered ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, never>;
}

describe("the seeds' own call sequences", () => {
  it("002: two agents, the faucet, an escrow of 5.00: 4.95 for the payee, 0.05 for the platform", async () => {
    const register = () => call("POST", "/casino.purpleflea.com/api/v1/auth/register", {}) as Promise<unknown> as Promise<{ agent: { id: string; api_key: string } }>;
    const [hirer, worker] = [(await register()).agent, (await register()).agent];
    await call("POST", "/faucet.purpleflea.com/faucet/claim", { agent_casino_id: hirer.id });
    expect(await balanceOf(hirer.id)).toBe(1_000_000n);
    await fleet.control("POST", "credit", { agentId: hirer.id, amountMicros: "9000000" });
    const made = await call("POST", "/escrow.purpleflea.com/escrow/create", { amount_usd: 5, counterparty_agent_id: worker.id, description: "analyse 100 posts", timeout_hours: 24 }, hirer.api_key) as unknown as { escrow_id: string };
    const pending = await call("GET", "/escrow.purpleflea.com/escrow/pending", undefined, worker.api_key);
    expect(JSON.stringify(pending)).toContain(made.escrow_id);
    await call("POST", `/escrow.purpleflea.com/escrow/complete/${made.escrow_id}`, { result_summary: "done" }, worker.api_key);
    await call("POST", `/escrow.purpleflea.com/escrow/release/${made.escrow_id}`, {}, hirer.api_key);
    expect([await balanceOf(worker.id), await balanceOf(hirer.id)]).toEqual([4_950_000n, 5_000_000n]);
  });

  it("001: three workers under the orchestrator's code, five wallets of 2.00 a day", async () => {
    const names = ["seed-trading", "seed-casino", "seed-wallet", "seed-domains", "seed-faucet"];
    const workers = [];
    for (const name of names) workers.push(await fleet.addWorker(name));
    for (const { agentId } of workers) {
      expect(await run(fleet, provisionWalletCommand, { workerId: agentId, dailyLimit: "2.00", autoReset: true })).toMatchObject({ ok: true });
    }
    const summary = await call("GET", "/purpleflea.com/referrals/summary", undefined, await orchestratorKey()) as unknown as { agents: { agent_id: string }[] };
    expect(summary.agents.map(({ agent_id }) => agent_id)).toEqual(expect.arrayContaining(names));
    const wallets = await fleet.db.childWallet.findMany();
    expect(wallets.map(({ dailyLimitMicros, allowWithdrawals }) => [dailyLimitMicros, allowWithdrawals])).toEqual(Array(5).fill([2_000_000n, false]));
  });

  it("003: a hub pays 0.50, 1.20 and 0.40: 2.10 paid, 0.021 fees, 0.00315 comes back", async () => {
    const before = await balanceOf(fleet.orchestrator.upstreamId);
    for (const amount of ["0.50", "1.20", "0.40"]) {
      const specialist = await fleet.addWorker(`specialist-${amount.replace(".", "-")}`);
      const escrowId = await lock(fleet, specialist.agentId, amount);
      expect(await run(fleet, completeEscrowCommand, { escrowId })).toMatchObject({ ok: true });
      expect(await run(fleet, releaseEscrowCommand, { escrowId })).toMatchObject({ ok: true });
    }
    const sums = await fleet.db.costEntry.groupBy({ by: ["kind"], _sum: { amountMicros: true } });
    const booked = Object.fromEntries(sums.map(({ kind, _sum }) => [kind, _sum.amountMicros]));
    expect(booked).toEqual({ paid: 2_100_000n, fee: 21_000n, earned: 2_079_000n, referral: 3_150n });
    expect(before - (await balanceOf(fleet.orchestrator.upstreamId))).toBe(2_096_850n);
  });

  it("004: 1,000 among four: 10 on top, 1.50 back to who referred them, the parts whole", async () => {
    const key = await orchestratorKey();
    const members = await fleet.db.agentAccount.findMany({ where: { agent: { kind: "worker" } }, orderBy: { createdAt: "asc" }, take: 4 });
    await fleet.control("POST", "credit", { agentId: fleet.orchestrator.upstreamId, amountMicros: "1010000000" });
    const before = await balanceOf(fleet.orchestrator.upstreamId);
    const paid = await Promise.all(members.map(({ upstreamId }) => balanceOf(upstreamId)));
    const shares = [400, 300, 200, 100];
    const reply = await call("POST", "/escrow.purpleflea.com/api/distribute", {
      from_wallet: fleet.orchestrator.upstreamId, total_amount: 1_000, currency: "USDC", memo: "round 1",
      distribution: members.map(({ upstreamId }, index) => ({ wallet: upstreamId, amount: shares[index], share_pct: (shares[index] ?? 0) / 1_000 })),
    }, key);
    expect(reply).toMatchObject({ fee: 10, referral_commission: 1.5, total_debited: 1_010 });
    const now = await Promise.all(members.map(({ upstreamId }) => balanceOf(upstreamId)));
    expect(now.map((each, index) => each - (paid[index] ?? 0n))).toEqual([400_000_000n, 300_000_000n, 200_000_000n, 100_000_000n]);
    expect(before - (await balanceOf(fleet.orchestrator.upstreamId))).toBe(1_008_500_000n);
  });
});

async function orchestratorKey(): Promise<string> {
  const { openCredential } = await import("../connection/open-credential");
  return (await openCredential(fleet.db, fleet.system.keyring, fleet.orchestrator.accountId)).apiKey;
}
