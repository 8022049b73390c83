import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOUR_MS } from "@/lib/core/time";
import { cancelEscrowCommand } from "@/lib/services/escrow/cancel";
import { completeEscrowCommand } from "@/lib/services/escrow/complete";
import { disputeEscrowCommand } from "@/lib/services/escrow/dispute";
import { lockEscrowCommand } from "@/lib/services/escrow/lock";
import { releaseEscrowCommand } from "@/lib/services/escrow/release";
import { syncDueEscrows } from "@/lib/services/escrow/sync-due-escrows";
import { lock, onPlatform, run } from "@/lib/services/escrow/test-escrow";
import { proveTreasury } from "@/lib/services/overview/prove-treasury";
import { syncReferrals } from "@/lib/services/referral/sync-referrals";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { fundWalletCommand } from "@/lib/services/wallet/fund";
import { getLimitEvidence } from "@/lib/services/wallet/get-limit-evidence";
import { provisionWalletCommand } from "@/lib/services/wallet/provision";
import { syncWallet } from "@/lib/services/wallet/sync-wallet";
import { unfundWalletCommand } from "@/lib/services/wallet/unfund";
import { updateWalletCommand } from "@/lib/services/wallet/update";
import { requestSpawn } from "@/lib/services/worker/request-spawn";
import { finishRetirement, requestRetirement } from "@/lib/services/worker/retire-worker";
import { rotateKeyCommand } from "@/lib/services/worker/rotate-key";
import { finishBatch } from "@/lib/services/worker/spawn-progress";
import { bringHome } from "./retire-worker";
import { advanceWorker } from "./spawn-worker";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet({ mount: "published" }); });
afterAll(() => fleet.close());

interface LedgerRow { readonly account: string; readonly amountMicros: string; readonly reason: string }
const ledgerSum = async (matches: (row: LedgerRow) => boolean) => {
  const { entries } = (await fleet.control("GET", "ledger")) as unknown as { entries: LedgerRow[] };
  return entries.filter(matches).reduce((sum, { amountMicros }) => sum + BigInt(amountMicros), 0n);
};
const balanceOf = async (upstreamId: string) => (await onPlatform(fleet)).balance(upstreamId);
const workers = () => fleet.db.agent.findMany({ where: { kind: "worker" }, orderBy: { name: "asc" }, include: { wallets: true, accounts: true } });
const worker = async (index: number) => {
  const found = (await workers())[index];
  const [account, wallet] = [found?.accounts[0], found?.wallets[0]];
  if (!found || !account || !wallet) throw new Error("no such worker");
  return { id: found.id, name: found.name, upstreamId: account.upstreamId, wallet };
};
const escrowRow = (id: string) => fleet.db.escrow.findUniqueOrThrow({ where: { id } });
const booked = async (kind: string) =>
  (await fleet.db.costEntry.aggregate({ where: { kind }, _sum: { amountMicros: true } }))._sum.amountMicros ?? 0n;

/** What the books cannot explain of orchestrator, wallets and open escrows together. */
async function treasuryGap(): Promise<bigint | undefined> {
  for (const { wallets } of await workers()) for (const wallet of wallets) await syncWallet(fleet.system, wallet.id);
  return (await proveTreasury(fleet.system, fleet.connectionId))?.differenceMicros;
}

