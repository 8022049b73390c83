import { expect } from "vitest";
import type { Capability } from "@/lib/core/connection/capabilities";
import { add, fromWire } from "@/lib/core/money";
import type { Case } from "./contract-case";
import { credit, type TestFleet } from "./test-fleet";

const FIVE = fromWire("5");
const ADDRESS = "0x1111111111111111111111111111111111111111";

async function table(fleet: TestFleet) {
  const [first] = (await fleet.worker.client.listTables({ game: "blackjack", status: "open", limit: 5 })).value;
  const tableId = first?.tableId ?? "none";
  await fleet.worker.writer.joinTable({ tableId, agentId: fleet.worker.agentId }, { idempotencyKey: fleet.nextKey() });
  return tableId;
}

async function bet(fleet: TestFleet) {
  const tableId = await table(fleet);
  await credit(fleet, fleet.worker.agentId, "5");
  const input = { tableId, agentId: fleet.worker.agentId, stake: fromWire("1") };
  return { tableId, hand: (await fleet.worker.writer.betAtTable(input, { idempotencyKey: fleet.nextKey() })).value };
}

/** What games, tables and money in and out promise, whoever serves them. */
export const PRODUCT_CONTRACT = {
  "escrow.pending": async (fleet, { worker }) => {
    const made = await fleet.orchestrator.writer.createEscrow(fleet.escrowOf("5"), { idempotencyKey: fleet.nextKey() });
    const [pending] = (await worker.client.listPendingEscrows()).value;
    expect(pending).toMatchObject({ upstreamId: made.value.escrow.upstreamId, amount: FIVE });
  },
  "escrow.stats": async (fleet, { orchestrator }) => {
    await fleet.orchestrator.writer.createEscrow(fleet.escrowOf("5"), { idempotencyKey: fleet.nextKey() });
    expect((await orchestrator.client.getEscrowStatistics()).value).toMatchObject({ created: 1, released: 0, volume: FIVE });
  },
  "referral.code": async (fleet, { orchestrator }) => {
    expect((await orchestrator.client.getReferralCode("casino")).value.code).toBe(fleet.orchestrator.ownReferralCode);
  },
  "faucet.claim": async (fleet, { orchestrator }) => {
    const input = { agentId: fleet.worker.agentId, referralCode: null };
    const { value } = await orchestrator.writer.claimFaucet(input, { idempotencyKey: fleet.nextKey() });
    expect(value).toMatchObject({ agentId: fleet.worker.agentId, credited: fromWire("1") });
    expect((await fleet.worker.client.getBalance()).value.available).toBe(fromWire("1"));
    const again = orchestrator.writer.claimFaucet(input, { idempotencyKey: fleet.nextKey() });
    await expect(again).rejects.toMatchObject({ name: "PlatformRateLimited", upstreamCode: "ip_rate_limited", outcome: "rejected" });
  },
  "faucet.stats": async (fleet, { orchestrator }) => {
    await fleet.orchestrator.writer.claimFaucet({ agentId: fleet.worker.agentId, referralCode: null }, { idempotencyKey: fleet.nextKey() });
    expect((await orchestrator.client.getFaucetStatistics()).value).toEqual({ claims: 1, agents: 1, total: fromWire("1") });
  },
  "deposit.address": async (fleet, { orchestrator }) => {
    const { value } = await orchestrator.writer.createDepositAddress({ chain: "base" }, { idempotencyKey: fleet.nextKey() });
    expect([value.chain, value.address === ""]).toEqual(["base", false]);
    const again = await orchestrator.writer.createDepositAddress({ chain: "base" }, { idempotencyKey: fleet.nextKey() });
    expect(again.value.address).toBe(value.address);
    const unknown = orchestrator.writer.createDepositAddress({ chain: "polygon" }, { idempotencyKey: fleet.nextKey() });
    await expect(unknown).rejects.toMatchObject({ upstreamCode: "unsupported_chain", outcome: "rejected" });
  },
  "deposit.chains": async (_fleet, { orchestrator }) => {
    expect((await orchestrator.client.listDepositChains()).value.map((one) => one.chain)).toContain("base");
  },
  "withdraw": async (fleet, { orchestrator }) => {
    const balance = (await orchestrator.client.getBalance()).value;
    const call = { idempotencyKey: fleet.nextKey() };
    const { value } = await orchestrator.writer.withdraw({ amount: FIVE, address: ADDRESS, balance }, call);
    expect(value).toMatchObject({ state: "completed", amount: FIVE });
    expect((await orchestrator.client.getBalance()).value.available).toBe(fromWire("94.5"));
    const uncovered = orchestrator.writer.withdraw({ amount: fromWire("99.6"), address: ADDRESS, balance }, call);
    await expect(uncovered).rejects.toMatchObject({ name: "BalanceTooLow", outcome: "rejected" });
    const refused = orchestrator.writer.withdraw({ amount: fromWire("0.5"), address: ADDRESS, balance }, call);
    await expect(refused).rejects.toMatchObject({ upstreamCode: "minimum_withdrawal" });
  },
  "game.play": async (fleet, { orchestrator }) => {
    const input = { game: "coin-flip", parameters: { side: "heads" }, stake: fromWire("1"), clientSeed: "s1" } as const;
    const { value } = await orchestrator.writer.play(input, { idempotencyKey: fleet.nextKey() });
    expect(value).toMatchObject({ stake: fromWire("1"), proof: { clientSeed: "s1" } });
    expect(value.balance).toBe(add(fromWire("99"), value.won));
    const greedy = orchestrator.writer.play({ ...input, stake: fromWire("90") }, { idempotencyKey: fleet.nextKey() });
    await expect(greedy).rejects.toMatchObject({ upstreamCode: "kelly_limit_exceeded", outcome: "rejected" });
  },
  "fairness.seed": async (_fleet, { orchestrator }) => {
    expect((await orchestrator.client.getServerSeed()).value.serverSeedHash).not.toBe("");
  },
  "fairness.verify": async (fleet, { orchestrator }) => {
    const input = { game: "dice", parameters: { direction: "over", threshold: 50 }, stake: fromWire("1"), clientSeed: "s1" } as const;
    const { betId } = (await fleet.orchestrator.writer.play(input, { idempotencyKey: fleet.nextKey() })).value;
    expect((await orchestrator.client.verifyBet({ betId })).value.state).toBe("not_revealed");
    await fleet.orchestrator.writer.rotateSeed({ idempotencyKey: fleet.nextKey() });
    expect((await orchestrator.client.verifyBet({ betId })).value.state).toBe("verified");
    await expect(orchestrator.client.verifyBet({ betId: "bet_none" })).rejects.toMatchObject({ upstreamCode: "bet_not_found" });
  },
  "fairness.rotate": async (fleet, { orchestrator }) => {
    const before = (await orchestrator.client.getServerSeed()).value.serverSeedHash;
    const { value } = await orchestrator.writer.rotateSeed({ idempotencyKey: fleet.nextKey() });
    expect([value.revealedSeedHash, value.newSeedHash === before]).toEqual([before, false]);
  },
  "table.list": async (_fleet, { worker }) => {
    const { value } = await worker.client.listTables({ game: "blackjack", status: "open", limit: 5 });
    expect([value.length > 0, value.every((one) => one.decksRemaining > 0)]).toEqual([true, true]);
  },
  "table.join": async (fleet) => {
    expect(await table(fleet)).not.toBe("none");
    const input = { tableId: "tbl_none", agentId: fleet.worker.agentId };
    await expect(fleet.worker.writer.joinTable(input, { idempotencyKey: fleet.nextKey() })).rejects.toMatchObject({ status: 404 });
  },
  "table.state": async (fleet, { worker }) => {
    const { tableId } = await bet(fleet);
    const { value } = await worker.client.getTableState({ tableId });
    expect([value.recentCards.length > 0, value.decksRemaining > 0]).toEqual([true, true]);
  },
  "table.bet": async (fleet) => {
    const { hand } = await bet(fleet);
    expect(hand.playerTotal).toBeGreaterThanOrEqual(4);
  },
  "table.action": async (fleet, { worker }) => {
    const { tableId } = await bet(fleet);
    const input = { tableId, agentId: fleet.worker.agentId, action: "stand" } as const;
    const stood = await worker.writer.actAtTable(input, { idempotencyKey: fleet.nextKey() }).then(() => "done", (error: unknown) => error);
    // A dealt twenty-one ends the hand before anybody acts.
    if (stood !== "done") expect(stood).toMatchObject({ outcome: "rejected" });
  },
  "distribute": async (fleet, { orchestrator }) => {
    await credit(fleet, fleet.orchestrator.agentId, "1000");
    const parts = [{ wallet: fleet.worker.agentId, amount: fromWire("1000"), share: 1 }];
    const input = { fromWallet: fleet.orchestrator.agentId, parts, memo: "week 1" };
    const { value } = await orchestrator.writer.distribute(input, { idempotencyKey: fleet.nextKey() });
    expect(value).toMatchObject({ total: fromWire("1000"), fee: fromWire("10") });
    expect((await fleet.worker.client.getBalance()).value.available).toBe(fromWire("1000"));
    const again = orchestrator.writer.distribute(input, { idempotencyKey: fleet.nextKey() });
    await expect(again).rejects.toMatchObject({ outcome: "rejected", upstreamCode: "insufficient_balance" });
  },
} satisfies Partial<Record<Capability, Case>>;
