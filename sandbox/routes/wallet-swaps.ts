import { bps, divide, portion, type Usdc, usdc, ZERO } from "@/lib/core/money";
import { addMs, type EpochMs, MINUTE_MS, toIso } from "@/lib/core/time";
import { commissionsInCents, settleWithBank } from "../bank";
import { type Answer, type Call, iso, money, ok, type Route } from "../call";
import { sha256 } from "../random";
import { Refusal } from "../refusal";
import { isWalletChain, SWAP_CHAINS } from "../wallet/chains";
import { requireWalletKey } from "./wallet-product";

const wallet = { host: "wallet", origin: "both", source: "published", info: true, kinds: ["wallet"], scope: "wallet" } as const;
/** 0.5 % integrator fee; of it 10, 5 and 2.5 % for three referrers up the chain (published code). */
const FEE = bps(50);
const SHARES = [1_000, 500, 250];
/** Dollars for one whole token, and its decimals: the sandbox's own figures. */
const TOKENS: Readonly<Record<string, { readonly micros: bigint; readonly decimals: number }>> = {
  USDC: { micros: 1_000_000n, decimals: 6 }, USDT: { micros: 1_000_000n, decimals: 6 }, ETH: { micros: 3_000_000_000n, decimals: 18 },
  SOL: { micros: 150_000_000n, decimals: 9 }, BTC: { micros: 90_000_000_000n, decimals: 8 }, TRX: { micros: 250_000n, decimals: 6 },
  XMR: { micros: 200_000_000n, decimals: 12 }, BNB: { micros: 600_000_000n, decimals: 18 },
};

interface SwapRow {
  readonly id: string;
  readonly agentId: string;
  readonly valueMicros: Usdc;
  readonly feeMicros: Usdc;
  readonly at: EpochMs;
}

export const walletSwapRoutes: readonly Route[] = [
  { ...wallet, method: "GET", path: "/v1/wallet/swap/quote", answer: quote },
  { ...wallet, method: "POST", path: "/v1/wallet/swap", publishedLimit: 30, answer: swap },
  { ...wallet, method: "GET", path: "/v1/wallet/swap/status/:id", answer: status },
  { ...wallet, method: "POST", path: "/v1/wallet/send", publishedLimit: 20, answer: send },
  { ...wallet, method: "GET", path: "/v1/public-stats", scope: undefined, answer: publicStats },
  { ...wallet, method: "GET", path: "/v1/stats", scope: undefined, answer: publicStats },
];

interface Wish {
  readonly value: Usdc;
  readonly fee: Usdc;
  readonly output: string;
  readonly toToken: string;
}

/** Both values in dollars: the sandbox has no market. */
function readWish(call: Call, read: (field: string) => unknown, failure: string): Wish {
  if (call.isPublished) throw new Refusal(400, failure, "fetch failed");
  const from = TOKENS[String(read("from_token")).toUpperCase()];
  const to = TOKENS[String(read("to_token")).toUpperCase()];
  const amount = String(read("amount"));
  const areChains = ["from_chain", "to_chain"].every((field) => SWAP_CHAINS.some((chain) => chain === read(field)));
  if (!from || !to || !areChains || !/^\d{1,30}$/.test(amount)) throw new Refusal(400, failure, "Unknown chain, token or amount");
  const value = usdc(divide(BigInt(amount) * from.micros, 10n ** BigInt(from.decimals), "down"));
  const fee = portion(value, FEE, "half-even");
  const output = divide((value - fee) * 10n ** BigInt(to.decimals), to.micros, "down").toString();
  return { value, fee, output, toToken: String(read("to_token")).toUpperCase() };
}

const QUOTED = ["from_chain", "to_chain", "from_token", "to_token", "amount"];

function quote(call: Call): Answer {
  requireWalletKey(call);
  if (QUOTED.some((field) => !call.query(field))) {
    throw new Refusal(400, "invalid_request", "Provide from_chain, to_chain, from_token, to_token, amount as query params", {
      example: "/v1/wallet/swap/quote?from_chain=base&to_chain=ethereum&from_token=ETH&to_token=USDC&amount=1000000000000000000",
    });
  }
  const wish = readWish(call, (field) => call.query(field), "quote_failed");
  return ok({ input_value_usd: money(wish.value), fee_usd: money(wish.fee), output: { amount: wish.output, token: wish.toToken } });
}

/** The referral is booked when the order is made, before any money arrives: a trap of the published code. */
function swap(call: Call): Answer {
  const { world } = call;
  const agent = requireWalletKey(call);
  if ([...QUOTED, "to_address"].some((field) => !call.body[field])) {
    throw new Refusal(400, "invalid_request", "Provide from_chain, to_chain, from_token, to_token, amount, to_address");
  }
  const wish = readWish(call, (field) => call.body[field], "swap_failed");
  const id = `swap_${world.random.hex(16)}`;
  settleWithBank(world, {
    product: "wallet", agentId: agent.id, paid: ZERO, received: ZERO, reasonOut: "swap_fee", reasonIn: "swap_fee", ref: id,
    service: "wallet", commissions: commissionsInCents(world, agent.id, "wallet", wish.fee, SHARES),
  }, call.now);
  world.table<SwapRow>("wallet-swap").put({ id, agentId: agent.id, valueMicros: wish.value, feeMicros: wish.fee, at: call.now });
  return ok({
    swap_id: id, order_id: id, deposit: { address: `0x${sha256(id).slice(0, 40)}`, chain: call.body.from_chain, amount: call.body.amount },
    output: { amount: wish.output, token: wish.toToken, address: call.body.to_address }, fee: { usd: money(wish.fee), rate: "0.5%" },
    expires_at: iso(addMs(call.now, 30 * MINUTE_MS)),
  });
}

function status(call: Call): Answer {
  requireWalletKey(call);
  const row = call.world.table<SwapRow>("wallet-swap").get(call.parameter("id"));
  if (call.isPublished || !row) throw new Refusal(400, "status_check_failed", call.isPublished ? "fetch failed" : "Unknown order");
  return ok({ order_id: row.id, status: "awaiting_deposit", created_at: iso(row.at) });
}

/** No chain is behind the sandbox: nothing can be sent from here, on either mount. */
function send(call: Call): Answer {
  requireWalletKey(call);
  const { chain, to, amount, private_key: key } = call.body;
  if (!chain || !to || !amount || (!key && chain !== "monero")) {
    throw new Refusal(400, "invalid_request", "Provide chain, to, amount, and private_key");
  }
  if (!isWalletChain(chain)) throw new Refusal(400, "unsupported_chain", "This chain cannot send");
  if (chain === "bitcoin") {
    throw new Refusal(501, "not_implemented", "Bitcoin send requires UTXO management. Use a dedicated Bitcoin library.");
  }
  if (chain === "monero" && !key && !call.body.spend_key) throw new Refusal(400, "keys_required", "Provide view_key and spend_key");
  throw new Refusal(400, chain === "monero" ? "xmr_send_failed" : "send_failed", "fetch failed");
}

function publicStats(call: Call): Answer {
  return ok({
    service: "public-wallet", registered_agents: call.world.agentsByKind.all("wallet").size,
    total_swaps: call.world.table<SwapRow>("wallet-swap").size, timestamp: toIso(call.now),
  });
}
