import { toDecimal, type Usdc, usdc, ZERO } from "@/lib/core/money";
import { registerAgent } from "../agents";
import { type Answer, type Call, epochSeconds, isoSecond, money, ok, type Route, tryAmount } from "../call";
import { agentAccount, type Entry } from "../ledger";
import { Refusal } from "../refusal";
import { casinoAccounts } from "../casino/account";
import { requireKey } from "../casino/key";
import { moveMoney } from "../wallets";
import { claimAtRegistration } from "./faucet";

const casino = { host: "casino", origin: "both", source: "published", info: true } as const;
const LEDGER_ROWS = 50;
export const COMMISSION = "10% of net losses from referred agents";

/** The published casino's identity and money: transcript sections 1 and 2. Escrow balances live here. */
export const casinoIdentityRoutes: readonly Route[] = [
  { ...casino, method: "POST", path: "/api/v1/auth/register", badJson: "ignore", publishedLimit: 10, answer: register },
  { ...casino, method: "GET", path: "/api/v1/auth/balance", answer: balance },
  { ...casino, method: "GET", path: "/api/v1/auth/ledger", answer: ledger },
  { ...casino, method: "POST", path: "/api/v1/stats/pay", answer: pay },
];

function register(call: Call): Answer {
  const code = call.body.referral_code;
  const { agent, apiKey } = registerAgent(call.world, {
    kind: "casino", id: null, name: null, type: null, capabilities: [], parentId: null,
    referralCode: typeof code === "string" ? code : null,
  }, call.now);
  if (call.isPublished) claimAtRegistration(call.world, agent, call.now);
  return ok({
    agent_id: agent.id, api_key: apiKey, referral_code: agent.ownCode, balance: 0, tier: "free", risk_factor: 0.25,
    referral_commission: COMMISSION, message: "Store your API key securely — it cannot be recovered.",
    next_steps: ["GET /api/v1/auth/balance — check your balance", "POST /api/v1/auth/deposit-address — get a deposit address",
      "POST /api/v1/games/coin-flip — place your first bet", "GET /api/v1/games — see all available games",
      "Share your referral_code — earn 10% of referred agents net losses"],
    // Seed 002 reads the nested shape.
    ...(call.isPublished ? {} : { agent: { id: agent.id, api_key: apiKey } }),
  }, 201);
}

function balance(call: Call): Answer {
  const agent = requireKey(call);
  const account = agentAccount(agent.id);
  const played = casinoAccounts(call.world).get(agent.id);
  const [wagered, won] = [played?.wageredMicros ?? ZERO, played?.wonMicros ?? ZERO];
  return ok({
    agent_id: agent.id, balance_usd: money(call.world.ledger.balance(account)), tier: "free", risk_factor: played?.riskFactor ?? 0.25,
    lifetime: {
      total_deposited: 0, total_withdrawn: money(played?.withdrawnMicros ?? ZERO), total_wagered: money(wagered), total_won: money(won),
      net_profit: money(usdc(won - wagered)),
    },
    recent_activity: call.world.ledger.latest(account, 10).map((entry) => ({
      type: sideOf(entry), amount: sizeOf(entry), balance_after: money(entry.balanceAfter), reason: entry.reason,
      service: entry.service, at: isoSecond(entry.at),
    })),
  });
}

function ledger(call: Call): Answer {
  const agent = requireKey(call);
  const entries = call.world.ledger.latest(agentAccount(agent.id), LEDGER_ROWS);
  return ok({
    entries: entries.map((entry) => ({
      id: rowId(entry), agentId: agent.id, type: sideOf(entry), amount: sizeOf(entry), balanceAfter: money(entry.balanceAfter),
      reason: entry.reason, reference: entry.ref, service: entry.service, createdAt: epochSeconds(entry.at),
      at: isoSecond(entry.at),
    })),
  });
}

function pay(call: Call): Answer {
  const { body, world } = call;
  const sender = requireKey(call);
  const toId = body.to_agent_id;
  if (typeof toId !== "string" || toId === "") throw new Refusal(400, "invalid_request", "Provide to_agent_id and amount");
  const amount = typeof body.amount === "number" ? tryAmount(body.amount) : null;
  if (amount === null || amount < 10_000n) throw new Refusal(400, "invalid_amount", "Minimum payment is $0.01");
  if (toId === sender.id) throw new Refusal(400, "same_agent", "Cannot pay yourself");
  const receiver = world.agents.get(toId);
  if (!receiver || (call.isPublished && receiver.kind !== "casino" && receiver.kind !== "fleet")) throw new Refusal(404, "recipient_not_found", `Agent ${toId} not found`);
  const account = agentAccount(sender.id);
  requireFunds(world.ledger.balance(account), amount);
  const ref = `pay_${world.random.hex(16)}`;
  moveMoney(world, {
    from: account, to: agentAccount(receiver.id), amount, reasonOut: "payment_sent", reasonIn: "payment_received", ref,
    service: "payment",
  }, call.now);
  return ok({
    tx_id: ref, from: sender.id, to: receiver.id, amount: money(amount),
    memo: typeof body.memo === "string" ? body.memo : null, sender_new_balance: money(world.ledger.balance(account)),
    timestamp: isoSecond(call.now), message: `$${Number(toDecimal(amount)).toFixed(2)} sent to ${receiver.id}`,
    note: "Payments are instant and irreversible within the casino platform.",
  });
}

function requireFunds(balance: Usdc, amount: Usdc): void {
  if (balance >= amount) return;
  throw new Refusal(400, "insufficient_balance", `Balance is $${Number(toDecimal(balance)).toFixed(2)}`, { balance: money(balance) });
}

function sideOf(entry: Entry): "credit" | "debit" {
  return entry.amount < 0n ? "debit" : "credit";
}

function sizeOf(entry: Entry): number {
  return money(entry.amount < 0n ? usdc(-entry.amount) : entry.amount);
}

/** Escrow rows have ids made from the escrow's (transcript section 3). */
function rowId(entry: Entry): string {
  if (entry.reason.startsWith("escrow_lock")) return `${entry.ref}_debit`;
  if (entry.reason.startsWith("escrow_release:")) return `${entry.ref}_release_credit`;
  return `led_${entry.seq}`;
}
