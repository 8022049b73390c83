import { expect } from "vitest";
import type { Capability } from "@/lib/core/connection/capabilities";
import { fromWire } from "@/lib/core/money";
import { carriesReference } from "../public-reference";
import { ACCOUNT_CONTRACT } from "./account-cases";
import type { Case } from "./contract-case";
import { PRODUCT_CONTRACT } from "./product-cases";
import type { TestFleet } from "./test-fleet";

const FIVE = fromWire("5");

async function lock(fleet: TestFleet) {
  const { writer } = fleet.orchestrator;
  return (await writer.createEscrow(fleet.escrowOf("5"), { idempotencyKey: fleet.nextKey() })).value;
}

async function wallet(fleet: TestFleet) {
  const input = {
    label: `wallet-${fleet.nextKey()}`, agentId: fleet.worker.agentId, dailyLimit: fromWire("2"), autoReset: true,
    allowWithdrawals: false,
  };
  return (await fleet.orchestrator.writer.createChildWallet(input, { idempotencyKey: fleet.nextKey() })).value;
}

async function fundedWallet(fleet: TestFleet) {
  const made = await wallet(fleet);
  const call = { idempotencyKey: fleet.nextKey() };
  await fleet.orchestrator.writer.fundWallet({ walletId: made.walletId, amount: FIVE }, call);
  return made;
}

