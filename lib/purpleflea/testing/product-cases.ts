import { expect } from "vitest";
import type { ProductService } from "@/lib/core/connection/accounts";
import type { Capability } from "@/lib/core/connection/capabilities";
import { add, fromWire } from "@/lib/core/money";
import type { Case } from "./contract-case";
import type { TestFleet } from "./test-fleet";

const FIVE = fromWire("5");
const ADDRESS = "0x1111111111111111111111111111111111111111";

/** An account of its own at one service, speaking live for everything there. */
async function account(fleet: TestFleet, service: ProductService, referralCode: string | null = null) {
  const call = { idempotencyKey: fleet.nextKey() };
  return fleet.open((await fleet.orchestrator.writer.registerProduct(service, { referralCode }, call)).value);
}

const registers = (service: ProductService): Case => async (fleet) => {
  const first = await account(fleet, service);
  const second = await account(fleet, service, first.ownReferralCode);
  expect([second.echoedReferralCode, second.agentId === first.agentId, second.apiKey === first.apiKey]).toEqual([null, false, false]);
  expect((await first.client.getProductReferral(service)).value.referredCount).toBe(1);
};

const namesItsCode = (service: ProductService): Case => async (fleet) => {
  const made = await account(fleet, service);
  expect((await made.client.getReferralCode(service)).value.code).toBe(made.ownReferralCode);
  await expect(fleet.orchestrator.client.getReferralCode(service)).rejects.toMatchObject({ status: 401, outcome: "rejected" });
};

const countsReferred = (service: ProductService): Case => async (fleet) => {
  const made = await account(fleet, service);
  expect((await made.client.getProductReferral(service)).value).toMatchObject({ referredCount: 0, totalCommissions: 0n });
};

const paysNothingBelowOne = (service: ProductService): Case => async (fleet) => {
  const made = await account(fleet, service);
  const refused = made.writer.withdrawReferral(service, { address: ADDRESS }, { idempotencyKey: fleet.nextKey() });
  await expect(refused).rejects.toMatchObject({ outcome: "rejected", upstreamCode: "insufficient_balance" });
};

async function table(fleet: TestFleet) {
  const [first] = (await fleet.worker.client.listTables({ game: "blackjack", status: "open", limit: 5 })).value;
  const tableId = first?.tableId ?? "none";
  await fleet.worker.writer.joinTable({ tableId, agentId: fleet.worker.agentId }, { idempotencyKey: fleet.nextKey() });
  return tableId;
}

async function bet(fleet: TestFleet) {
  const tableId = await table(fleet);
  await fleet.control("/credit", { agentId: fleet.worker.agentId, amountMicros: String(FIVE) });
  const input = { tableId, agentId: fleet.worker.agentId, stake: fromWire("1") };
  return { tableId, hand: (await fleet.worker.writer.betAtTable(input, { idempotencyKey: fleet.nextKey() })).value };
}

