import type { ProductService } from "@/lib/core/connection/accounts";
import type { Registration, WriteCall } from "./commands";
import type { Dispatch } from "./dispatch";
import type * as command from "./product-commands";
import type * as product from "./product-records";
import type { PlatformAnswer } from "./records";

type Answered<T> = Promise<PlatformAnswer<T>>;

/**
 * The products' writes. No service here knows an idempotency key: a lost reply is `unknown` and is never repeated.
 * Each must be signed with the key of its own service's account (`accountServiceOf`).
 */
export interface ProductWriter {
  /** A new account of one service; needs no key. A lost reply is abandoned: the account is empty and nobody's. */
  registerProduct(service: ProductService, input: command.ProductRegisterInput, call: WriteCall): Answered<Registration>;
  /** Once for each agent, and once a day for each address: an `ip_rate_limited` refusal is respected. */
  claimFaucet(input: command.FaucetClaimInput, call: WriteCall): Answered<product.FaucetClaim>;
  /** Makes the account's address of a chain, or answers the one it has. */
  createDepositAddress(input: { chain: string }, call: WriteCall): Answered<product.DepositAddress>;
  /** Alone per account, after a balance read, and the ledger is read again after it. */
  withdraw(input: command.WithdrawInput, call: WriteCall): Answered<product.Withdrawal>;
  withdrawReferral(
    service: ProductService, input: command.ReferralWithdrawInput, call: WriteCall,
  ): Answered<product.Withdrawal>;
  play(input: command.PlayInput, call: WriteCall): Answered<product.PlayedGame>;
  /** Reveals the seed in use, so that the bets made with it can be checked. */
  rotateSeed(call: WriteCall): Answered<product.RotatedSeed>;
  /** The words are in the value alone: keep them encrypted, they are shown once. */
  createChainWallet(call: WriteCall): Answered<product.ChainWallet>;
  setTradingRisk(input: command.TradingRiskInput, call: WriteCall): Answered<product.TradingRisk>;
  openPosition(input: command.OpenPositionInput, call: WriteCall): Answered<product.TradingPosition>;
  closePosition(input: command.ClosePositionInput, call: WriteCall): Answered<product.TradingPosition>;
  buyDomain(input: command.DomainInput, call: WriteCall): Answered<product.OwnedDomain>;
  joinTable(input: command.TableSeatInput, call: WriteCall): Answered<product.TableHand>;
  betAtTable(input: command.TableBetInput, call: WriteCall): Answered<product.TableHand>;
  actAtTable(input: command.TableActionInput, call: WriteCall): Answered<product.TableHand>;
  distribute(input: command.DistributeInput, call: WriteCall): Answered<product.Distributed>;
}

const REGISTER = {
  wallet: "wallet-product.register", trading: "trading.register", domains: "domains.register",
} as const;

const WITHDRAW_REFERRAL = {
  wallet: "wallet-product.referral-withdraw", trading: "trading.referral-withdraw", domains: "domains.referral-withdraw",
} as const;

/** The writes, bound to one account. */
export function createProductWriter(dispatch: Dispatch): ProductWriter {
  const write = (call: WriteCall) => ({ effect: "write", ...call }) as const;
  return {
    registerProduct: (service, input, call) => dispatch(REGISTER[service], input, write(call)),
    claimFaucet: (input, call) => dispatch("faucet.claim", input, write(call)),
    createDepositAddress: (input, call) => dispatch("deposit.address", input, write(call)),
    withdraw: (input, call) => dispatch("withdraw", input, write(call)),
    withdrawReferral: (service, input, call) => dispatch(WITHDRAW_REFERRAL[service], input, write(call)),
    play: (input, call) => dispatch("game.play", input, write(call)),
    rotateSeed: (call) => dispatch("fairness.rotate", null, write(call)),
    createChainWallet: (call) => dispatch("wallet-product.create", null, write(call)),
    setTradingRisk: (input, call) => dispatch("trading.set-risk", input, write(call)),
    openPosition: (input, call) => dispatch("trading.open", input, write(call)),
    closePosition: (input, call) => dispatch("trading.close", input, write(call)),
    buyDomain: (input, call) => dispatch("domains.buy", input, write(call)),
    joinTable: (input, call) => dispatch("table.join", input, write(call)),
    betAtTable: (input, call) => dispatch("table.bet", input, write(call)),
    actAtTable: (input, call) => dispatch("table.action", input, write(call)),
    distribute: (input, call) => dispatch("distribute", input, write(call)),
  };
}
