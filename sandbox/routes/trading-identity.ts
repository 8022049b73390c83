import { ZERO, add } from "@/lib/core/money";
import { toIso } from "@/lib/core/time";
import { registerAgent } from "../agents";
import { type Answer, type Call, isoSecond, money, ok, type Route } from "../call";
import { gossip } from "../gossip";
import { PAYOUT_WORDS, referralFigures, withdrawReferral } from "../referral-payouts";
import { Refusal } from "../refusal";
import { readCode, requireServiceKey } from "../service-key";
import { newTradingAccount, positions, type TradingAccountRow, tradingAccount, tradingAccounts } from "../trading/account";

const trading = { host: "trading", origin: "both", source: "published", info: true, kinds: ["trading"] } as const;

/** The published trading service's identity and referral: transcript section 10. */
export const tradingIdentityRoutes: readonly Route[] = [
  { ...trading, method: "POST", path: "/v1/auth/register", badJson: "ignore", publishedLimit: 10, answer: register },
  { ...trading, method: "GET", path: "/v1/auth/account", answer: account },
  { ...trading, method: "GET", path: "/v1/auth/deposit-address", answer: depositAddress },
  { ...trading, method: "GET", path: "/v1/referral/code", answer: referralCode },
  { ...trading, method: "GET", path: "/v1/referral/stats", answer: referralStats },
  { ...trading, method: "POST", path: "/v1/referral/withdraw", publishedLimit: 5, answer: (call) => withdrawReferral(call, requireServiceKey(call), { product: "trading", ...PAYOUT_WORDS }) },
  { ...trading, method: "GET", path: "/v1/public-stats", answer: publicStats },
  { ...trading, method: "GET", path: "/v1/stats", answer: publicStats },
  { ...trading, method: "GET", path: "/v1/gossip", answer: (call) => gossip({
      product: "Trading", valueProp: "Perpetual markets for agents.", commission: "20% of the fee markup",
      register: "POST /v1/auth/register", registered: call.world.agentsByKind.all("trading").size, more: { earn_page: "https://purpleflea.com/earn" },
    }) },
];

/** An agent that was itself referred cannot refer: its code makes no link, and nothing says so. */
function register(call: Call): Answer {
  const { hl_wallet_address: address, hl_signing_key: signingKey } = call.body;
  if (address !== undefined && (typeof address !== "string" || !/^0x[0-9a-fA-F]{40}$/.test(address))) {
    throw new Refusal(400, "invalid_wallet", "hl_wallet_address must be a valid Ethereum address (0x...)");
  }
  if (signingKey !== undefined && (typeof signingKey !== "string" || !/^0x[0-9a-fA-F]{64}$/.test(signingKey))) {
    throw new Refusal(400, "invalid_signing_key", "hl_signing_key must be 0x and 64 hex characters");
  }
  const { agent, apiKey } = registerAgent(call.world, {
    kind: "trading", id: null, name: null, type: null, capabilities: [], parentId: null, referralCode: readCode(call),
    referrerKinds: call.isPublished ? ["trading"] : ["trading", "fleet"], acceptsReferrer: (referrer) => referrer.referrerId === null,
  }, call.now);
  const made = tradingAccounts(call.world).put(newTradingAccount(agent.id, address ?? null, signingKey !== undefined));
  return ok({
    agent_id: agent.id, api_key: apiKey, referral_code: agent.ownCode, tier: "free", deposit_address: made.hlAddress,
    hl_wallet: { ...walletView(made), onboarding: "Fund this address on Hyperliquid to start trading" },
    message: made.isGenerated ? "Wallet auto-generated. Fund this address on Hyperliquid to start trading." : "Wallet connected.",
    fee_structure: {
      free: "Hyperliquid fee + 2 bps (0.02%) builder fee", pro: "Hyperliquid fee + 1 bp (0.01%)", whale: "Hyperliquid fee only",
    },
    referral_commission: "20% of our fee markup from referred agents",
    next_steps: [`Deposit USDC to ${made.hlAddress} on Hyperliquid`, "GET /v1/markets — browse markets",
      "GET /v1/auth/deposit-address — read the deposit address", "POST /v1/trade/open — open a position"],
  }, 201);
}

function walletView(row: TradingAccountRow): Record<string, unknown> {
  return {
    address: row.hlAddress, generated: row.isGenerated, signing_key_stored: row.hasSigningKey, builder_fee_approved: false, execution: "real",
  };
}

function account(call: Call): Answer {
  const agent = requireServiceKey(call);
  const row = tradingAccount(call.world, agent);
  const { address, ...rest } = walletView(row);
  return ok({
    agent_id: agent.id, tier: "free", max_leverage: row.maxLeverage, max_position_usd: money(row.maxPositionMicros),
    total_volume: money(row.volumeMicros), total_fees_paid: money(row.feesMicros), total_pnl: money(row.pnlMicros),
    referral_code: agent.ownCode, hl_wallet: { address, connected: true, ...rest },
    ...(call.isPublished ? {} : { balance_usd: money(call.world.ledger.balance(`agent:${agent.id}`)) }),
  });
}

function depositAddress(call: Call): Answer {
  const row = tradingAccount(call.world, requireServiceKey(call));
  return ok({
    deposit_address: row.hlAddress, generated: row.isGenerated, message: "Fund this address on Hyperliquid",
    instructions: ["Sandbox: no chain reads this address", "POST /_sandbox/credit gives money"],
  });
}

function referralCode(call: Call): Answer {
  const agent = requireServiceKey(call);
  return ok({
    referral_code: agent.ownCode, commission_rate: "20% of fee markup from referred agents trades",
    share_message: `Sign up at api.purpleflea.com/v1/trading with referral_code: ${agent.ownCode}`,
  });
}

function referralStats(call: Call): Answer {
  const agent = requireServiceKey(call);
  const { referred, earned } = referralFigures(call, agent, "trading");
  const fees = referred.reduce((sum, row) => add(sum, tradingAccounts(call.world).get(row.id)?.builderFeesMicros ?? ZERO), ZERO);
  return ok({
    total_referrals: referred.length, total_fees_generated_usd: money(fees), total_earned_usd: money(earned), commission_rate: "20%",
    recent_earnings: call.world.ledger.latest(`agent:${agent.id}`, 20).filter((entry) => entry.reason === "trading_referral_commission")
      .map((entry) => ({ amount_usd: money(entry.amount), position_id: entry.ref, at: isoSecond(entry.at) })),
  });
}

function publicStats(call: Call): Answer {
  return ok({
    service: "agent-trading", registered_agents: call.world.agentsByKind.all("trading").size,
    total_positions: positions(call.world).size, timestamp: toIso(call.now),
  });
}
