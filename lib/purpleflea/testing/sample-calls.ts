import type { Capability } from "@/lib/core/connection/capabilities";
import { fromWire } from "@/lib/core/money";
import type { WriteCall } from "../commands";
import type { Account } from "./test-fleet";

type Call = (who: Pick<Account, "client" | "writer">, call: WriteCall) => Promise<unknown>;

const ONE = fromWire("1");
const ESCROW = { escrowId: "esc_1", lockCode: "lock_1", reason: "late" };
const SEAT = { tableId: "tbl_1", agentId: "ag_1" };
const LABEL = { label: "w-1", agentId: null, dailyLimit: null, autoReset: true, allowWithdrawals: false };
const NEW_ESCROW = {
  payerId: "ag_1", payeeId: "ag_2", amount: ONE, description: "scan", timeoutHours: 1, taskId: null, referralCode: null,
};
const REGISTER = { name: "w", agentType: "t", capabilities: [], referralCode: null, parentAgentId: null };
const NO_CODE = { referralCode: null };
const PAYOUT = { address: "0x1111111111111111111111111111111111111111" };

/** One well-formed call of each capability, for promises that do not depend on what the platform holds. */
export const SAMPLE_CALLS: Readonly<Record<Capability, Call>> = {
  "register": ({ writer }, call) => writer.register(REGISTER, call),
  "rotate-key": ({ writer }, call) => writer.rotateKey({ agentId: "ag_1" }, call),
  "agent.find": ({ client }) => client.findAgent("ag_1"),
  "referral.summary": ({ client }) => client.getReferralSummary(),
  "balance": ({ client }) => client.getBalance(),
  "wallet.child": ({ writer }, call) => writer.createChildWallet(LABEL, call),
  "wallet.fund": ({ writer }, call) => writer.fundWallet({ walletId: "w", amount: ONE }, call),
  "wallet.unfund": ({ writer }, call) => writer.unfundWallet({ walletId: "w", amount: ONE }, call),
  "wallet.get": ({ client }) => client.getWallet("w"),
  "wallet.find": ({ client }) => client.findWallet("w"),
  "wallet.update": ({ writer }, call) => writer.updateWallet({ walletId: "w", dailyLimit: ONE }, call),
  "wallet.spend": ({ writer }, call) => writer.spendFromWallet({ walletId: "w", amount: ONE, purpose: "p", toAgentId: null }, call),
  "escrow.create": ({ writer }, call) => writer.createEscrow(NEW_ESCROW, call),
  "escrow.get": ({ client }) => client.getEscrow("esc_1"),
  "escrow.find": ({ client }) => client.findEscrow("t-1"),
  "escrow.lock": ({ writer }, call) => writer.lockEscrow(ESCROW, call),
  "escrow.release": ({ writer }, call) => writer.releaseEscrow(ESCROW, call),
  "escrow.cancel": ({ writer }, call) => writer.cancelEscrow(ESCROW, call),
  "escrow.complete": ({ writer }, call) => writer.completeEscrow(ESCROW, call),
  "escrow.dispute": ({ writer }, call) => writer.disputeEscrow(ESCROW, call),
  "ledger": ({ client }) => client.listLedger(),
  "pay": ({ writer }, call) => writer.pay({ toAgentId: "ag_2", amount: ONE, memo: null }, call),
  "escrow.pending": ({ client }) => client.listPendingEscrows(),
  "escrow.stats": ({ client }) => client.getEscrowStatistics(),
  "referral.code": ({ client }) => client.getReferralCode("casino"),
  "faucet.claim": ({ writer }, call) => writer.claimFaucet({ agentId: "ag_1", referralCode: null }, call),
  "faucet.stats": ({ client }) => client.getFaucetStatistics(),
  "deposit.address": ({ writer }, call) => writer.createDepositAddress({ chain: "base" }, call),
  "deposit.chains": ({ client }) => client.listDepositChains(),
  "withdraw": ({ writer }, call) => writer.withdraw({ ...PAYOUT, amount: ONE, balance: { agentId: "ag_1", available: fromWire("9") } }, call),
  "game.play": ({ writer }, call) => writer.play({ game: "coin-flip", parameters: { side: "heads" }, stake: ONE, clientSeed: null }, call),
  "fairness.seed": ({ client }) => client.getServerSeed(),
  "fairness.verify": ({ client }) => client.verifyBet({ betId: "bet_1" }),
  "fairness.rotate": ({ writer }, call) => writer.rotateSeed(call),
  "wallet-product.register": ({ writer }, call) => writer.registerProduct("wallet", NO_CODE, call),
  "wallet-product.create": ({ writer }, call) => writer.createChainWallet(call),
  "wallet-product.referral-code": ({ client }) => client.getReferralCode("wallet"),
  "wallet-product.referral": ({ client }) => client.getProductReferral("wallet"),
  "wallet-product.referral-withdraw": ({ writer }, call) => writer.withdrawReferral("wallet", PAYOUT, call),
  "trading.register": ({ writer }, call) => writer.registerProduct("trading", NO_CODE, call),
  "trading.account": ({ client }) => client.getTradingAccount(),
  "trading.risk": ({ client }) => client.getTradingRisk(),
  "trading.set-risk": ({ writer }, call) => writer.setTradingRisk({ dailyLossMax: ONE }, call),
  "trading.open": ({ writer }, call) => writer.openPosition({ coin: "BTC", side: "long", size: ONE, leverage: 1 }, call),
  "trading.close": ({ writer }, call) => writer.closePosition({ positionId: "pos_1" }, call),
  "trading.positions": ({ client }) => client.listPositions(),
  "trading.referral-code": ({ client }) => client.getReferralCode("trading"),
  "trading.referral": ({ client }) => client.getProductReferral("trading"),
  "trading.referral-withdraw": ({ writer }, call) => writer.withdrawReferral("trading", PAYOUT, call),
  "domains.register": ({ writer }, call) => writer.registerProduct("domains", NO_CODE, call),
  "domains.account": ({ client }) => client.getDomainsAccount(),
  "domains.search": ({ client }) => client.searchDomains("fleet.agent"),
  "domains.check": ({ client }) => client.checkDomain({ domain: "fleet.agent" }),
  "domains.buy": ({ writer }, call) => writer.buyDomain({ domain: "fleet.agent" }, call),
  "domains.list": ({ client }) => client.listDomains(),
  "domains.referral-code": ({ client }) => client.getReferralCode("domains"),
  "domains.referral": ({ client }) => client.getProductReferral("domains"),
  "domains.referral-withdraw": ({ writer }, call) => writer.withdrawReferral("domains", PAYOUT, call),
  "table.list": ({ client }) => client.listTables({ game: "blackjack", status: "open", limit: 5 }),
  "table.join": ({ writer }, call) => writer.joinTable(SEAT, call),
  "table.state": ({ client }) => client.getTableState({ tableId: "tbl_1" }),
  "table.bet": ({ writer }, call) => writer.betAtTable({ ...SEAT, stake: ONE }, call),
  "table.action": ({ writer }, call) => writer.actAtTable({ ...SEAT, action: "stand" }, call),
  "distribute": ({ writer }, call) =>
    writer.distribute({ fromWallet: "ag_1", memo: "week 1", parts: [{ wallet: "ag_2", amount: ONE, share: 1 }] }, call),
};
