import type { Registered } from "./test-platform";

export const PRODUCT_ACTIONS = [
  "coin", "slots", "keno", "mines", "join", "bet", "stand", "double", "split", "open", "close", "domain", "older", "swap", "distribute",
  "withdraw", "daily", "recovery", "batch", "payout",
] as const;
export type ProductAction = (typeof PRODUCT_ACTIONS)[number];

const CASINO = "/casino.purpleflea.com/api/v1";
const POOL = "/purpleflea.com/casino-api";
const TRADING = "/trading.purpleflea.com/v1";
const ADDRESS = `0x${"1".repeat(40)}`;

/** One request to a product, for tests that throw everything at the ledger. `salt` keeps names apart. */
export function productRequest(action: ProductAction, actor: Registered, other: Registered, stake: unknown, salt: number): { path: string; body: unknown } {
  const table = "tbl_bj_01";
  const hand = (verb: string) => ({ path: `${POOL}/blackjack/${table}/action`, body: { agent_id: actor.id, action: verb } });
  switch (action) {
    case "coin": return { path: `${CASINO}/games/coin-flip`, body: { side: "heads", amount: stake } };
    case "slots": return { path: `${CASINO}/games/slots`, body: { amount: stake } };
    case "keno": return { path: `${CASINO}/games/keno`, body: { amount: stake, picks: [1, 2, 3] } };
    case "mines": return { path: `${CASINO}/games/mines`, body: { amount: stake, mines: 5, reveals: 2 } };
    case "batch": return { path: `${CASINO}/bets/batch`, body: { bets: [{ game: "wheel", amount: stake }, { game: "nope" }, { game: "slots", amount: 0.05 }] } };
    case "join": return { path: `${POOL}/tables/${table}/join`, body: { agent_id: actor.id } };
    case "bet": return { path: `${POOL}/blackjack/bet`, body: { table_id: table, agent_id: actor.id, action: "bet", amount: stake } };
    case "stand": case "double": case "split": return hand(action);
    case "open": return { path: `${TRADING}/trade/open`, body: { coin: "ETH", side: salt % 2 === 0 ? "long" : "short", size_usd: stake, leverage: 3 } };
    case "close": return { path: `${TRADING}/trade/close`, body: {} };
    case "domain": return { path: "/domains.purpleflea.com/v1/domains/register", body: { domain: `name-${salt}.com` } };
    case "older": return { path: "/domains.purpleflea.com/domains/purchase", body: { domain: `older-${salt}.org` } };
    case "swap": return { path: "/wallet.purpleflea.com/v1/wallet/swap", body: {
      from_chain: "base", to_chain: "solana", from_token: "USDC", to_token: "SOL", amount: "900000000", to_address: "x",
    } };
    case "distribute": return { path: "/escrow.purpleflea.com/api/distribute", body: {
      from_wallet: actor.walletId, total_amount: stake, currency: "USDC", distribution: [{ wallet: other.walletId, amount: stake, share_pct: 1 }],
    } };
    case "withdraw": return { path: `${CASINO}/auth/withdraw`, body: { amount: stake, address: ADDRESS } };
    case "daily": return { path: `${CASINO}/daily/claim`, body: {} };
    case "recovery": return { path: `${CASINO}/daily/recovery/claim`, body: {} };
    case "payout": return { path: "/wallet.purpleflea.com/v1/referral/withdraw", body: { address: ADDRESS } };
  }
}
