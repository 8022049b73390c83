import { toIso } from "@/lib/core/time";
import { registerAgent } from "../agents";
import { type Answer, type Call, isoSecond, money, ok, type Route } from "../call";
import { requireKey } from "../casino/key";
import { gossip } from "../gossip";
import { referralFigures, withdrawReferral } from "../referral-payouts";
import { Refusal } from "../refusal";
import type { AgentRow } from "../rows";
import { readCode } from "../service-key";
import { DERIVATION_PATHS, EXPORT_PATHS, isWalletChain, sandboxAddresses, sandboxSecret, sandboxWords, SWAP_CHAINS, WALLET_CHAINS } from "../wallet/chains";

const wallet = { host: "wallet", origin: "both", source: "published", info: true, kinds: ["wallet"] } as const;
const REGISTER = "/v1/auth/register";
const KEYS = "wallet-keys";

interface WalletKeysRow {
  readonly id: string;
  readonly seed: string;
}

/** The published wallet product: identities of its own, made-up chains. Transcript section 9. */
export const walletProductRoutes: readonly Route[] = [
  { ...wallet, method: "POST", path: REGISTER, badJson: "ignore", publishedLimit: 10, answer: register },
  { ...wallet, method: "POST", path: "/v1/wallet/create", scope: "wallet", answer: create },
  { ...wallet, method: "GET", path: "/v1/wallet/export", scope: "wallet", answer: exportKeys },
  { ...wallet, method: "GET", path: "/v1/wallet/balance/:address", scope: "wallet", answer: balance },
  { ...wallet, method: "GET", path: "/v1/wallet/deposit-address", scope: "wallet", answer: depositAddress },
  { ...wallet, method: "GET", path: "/v1/wallet/chains", answer: chains },
  { ...wallet, method: "GET", path: "/v1/referral/code", answer: referralCode },
  { ...wallet, method: "GET", path: "/v1/referral/stats", answer: referralStats },
  { ...wallet, method: "POST", path: "/v1/referral/withdraw", publishedLimit: 5, answer: withdraw },
  { ...wallet, method: "GET", path: "/v1/gossip", answer: (call) => gossip({
      product: "Wallet", valueProp: "Wallets on six chains and swaps between eight.", commission: "10% of swap fees",
      register: "POST /v1/auth/register", registered: call.world.agentsByKind.all("wallet").size, more: { multi_level_referral: "You earn on 3 levels.", tip: `Updated ${toIso(call.now)}` },
    }) },
];

export function requireWalletKey(call: Call): AgentRow {
  return requireKey(call, REGISTER);
}

function register(call: Call): Answer {
  const { agent, apiKey } = registerAgent(call.world, {
    kind: "wallet", id: null, name: null, type: null, capabilities: [], parentId: null, referralCode: readCode(call),
    referrerKinds: call.isPublished ? ["wallet"] : ["wallet", "fleet"],
  }, call.now);
  return ok({
    agent_id: agent.id, api_key: apiKey, referral_code: agent.ownCode, message: "Store your API key securely — it cannot be recovered.",
    next_steps: ["POST /v1/wallet/create — generate an HD wallet", "GET /v1/wallet/balance/:address?chain=base — read a balance",
      "POST /v1/wallet/swap — swap between chains", "GET /v1/wallet/chains — see supported chains"],
  }, 201);
}

/** A second call overwrites the keys: one wallet for each agent, as the published code keeps it. */
function create(call: Call): Answer {
  const agent = requireWalletKey(call);
  const seed = call.world.random.hex(64);
  call.world.table<WalletKeysRow>(KEYS).put({ id: agent.id, seed });
  return ok({
    mnemonic: sandboxWords(seed), addresses: sandboxAddresses(seed),
    monero_keys: {
      private_spend_key: sandboxSecret(seed, "spend"), private_view_key: sandboxSecret(seed, "view"), note: "Stored by the sandbox",
    },
    warning: "Sandbox words: they open no wallet anywhere.", derivation_paths: DERIVATION_PATHS,
  }, 201);
}

