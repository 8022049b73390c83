import type { Route } from "./call";
import { casinoBonusRoutes } from "./routes/casino-bonuses";
import { casinoChallengeRoutes } from "./routes/casino-challenges";
import { casinoFairnessRoutes } from "./routes/casino-fairness";
import { casinoGameRoutes } from "./routes/casino-games";
import { casinoHistoryRoutes } from "./routes/casino-history";
import { casinoIdentityRoutes } from "./routes/casino-identity";
import { casinoKellyRoutes } from "./routes/casino-kelly";
import { casinoMoneyRoutes } from "./routes/casino-money";
import { casinoReferralRoutes } from "./routes/casino-referral";
import { casinoStatsRoutes } from "./routes/casino-stats";
import { domainIdentityRoutes } from "./routes/domains-identity";
import { domainNameRoutes } from "./routes/domains-names";
import { domainOlderRoutes } from "./routes/domains-older";
import { domainRecordRoutes } from "./routes/domains-records";
import { faucetRoutes } from "./routes/faucet";
import { fleetAgentRoutes } from "./routes/fleet-agents";
import { fleetEscrowRoutes } from "./routes/fleet-escrows";
import { fleetWalletRoutes } from "./routes/fleet-wallets";
import { gossipRoutes } from "./routes/gossip";
import { liveEscrowRoutes } from "./routes/live-escrows";
import { poolDistributeRoutes } from "./routes/pool-distribute";
import { poolTableRoutes } from "./routes/pool-tables";
import { routerEscrowRoutes } from "./routes/router-escrows";
import { tradingIdentityRoutes } from "./routes/trading-identity";
import { tradingMarketRoutes } from "./routes/trading-markets";
import { tradingOrderRoutes } from "./routes/trading-orders";
import { tradingRiskRoutes } from "./routes/trading-risk";
import { walletAddressBookRoutes } from "./routes/wallet-address-book";
import { walletProductRoutes } from "./routes/wallet-product";
import { walletSwapRoutes } from "./routes/wallet-swaps";

/** Every route of every product. The first that fits a path answers: fixed paths stand before those with parameters. */
export const productRoutes: readonly Route[] = [
  ...fleetAgentRoutes, ...fleetWalletRoutes, ...fleetEscrowRoutes, ...routerEscrowRoutes, ...liveEscrowRoutes,
  ...poolTableRoutes, ...poolDistributeRoutes, ...casinoIdentityRoutes, ...casinoReferralRoutes, ...casinoMoneyRoutes,
  ...casinoBonusRoutes, ...casinoStatsRoutes, ...casinoGameRoutes, ...casinoFairnessRoutes, ...casinoKellyRoutes,
  ...casinoHistoryRoutes, ...casinoChallengeRoutes, ...gossipRoutes, ...faucetRoutes, ...walletProductRoutes, ...walletSwapRoutes, ...walletAddressBookRoutes,
  ...tradingIdentityRoutes, ...tradingOrderRoutes, ...tradingRiskRoutes, ...tradingMarketRoutes, ...domainIdentityRoutes,
  ...domainNameRoutes, ...domainRecordRoutes, ...domainOlderRoutes,
];