/** What each capability promises, whoever serves it. */
export const CONTRACT: Readonly<Record<Capability, Case>> = {
  ...PRODUCT_CONTRACT,
  ...ACCOUNT_CONTRACT,
  "register": async (fleet, { orchestrator }, dialect) => {
    const input = {
      name: `worker-${dialect}-09`, agentType: "casino", capabilities: [], referralCode: fleet.orchestrator.ownReferralCode,
      parentAgentId: fleet.orchestrator.agentId,
    };
    const { value } = await orchestrator.writer.register(input, { idempotencyKey: fleet.nextKey() });
    expect(value.apiKey).not.toBe("");
    expect(value.ownReferralCode).not.toBe(input.referralCode);
    expect(value.echoedReferralCode).toBe(dialect === "fleet" ? input.referralCode : null);
  },
  "rotate-key": async (fleet, { orchestrator }) => {
    const { value } = await orchestrator.writer.rotateKey({ agentId: fleet.worker.agentId }, { idempotencyKey: fleet.nextKey() });
    expect(value.apiKey).not.toBe(fleet.worker.apiKey);
    await expect(fleet.worker.client.getBalance()).rejects.toMatchObject({ outcome: "rejected", status: 401 });
  },
  "agent.find": async (fleet, { orchestrator }) => {
    const { value } = await orchestrator.client.findAgent(fleet.worker.agentId);
    expect(value).toMatchObject({ parentAgentId: fleet.orchestrator.agentId, referralCode: fleet.orchestrator.ownReferralCode });
    expect((await orchestrator.client.findAgent("nobody")).value).toBeNull();
  },
  "referral.summary": async (fleet, { orchestrator }) => {
    const { value } = await orchestrator.client.getReferralSummary();
    const [listed] = value.agents;
    expect(value.referredCount).toBe(1);
    expect(fleet.worker.agentId.startsWith(listed?.agentId ?? "none")).toBe(true);
    expect(listed?.isPrefix).toBe(listed?.agentId !== fleet.worker.agentId);
  },
  "balance": async (fleet, { orchestrator }) => {
    const { value } = await orchestrator.client.getBalance();
    expect(value).toEqual({ agentId: fleet.orchestrator.agentId, available: fromWire("100") });
  },
  "wallet.child": async (fleet, { orchestrator }) => {
    const input = { label: "w-1", agentId: fleet.worker.agentId, dailyLimit: fromWire("2"), autoReset: true, allowWithdrawals: false };
    const { value } = await orchestrator.writer.createChildWallet(input, { idempotencyKey: fleet.nextKey() });
    expect(value).toMatchObject({ ...input, balance: 0n, spentInWindow: 0n });
    const again = orchestrator.writer.createChildWallet(input, { idempotencyKey: fleet.nextKey() });
    await expect(again).rejects.toMatchObject({ outcome: "rejected", upstreamCode: "label_taken" });
  },
  "wallet.fund": async (fleet, { orchestrator }) => {
    const { walletId } = await wallet(fleet);
    const call = { idempotencyKey: fleet.nextKey() };
    const { value } = await orchestrator.writer.fundWallet({ walletId, amount: FIVE }, call);
    expect(value).toMatchObject({ amount: FIVE, balance: FIVE });
    expect((await orchestrator.writer.fundWallet({ walletId, amount: FIVE }, call)).value).toEqual(value);
    expect((await orchestrator.client.getBalance()).value.available).toBe(fromWire("95"));
  },
  "wallet.unfund": async (fleet, { orchestrator }) => {
    const { walletId } = await fundedWallet(fleet);
    const call = { idempotencyKey: fleet.nextKey() };
    const { value } = await orchestrator.writer.unfundWallet({ walletId, amount: fromWire("4") }, call);
    expect(value).toMatchObject({ amount: fromWire("4"), balance: fromWire("1") });
  },
  "wallet.get": async (fleet, { orchestrator }) => {
    const made = await fundedWallet(fleet);
    const { value } = await orchestrator.client.getWallet(made.walletId);
    expect(value).toMatchObject({ label: made.label, agentId: fleet.worker.agentId, balance: FIVE, dailyLimit: fromWire("2") });
  },
  "wallet.find": async (fleet, { orchestrator }) => {
    const made = await wallet(fleet);
    expect((await orchestrator.client.findWallet(made.label ?? "")).value?.walletId).toBe(made.walletId);
    expect((await orchestrator.client.findWallet("nothing")).value).toBeNull();
  },
  "wallet.update": async (fleet, { orchestrator }) => {
    const { walletId } = await wallet(fleet);
    const call = { idempotencyKey: fleet.nextKey() };
    const { value } = await orchestrator.writer.updateWallet({ walletId, dailyLimit: FIVE, allowWithdrawals: true }, call);
    expect(value).toMatchObject({ dailyLimit: FIVE, allowWithdrawals: true, autoReset: true });
    const open = await orchestrator.writer.updateWallet({ walletId, dailyLimit: null }, { idempotencyKey: fleet.nextKey() });
    expect(open.value.dailyLimit).toBeNull();
  },
  "wallet.spend": async (fleet, { worker }) => {
    const { walletId } = await fundedWallet(fleet);
    const spend = (amount: string) => worker.writer.spendFromWallet(
      { walletId, amount: fromWire(amount), purpose: "price feed", toAgentId: fleet.orchestrator.agentId },
      { idempotencyKey: fleet.nextKey() },
    );
    expect((await spend("1.5")).value).toMatchObject({ amount: fromWire("1.5"), balance: fromWire("3.5") });
    await expect(spend("0.500001")).rejects.toMatchObject({ outcome: "rejected", upstreamCode: "daily_limit_exceeded" });
  },
  "escrow.create": async (fleet, { orchestrator }, dialect) => {
    const key = fleet.nextKey();
    const { value, raw } = await orchestrator.writer.createEscrow(fleet.escrowOf("5"), { idempotencyKey: key });
    const { escrow, lockCode } = value;
    expect(escrow).toMatchObject({ amount: FIVE, fee: fromWire("0.05"), state: dialect === "router" ? "created" : "locked" });
    expect(lockCode === null).toBe(dialect !== "fleet");
    expect(JSON.stringify(raw)).not.toContain(lockCode ?? "no code");
    expect(carriesReference(escrow.description ?? "", key)).toBe(dialect === "live" || dialect === "market");
    const again = await orchestrator.writer.createEscrow(fleet.escrowOf("5"), { idempotencyKey: key });
    expect(again.value.isReplay).toBe(dialect === "fleet");
    expect(again.value.escrow.upstreamId === escrow.upstreamId).toBe(dialect === "fleet");
    expect(again.value.lockCode).toBe(lockCode);
  },
  "escrow.get": async (fleet, { orchestrator }) => {
    const { escrow } = await lock(fleet);
    const { value, platformAt, raw } = await orchestrator.client.getEscrow(escrow.upstreamId);
    expect(value).toMatchObject({ state: "locked", amount: FIVE, payeeId: fleet.worker.agentId, payerId: fleet.orchestrator.agentId });
    expect(value.deadlineAt).toBe((value.createdAt ?? 0) + 4 * 3_600_000);
    expect([platformAt === null, JSON.stringify(raw).includes("lock_code")]).toEqual([false, false]);
    await expect(orchestrator.client.getEscrow("esc_nope")).rejects.toMatchObject({ status: 404, upstreamCode: "not_found" });
  },
  "escrow.find": async (fleet, { orchestrator }) => {
    const { escrow } = await lock(fleet);
    expect((await orchestrator.client.findEscrow(escrow.taskId ?? "")).value?.upstreamId).toBe(escrow.upstreamId);
    expect((await orchestrator.client.findEscrow("t-none")).value).toBeNull();
  },
  "escrow.lock": async (fleet, { orchestrator }) => {
    const made = await fleet.as(fleet.orchestrator, "escrow.create", "router").writer
      .createEscrow(fleet.escrowOf("5"), { idempotencyKey: fleet.nextKey() });
    const escrowId = made.value.escrow.upstreamId;
    expect((await orchestrator.writer.lockEscrow({ escrowId }, { idempotencyKey: fleet.nextKey() })).value.state).toBe("locked");
    expect((await orchestrator.client.getBalance()).value.available).toBe(fromWire("95"));
  },
  "escrow.release": async (fleet, { orchestrator }) => {
    const { escrow, lockCode } = await lock(fleet);
    const call = { idempotencyKey: fleet.nextKey() };
    const { value } = await orchestrator.writer.releaseEscrow({ escrowId: escrow.upstreamId, lockCode }, call);
    expect(value.state).toBe("released");
    expect([value.released, value.fee, value.referral]).toEqual([fromWire("4.95"), fromWire("0.05"), fromWire("0.0075")]);
    expect((await fleet.worker.client.getBalance()).value.available).toBe(fromWire("4.95"));
    await expect(orchestrator.writer.releaseEscrow({ escrowId: escrow.upstreamId, lockCode }, call)).rejects.toMatchObject({
      outcome: "rejected", upstreamCode: "invalid_status",
    });
  },
  "escrow.cancel": async (fleet, { orchestrator }) => {
    const { escrow } = await lock(fleet);
    const input = { escrowId: escrow.upstreamId, reason: "not needed" };
    const { value } = await orchestrator.writer.cancelEscrow(input, { idempotencyKey: fleet.nextKey() });
    expect(value).toMatchObject({ state: "refunded", refunded: FIVE });
    expect((await orchestrator.client.getEscrow(escrow.upstreamId)).value).toMatchObject({ state: "refunded", refundCause: "cancel" });
    expect((await orchestrator.client.getBalance()).value.available).toBe(fromWire("100"));
  },
  "escrow.complete": async (fleet, { orchestrator, worker }) => {
    const { escrow } = await lock(fleet);
    const input = { escrowId: escrow.upstreamId };
    await expect(orchestrator.writer.completeEscrow(input, { idempotencyKey: fleet.nextKey() })).rejects.toMatchObject({ status: 403 });
    expect((await worker.writer.completeEscrow(input, { idempotencyKey: fleet.nextKey() })).value.state).toBe("completed");
  },
  "escrow.dispute": async (fleet, { worker }) => {
    const { escrow } = await lock(fleet);
    const input = { escrowId: escrow.upstreamId, reason: "output invalid" };
    expect((await worker.writer.disputeEscrow(input, { idempotencyKey: fleet.nextKey() })).value.state).toBe("disputed");
  },
  "ledger": async (fleet, { orchestrator }) => {
    const { escrow } = await lock(fleet);
    const [newest] = (await orchestrator.client.listLedger()).value;
    expect(newest).toMatchObject({ amount: fromWire("-5"), balanceAfter: fromWire("95"), reason: `escrow_lock: ${escrow.upstreamId}` });
  },
  "pay": async (fleet, { orchestrator }) => {
    const input = { toAgentId: fleet.worker.agentId, amount: FIVE, memo: "fund worker" };
    const { value } = await orchestrator.writer.pay(input, { idempotencyKey: fleet.nextKey() });
    expect(value).toMatchObject({ amount: FIVE, balance: fromWire("95") });
  },
};