function exportKeys(call: Call): Answer {
  const agent = requireWalletKey(call);
  const keys = call.world.table<WalletKeysRow>(KEYS).get(agent.id);
  if (!keys) throw new Refusal(404, "no_wallet", "No wallet found. Create one first with POST /v1/wallet/create");
  const secret = (name: string): string => sandboxSecret(keys.seed, name);
  return ok({
    warning: "Keep these keys secret. Anyone with access to a private key controls those funds.", mnemonic: sandboxWords(keys.seed),
    private_keys: {
      ethereum_and_base: secret("evm"), solana: secret("solana"), bitcoin_wif: secret("bitcoin"), tron: secret("tron"),
      monero_view_key: secret("view"), monero_spend_key: secret("spend"),
    },
    monero_address: sandboxAddresses(keys.seed).monero, note: "ETH and Base share one key.", derivation_paths: EXPORT_PATHS,
  });
}

function balance(call: Call): Answer {
  requireWalletKey(call);
  const chain = call.query("chain") ?? "base";
  if (!isWalletChain(chain)) throw new Refusal(400, "unsupported_chain", undefined, { supported: WALLET_CHAINS.map(({ id }) => id) });
  if (chain === "monero" && call.query("view_key") === null) {
    throw new Refusal(400, "view_key_required", "Provide view_key for Monero");
  }
  if (call.isPublished) {
    const codes: Partial<Record<string, string>> = { bitcoin: "api_error", tron: "api_error", monero: "xmr_balance_error" };
    throw new Refusal(502, codes[chain] ?? "rpc_error", "fetch failed");
  }
  const facts = WALLET_CHAINS.find(({ id }) => id === chain);
  const address = call.parameter("address");
  return ok({ address, chain, balance: { native: { symbol: facts?.native_token, amount: "0" } }, explorer: `${facts?.explorer}/address/${address}` });
}

function depositAddress(call: Call): Answer {
  requireWalletKey(call);
  return ok({
    note: "Addresses come from the mnemonic.", how_to_get_address: "POST /v1/wallet/create",
    if_you_already_have_mnemonic: "Derive them again offline.", derivation_paths: DERIVATION_PATHS, tip: "Base USDC has the lowest fees.",
    check_balance: "GET /v1/wallet/balance/:your_address?chain=base", check_xmr_balance: "add view_key",
  });
}

function chains(): Answer {
  return ok({
    wallet_chains: WALLET_CHAINS, swap_chains: SWAP_CHAINS.map((id, index) => ({ id, wagyu_chain_id: index + 1 })),
    note: "Wallet operations support wallet_chains, swaps all swap_chains.",
  });
}

function referralCode(call: Call): Answer {
  const agent = requireWalletKey(call);
  return ok({
    referral_code: agent.ownCode, commission_rate: "10% of swap integrator fees from referred agents",
    share_message: `Sign up with referral_code: ${agent.ownCode}`,
  });
}

function referralStats(call: Call): Answer {
  const agent = requireWalletKey(call);
  const { referred, earned, withdrawn, available } = referralFigures(call, agent, "wallet");
  return ok({
    total_referrals: referred.length, total_earned_usd: money(earned), total_withdrawn_usd: money(withdrawn), available_usd: money(available),
    commission_rate: "10% of swap fees",
    referrals: referred.map((row) => ({
      referred_agent: row.id, earned_usd: money(call.world.commissions.from(agent.id, row.id, "wallet")), since: isoSecond(row.createdAt),
    })),
    recent_earnings: call.world.ledger.latest(`agent:${agent.id}`, 20).filter((entry) => entry.reason === "wallet_referral_commission")
      .map((entry) => ({ amount_usd: money(entry.amount), swap_id: entry.ref, at: isoSecond(entry.at) })),
  });
}

function withdraw(call: Call): Answer {
  return withdrawReferral(call, requireWalletKey(call), {
    product: "wallet", addressShape: /\S{10,}/, badAddress: { code: "invalid_request", message: "Provide address" },
    tooLittle: { pending_usd: 0, minimum: 1, message: "Minimum withdrawal is $1.00" },
  });
}