/** What the product capabilities promise, whoever serves them. */
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
  "wallet-product.register": registers("wallet"),
  "wallet-product.referral-code": namesItsCode("wallet"),
  "wallet-product.referral": countsReferred("wallet"),
  "wallet-product.referral-withdraw": paysNothingBelowOne("wallet"),
  "wallet-product.create": async (fleet) => {
    const made = await account(fleet, "wallet");
    const { value, raw } = await made.writer.createChainWallet({ idempotencyKey: fleet.nextKey() });
    expect([value.mnemonic.split(" ").length, "base" in value.addresses]).toEqual([24, true]);
    expect(JSON.stringify(raw)).not.toContain(value.mnemonic);
  },
  "trading.register": registers("trading"),
  "trading.referral-code": namesItsCode("trading"),
  "trading.referral": countsReferred("trading"),
  "trading.referral-withdraw": paysNothingBelowOne("trading"),
  "trading.account": async (fleet) => {
    const made = await account(fleet, "trading");
    expect((await made.client.getTradingAccount()).value).toMatchObject({ agentId: made.agentId, tier: "free", leverageMax: 10 });
  },
  "trading.risk": async (fleet) => {
    const made = await account(fleet, "trading");
    expect((await made.client.getTradingRisk()).value).toMatchObject({ positionMax: fromWire("10000"), dailyLossMax: null, isBlocked: false });
  },
  "trading.set-risk": async (fleet) => {
    const made = await account(fleet, "trading");
    const input = { dailyLossMax: fromWire("50"), leverageMax: 30, positionMax: fromWire("500") };
    const { value } = await made.writer.setTradingRisk(input, { idempotencyKey: fleet.nextKey() });
    expect(value).toMatchObject({ dailyLossMax: fromWire("50"), leverageMax: 20, positionMax: fromWire("500") });
  },
  "trading.open": async (fleet) => {
    const made = await account(fleet, "trading");
    const open = (size: string) => made.writer
      .openPosition({ coin: "BTC", side: "long", size: fromWire(size), leverage: 3 }, { idempotencyKey: fleet.nextKey() });
    expect((await open("100")).value.positionId).not.toBe("");
    await expect(open("10001")).rejects.toMatchObject({ upstreamCode: "position_too_large", outcome: "rejected" });
  },
  "trading.close": async (fleet) => {
    const made = await account(fleet, "trading");
    const call = { idempotencyKey: fleet.nextKey() };
    const { positionId } = (await made.writer.openPosition({ coin: "BTC", side: "long", size: fromWire("100"), leverage: 3 }, call)).value;
    expect((await made.writer.closePosition({ positionId }, call)).value).toMatchObject({ positionId, stateWord: "closed" });
    await expect(made.writer.closePosition({ positionId: "pos_x" }, call)).rejects.toMatchObject({ upstreamCode: "position_not_found" });
  },
  "trading.positions": async (fleet) => {
    const made = await account(fleet, "trading");
    const call = { idempotencyKey: fleet.nextKey() };
    const opened = (await made.writer.openPosition({ coin: "BTC", side: "long", size: fromWire("100"), leverage: 3 }, call)).value;
    expect((await made.client.listPositions()).value.map((one) => one.positionId)).toEqual([opened.positionId]);
  },
  "domains.register": async (fleet) => {
    const [first, second] = [await account(fleet, "domains"), await account(fleet, "domains")];
    expect([first.agentId === second.agentId, first.echoedReferralCode]).toEqual([false, null]);
  },
  "domains.referral-code": namesItsCode("domains"),
  "domains.referral": countsReferred("domains"),
  "domains.referral-withdraw": paysNothingBelowOne("domains"),
  "domains.account": async (fleet) => {
    const made = await account(fleet, "domains");
    expect((await made.client.getDomainsAccount()).value).toMatchObject({ agentId: made.agentId, available: 0n, domains: 0 });
  },
  "domains.search": async (fleet) => {
    const made = await account(fleet, "domains");
    const [offer] = (await made.client.searchDomains("fleet-one.com")).value;
    expect(offer).toMatchObject({ domain: "fleet-one.com", isAvailable: true });
  },
  "domains.check": async (fleet) => {
    const made = await account(fleet, "domains");
    expect((await made.client.checkDomain({ domain: "fleet-one.com" })).value.domain).toBe("fleet-one.com");
  },
  "domains.buy": async (fleet) => {
    const made = await account(fleet, "domains");
    const call = { idempotencyKey: fleet.nextKey() };
    await expect(made.writer.buyDomain({ domain: "fleet-one.com" }, call)).rejects.toMatchObject({ upstreamCode: "insufficient_balance" });
    await fleet.control("/credit", { agentId: made.agentId, amountMicros: String(fromWire("100")) });
    expect((await made.writer.buyDomain({ domain: "fleet-one.com" }, call)).value.domain).toBe("fleet-one.com");
  },
  "domains.list": async (fleet) => {
    const made = await account(fleet, "domains");
    expect((await made.client.listDomains()).value).toEqual([]);
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
    await fleet.control("/credit", { agentId: fleet.orchestrator.agentId, amountMicros: String(fromWire("1000")) });
    const parts = [{ wallet: fleet.worker.agentId, amount: fromWire("1000"), share: 1 }];
    const input = { fromWallet: fleet.orchestrator.agentId, parts, memo: "week 1" };
    const { value } = await orchestrator.writer.distribute(input, { idempotencyKey: fleet.nextKey() });
    expect(value).toMatchObject({ total: fromWire("1000"), fee: fromWire("10") });
    expect((await fleet.worker.client.getBalance()).value.available).toBe(fromWire("1000"));
    const again = orchestrator.writer.distribute(input, { idempotencyKey: fleet.nextKey() });
    await expect(again).rejects.toMatchObject({ outcome: "rejected", upstreamCode: "insufficient_balance" });
  },
} satisfies Partial<Record<Capability, Case>>;