describe("the main job on the published services", () => {
  it("spawns three workers whose link the referrer's statistics list, each with a budget of its own", async () => {
    const raw = { role: "trading", count: "3", initialFunding: "12.00", dailyLimit: "10.00", idempotencyKey: "published-spawn-1" };
    const batch = await requestSpawn(fleet.as("operator"), fleet.connectionId, raw);
    if (!batch.ok) throw new Error(batch.failure.message);
    await Promise.all((await workers()).map(({ id }) => advanceWorker(fleet.system, id, batch.value.batchId)));
    await finishBatch(fleet.system, batch.value.batchId);
    const spawned = await workers();
    expect(spawned.map(({ name, state, referralProof, failureMessage }) => [name, state, referralProof, failureMessage])).toEqual([
      ["worker-trading-01", "live", "listed", null], ["worker-trading-02", "live", "listed", null], ["worker-trading-03", "live", "listed", null],
    ]);
    expect(spawned.map(({ wallets }) => wallets.map((wallet) => [wallet.upstreamId, wallet.state, wallet.balanceMicros, wallet.dailyLimitMicros])))
      .toEqual(Array(3).fill([[null, "open", 12_000_000n, 10_000_000n]]));
    for (const { accounts } of spawned) expect(await balanceOf(accounts[0]?.upstreamId ?? "")).toBe(12_000_000n);
    expect(await balanceOf(fleet.orchestrator.upstreamId)).toBe(964_000_000n);
    expect(await getLimitEvidence(fleet.system, fleet.connectionId)).toBe("enforced");
    expect(await treasuryGap()).toBe(0n);
  });

  it("keeps one wallet for each worker, changes its limit here and moves money by plain transfers", async () => {
    const { id, upstreamId, wallet } = await worker(2);
    expect(await run(fleet, provisionWalletCommand, { workerId: id, dailyLimit: "1.00", autoReset: true })).toMatchObject({ code: "WALLET_EXISTS" });
    const calls = await fleet.db.intent.count();
    expect(await run(fleet, updateWalletCommand, { walletId: wallet.id, dailyLimit: "15.00" })).toMatchObject({ ok: true });
    expect(await run(fleet, fundWalletCommand, { walletId: wallet.id, amount: "20.00" })).toMatchObject({ ok: true, output: { balance: "32" } });
    expect(await run(fleet, unfundWalletCommand, { walletId: wallet.id, amount: "2.00" })).toMatchObject({ ok: true, output: { balance: "30" } });
    expect(await run(fleet, unfundWalletCommand, { walletId: wallet.id, amount: "0.001" })).toMatchObject({ code: "TOO_SMALL" });
    expect((await fleet.db.intent.count()) - calls).toBe(3);
    expect((await worker(2)).wallet).toMatchObject({ dailyLimitMicros: 15_000_000n, balanceMicros: 30_000_000n });
    expect(await balanceOf(upstreamId)).toBe(30_000_000n);
  });

  it("locks, completes and releases 5.00: the worker has 4.95, nobody's share comes back for the orchestrator's own escrow", async () => {
    const payee = await worker(0);
    const id = await lock(fleet, payee.id, "5.00");
    expect(await escrowRow(id)).toMatchObject({ state: "locked", onSilence: "refund_minus_fee", referralBasis: "payer", referralMicros: 0n, lockCode: null });
    expect(await run(fleet, completeEscrowCommand, { escrowId: id })).toMatchObject({ ok: true, output: { state: "completed" } });
    expect(await run(fleet, cancelEscrowCommand, { escrowId: id })).toMatchObject({ code: "NOT_ON_THIS_CONNECTION" });
    expect(await run(fleet, releaseEscrowCommand, { escrowId: id })).toMatchObject({ ok: true, output: { state: "released" } });
    expect(await escrowRow(id)).toMatchObject({ netMicros: 4_950_000n, feeMicros: 50_000n });
    expect(await balanceOf(payee.upstreamId)).toBe(16_950_000n);
    await syncWallet(fleet.system, payee.wallet.id);
    expect((await worker(0)).wallet.balanceMicros).toBe(16_950_000n);
  });

  it("holds a paying worker to its limit, and 15 % of the fee comes back for it", async () => {
    const [payer, payee] = [await worker(0), await worker(1)];
    const id = await lock(fleet, payee.id, "6.00", { payerId: payer.id });
    expect((await worker(0)).wallet).toMatchObject({ spentMicros: 6_000_000n, balanceMicros: 10_950_000n });
    const above = { payerId: payer.id, payeeId: payee.id, amount: "4.50", description: "second job" };
    expect(await run(fleet, lockEscrowCommand, above)).toMatchObject({ outcome: "denied", code: "WALLET_LIMIT" });
    expect(await run(fleet, releaseEscrowCommand, { escrowId: id })).toMatchObject({ ok: true });
    expect(await escrowRow(id)).toMatchObject({ state: "released", referralMicros: 9_000n });
    await fleet.advance(25 * HOUR_MS);
    expect(await run(fleet, lockEscrowCommand, { ...above, amount: "1.00" })).toMatchObject({ ok: true });
    expect((await worker(0)).wallet.spentMicros).toBe(1_000_000n);
  });

  it("gives back all but 1 % when nobody acts, and keeps a dispute locked", async () => {
    const [payer, payee] = [await worker(2), await worker(1)];
    const silent = await lock(fleet, payee.id, "10.00", { payerId: payer.id, timeoutHours: "1" });
    const own = await lock(fleet, payee.id, "20.00", { timeoutHours: "1" });
    const disputed = await lock(fleet, payee.id, "7.00", { timeoutHours: "1" });
    expect(await run(fleet, disputeEscrowCommand, { escrowId: disputed, reason: "not delivered" })).toMatchObject({ ok: true });
    const before = await balanceOf(fleet.orchestrator.upstreamId);
    await fleet.advance(26 * HOUR_MS);
    await syncDueEscrows(fleet.system, fleet.connectionId);
    expect(await escrowRow(silent)).toMatchObject({ state: "refunded", refundCause: "timeout", refundedMicros: 9_900_000n });
    expect(await escrowRow(own)).toMatchObject({ state: "refunded", refundedMicros: 19_800_000n });
    expect(await escrowRow(disputed)).toMatchObject({ state: "disputed" });
    // 19.80 of its own, and the shares of two fees that workers paid: 0.015 for 10.00 and 0.0015 for the 1.00 of the day before.
    expect((await balanceOf(fleet.orchestrator.upstreamId)) - before).toBe(19_816_500n);
  });

  it("books costs and commission as the platform's ledger has them, to the micro", async () => {
    await syncReferrals(fleet.system, fleet.connectionId);
    const isOrchestrator = ({ account }: LedgerRow) => account.endsWith(fleet.orchestrator.upstreamId);
    const commission = await ledgerSum((row) => isOrchestrator(row) && row.reason.startsWith("escrow_referral"));
    const credits = await fleet.db.commissionCredit.aggregate({ _sum: { amountMicros: true } });
    expect(credits._sum.amountMicros).toBe(commission);
    expect(await booked("referral")).toBe(commission);
    const fees = await ledgerSum(({ account, reason }) => account === "house" && reason.startsWith("escrow_"));
    expect((await booked("fee")) + (await booked("lost")) - commission).toBe(fees);
    expect(await booked("earned")).toBe(await ledgerSum(({ account, reason }) => account.startsWith("agent:") && reason.startsWith("escrow_release:")));
    expect(await booked("refunded")).toBe(await ledgerSum(({ account, reason }) => account.startsWith("agent:") && reason.startsWith("escrow_timeout_refund")));
  });

  it("explains every move of the treasury", async () => {
    expect(await treasuryGap()).toBe(0n);
  });

  it("says that keys cannot be rotated, and the way round", async () => {
    const result = await run(fleet, rotateKeyCommand, { agentId: (await worker(0)).id });
    expect(result).toMatchObject({ code: "UNAVAILABLE", message: expect.stringContaining("retire") });
  });

  it("retires a worker: its balance is paid back, dust stays and is said, the key is dropped", async () => {
    const { id, upstreamId, name } = await worker(2);
    await fleet.control("POST", "credit", { agentId: upstreamId, amountMicros: "4000" });
    const held = await balanceOf(upstreamId);
    const before = await balanceOf(fleet.orchestrator.upstreamId);
    expect(await requestRetirement(fleet.as("operator"), fleet.connectionId, { agentId: id, escrows: "wait", idempotencyKey: "retire-published" })).toMatchObject({ ok: true });
    expect(await bringHome(fleet.system, { agentId: id, cancel: false, key: "retire-1" })).toBeNull();
    expect((await balanceOf(fleet.orchestrator.upstreamId)) - before).toBe(held);
    await fleet.control("POST", "credit", { agentId: upstreamId, amountMicros: "4000" });
    const left = await bringHome(fleet.system, { agentId: id, cancel: false, key: "retire-2" });
    expect(left).toEqual({ code: "DUST", message: "0.004 USDC stay on the platform: its smallest transfer is 0.01." });
    await finishRetirement(fleet.system, id, left?.message ?? null);
    expect(await fleet.db.agent.findUniqueOrThrow({ where: { id } })).toMatchObject({ name, state: "retired", failureMessage: left?.message });
    expect(await fleet.db.agentKey.count({ where: { account: { agentId: id }, retiredAt: null } })).toBe(0);
    expect((await worker(2)).wallet).toMatchObject({ state: "closed", balanceMicros: 0n });
  });
});
