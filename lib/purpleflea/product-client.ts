import type { ProductService } from "@/lib/core/connection/accounts";
import type { ReadCall } from "./commands";
import type { Dispatch } from "./dispatch";
import type { BetInput, DomainInput, TableInput, TableListInput } from "./product-commands";
import type * as product from "./product-records";
import type { PlatformAnswer, ReferralSummary } from "./records";

type Answered<T> = Promise<PlatformAnswer<T>>;

/**
 * The products' reads. Each must be signed with the key of its own service's account (`accountServiceOf`): wallet,
 * trading and domains do not know a casino key.
 */
export interface ProductReader {
  /** Funded escrows that wait for the payee whose key this is; only `market` has it. */
  listPendingEscrows(call?: ReadCall): Answered<readonly product.PendingEscrow[]>;
  getEscrowStatistics(call?: ReadCall): Answered<product.EscrowStatistics>;
  /** The code of this account at its service; `casino` is the shared one. */
  getReferralCode(service: ProductService | "casino", call?: ReadCall): Answered<product.OwnReferralCode>;
  getProductReferral(service: ProductService, call?: ReadCall): Answered<ReferralSummary>;
  getFaucetStatistics(call?: ReadCall): Answered<product.FaucetStatistics>;
  listDepositChains(call?: ReadCall): Answered<readonly product.DepositChain[]>;
  getServerSeed(call?: ReadCall): Answered<{ readonly serverSeedHash: string }>;
  verifyBet(input: BetInput, call?: ReadCall): Answered<product.BetVerification>;
  getTradingAccount(call?: ReadCall): Answered<product.TradingAccount>;
  getTradingRisk(call?: ReadCall): Answered<product.TradingRisk>;
  listPositions(call?: ReadCall): Answered<readonly product.TradingPosition[]>;
  getDomainsAccount(call?: ReadCall): Answered<product.DomainsAccount>;
  searchDomains(query: string, call?: ReadCall): Answered<readonly product.DomainOffer[]>;
  checkDomain(input: DomainInput, call?: ReadCall): Answered<product.DomainOffer>;
  listDomains(call?: ReadCall): Answered<readonly product.OwnedDomain[]>;
  listTables(input: TableListInput, call?: ReadCall): Answered<readonly product.GameTable[]>;
  getTableState(input: TableInput, call?: ReadCall): Answered<product.TableState>;
}

const CODE = {
  casino: "referral.code", wallet: "wallet-product.referral-code", trading: "trading.referral-code", domains: "domains.referral-code",
} as const;

const REFERRAL = {
  wallet: "wallet-product.referral", trading: "trading.referral", domains: "domains.referral",
} as const;

/** The reads, bound to one account. */
export function createProductReader(dispatch: Dispatch): ProductReader {
  const read = (call?: ReadCall) => ({ effect: "read", signal: call?.signal }) as const;
  return {
    listPendingEscrows: (call) => dispatch("escrow.pending", null, read(call)),
    getEscrowStatistics: (call) => dispatch("escrow.stats", null, read(call)),
    getReferralCode: (service, call) => dispatch(CODE[service], null, read(call)),
    getProductReferral: (service, call) => dispatch(REFERRAL[service], null, read(call)),
    getFaucetStatistics: (call) => dispatch("faucet.stats", null, read(call)),
    listDepositChains: (call) => dispatch("deposit.chains", null, read(call)),
    getServerSeed: (call) => dispatch("fairness.seed", null, read(call)),
    verifyBet: (input, call) => dispatch("fairness.verify", input, read(call)),
    getTradingAccount: (call) => dispatch("trading.account", null, read(call)),
    getTradingRisk: (call) => dispatch("trading.risk", null, read(call)),
    listPositions: (call) => dispatch("trading.positions", null, read(call)),
    getDomainsAccount: (call) => dispatch("domains.account", null, read(call)),
    searchDomains: (query, call) => dispatch("domains.search", { query }, read(call)),
    checkDomain: (input, call) => dispatch("domains.check", input, read(call)),
    listDomains: (call) => dispatch("domains.list", null, read(call)),
    listTables: (input, call) => dispatch("table.list", input, read(call)),
    getTableState: (input, call) => dispatch("table.state", input, read(call)),
  };
}
