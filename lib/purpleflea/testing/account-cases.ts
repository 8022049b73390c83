import { expect } from "vitest";
import type { ProductService } from "@/lib/core/connection/accounts";
import type { Capability } from "@/lib/core/connection/capabilities";
import { fromWire } from "@/lib/core/money";
import type { Case } from "./contract-case";
import { credit, type TestFleet } from "./test-fleet";

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
};

const countsReferred = (service: ProductService): Case => async (fleet) => {
  const made = await account(fleet, service);
  expect((await made.client.getProductReferral(service)).value).toMatchObject({ referredCount: 0, totalCommissions: 0n });
};

/** All or nothing, from 1.00 on: what is withdrawn is what the account of one that it referred has earned it. */
const paysOutCommission = (service: ProductService): Case => async (fleet) => {
  const [first, call] = [await account(fleet, service), { idempotencyKey: fleet.nextKey() }];
  await expect(first.writer.withdrawReferral(service, { address: ADDRESS }, call)).rejects.toMatchObject({
    outcome: "rejected", upstreamCode: "insufficient_balance",
  });
  const second = await account(fleet, service, first.ownReferralCode);
  await credit(fleet, second.agentId, "20");
  await fleet.control("/activity", { agentId: second.agentId, product: service, amountMicros: String(fromWire("20")) });
  const earned = service === "wallet" ? fromWire("2") : fromWire("4");
  expect((await first.client.getProductReferral(service)).value.totalCommissions).toBe(earned);
  expect((await first.writer.withdrawReferral(service, { address: ADDRESS }, call)).value).toMatchObject({ state: "pending", amount: earned });
};

async function trader(fleet: TestFleet) {
  const made = await account(fleet, "trading");
  await credit(fleet, made.agentId, "100");
  const open = (size: string) => made.writer
    .openPosition({ coin: "BTC", side: "long", size: fromWire(size), leverage: 3 }, { idempotencyKey: fleet.nextKey() });
  return { ...made, open };
}

/** What the accounts of wallet, trading and domains promise. */
export const ACCOUNT_CONTRACT = {
  "wallet-product.register": registers("wallet"),
  "wallet-product.referral-code": namesItsCode("wallet"),
  "wallet-product.referral": countsReferred("wallet"),
  "wallet-product.referral-withdraw": paysOutCommission("wallet"),
  "wallet-product.create": async (fleet) => {
    const made = await account(fleet, "wallet");
    const { value, raw } = await made.writer.createChainWallet({ idempotencyKey: fleet.nextKey() });
    expect([value.mnemonic.split(" ").length, "base" in value.addresses]).toEqual([24, true]);
    expect(JSON.stringify(raw)).not.toContain(value.mnemonic);
  },
  "trading.register": registers("trading"),
  "trading.referral-code": namesItsCode("trading"),
  "trading.referral": countsReferred("trading"),
  "trading.referral-withdraw": paysOutCommission("trading"),
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
    const { open } = await trader(fleet);
    expect((await open("100")).value).toMatchObject({ coin: "BTC", side: "long", size: fromWire("100"), stateWord: "open" });
    await expect(open("10001")).rejects.toMatchObject({ upstreamCode: "position_too_large", outcome: "rejected" });
  },
  "trading.close": async (fleet) => {
    const { open, writer } = await trader(fleet);
    const { positionId } = (await open("100")).value;
    const close = (id: string) => writer.closePosition({ positionId: id }, { idempotencyKey: fleet.nextKey() });
    expect((await close(positionId)).value).toMatchObject({ positionId, stateWord: "closed" });
    await expect(close("pos_x")).rejects.toMatchObject({ upstreamCode: "position_not_found" });
  },
  "trading.positions": async (fleet) => {
    const { open, client } = await trader(fleet);
    const { positionId } = (await open("100")).value;
    expect((await client.listPositions()).value.map((one) => one.positionId)).toEqual([positionId]);
  },
  "domains.register": async (fleet) => {
    const [first, second] = [await account(fleet, "domains"), await account(fleet, "domains")];
    expect([first.agentId === second.agentId, first.echoedReferralCode]).toEqual([false, null]);
  },
  "domains.referral-code": namesItsCode("domains"),
  "domains.referral": countsReferred("domains"),
  "domains.referral-withdraw": paysOutCommission("domains"),
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
    await credit(fleet, made.agentId, "100");
    const { value } = await made.writer.buyDomain({ domain: "fleet-one.com" }, call);
    expect(value).toMatchObject({ domain: "fleet-one.com", balance: fromWire("100") - (value.price ?? 0n) });
  },
  "domains.list": async (fleet) => {
    const made = await account(fleet, "domains");
    expect((await made.client.listDomains()).value).toEqual([]);
  },
} satisfies Partial<Record<Capability, Case>>;
