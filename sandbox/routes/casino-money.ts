import { usdc, type Usdc } from "@/lib/core/money";
import { type EpochMs } from "@/lib/core/time";
import { type Answer, type Call, epochSeconds, money, ok, type Route, tryAmount } from "../call";
import { casinoAccount, casinoAccounts } from "../casino/account";
import { requireKey } from "../casino/key";
import { cents } from "../casino/play";
import { chainTerms, depositAddress } from "../deposit-chains";
import { agentAccount, HOUSE, MERCHANTS } from "../ledger";
import { Refusal } from "../refusal";
import type { World } from "../world";

const casino = { host: "casino", origin: "both", source: "published", info: true } as const;
const FEE = usdc(500_000n);
const REVIEW_ABOVE = usdc(1_000_000_000n);
/** Where a withdrawal above the limit waits for a person. */
const IN_REVIEW = "withdrawals:review";

interface WithdrawalRow {
  readonly id: string;
  readonly agentId: string;
  readonly amountMicros: Usdc;
  readonly feeMicros: Usdc;
  readonly address: string;
  readonly txHash: string | null;
  readonly status: "reviewing" | "completed";
  readonly at: EpochMs;
}

/** Money in and out of the casino. */
export const casinoMoneyRoutes: readonly Route[] = [
  { ...casino, method: "POST", path: "/api/v1/auth/deposit-address", answer: (call) => depositAddress(call, requireKey(call).id, true) },
  { ...casino, method: "GET", path: "/api/v1/auth/supported-chains", answer: supportedChains },
  { ...casino, method: "POST", path: "/api/v1/auth/withdraw", publishedLimit: 5, answer: withdraw },
  { ...casino, method: "GET", path: "/api/v1/auth/withdrawals", answer: withdrawals },
  { ...casino, method: "GET", path: "/api/v1/auth/deposits", answer: (call) => { requireKey(call); return ok({ deposits: [] }); } },
  { ...casino, method: "GET", path: "/api/v1/auth/deposit-bonus", answer: depositBonus },
];

function supportedChains(call: Call): Answer {
  requireKey(call);
  return ok({
    deposits: chainTerms(), withdrawals: [{ chain: "base", token: "USDC", fee: "$0.50" }], swap_provider: "none in the sandbox",
    how_it_works: "Money arrives by POST /_sandbox/credit",
  });
}

function depositBonus(call: Call): Answer {
  requireKey(call);
  return ok({
    status: "available", message: "Your first deposit is matched", bonus_offer: { match_pct: 100, max_bonus_usd: 25, wagering: "10x" },
    how_to_deposit: "POST /api/v1/auth/deposit-address",
  });
}

const withdrawalTable = (world: World) => world.table<WithdrawalRow>("casino-withdrawal");

/**
 * Base USDC, 0.50 on top; above 1,000.00 a person looks first. The published route overlooks a balance that is too
 * small and is left with a wrong one; here it is refused, for the ledger holds.
 */
function withdraw(call: Call): Answer {
  const { world } = call;
  const agent = requireKey(call);
  const amount = readWithdrawal(call);
  const address = call.body.address;
  if (typeof address !== "string" || !/^0x[0-9a-fA-F]{40}$/.test(address)) {
    throw new Refusal(400, "invalid_address", undefined, {
      suggestion: "Provide a valid Base/Ethereum address (0x followed by 40 hex characters)",
    });
  }
  const account = agentAccount(agent.id);
  const total = usdc(amount + FEE);
  const balance = world.ledger.balance(account);
  if (balance < total) {
    throw new Refusal(400, "insufficient_balance", `Balance $${cents(balance)} is less than $${cents(total)}`, { required: money(total) });
  }
  const isReviewed = amount > REVIEW_ABOVE;
  const id = `wd_${world.random.hex(16)}`;
  world.ledger.post({ at: call.now, ref: id, service: "casino", lines: [
    { account, amountMicros: usdc(-total), reason: "withdrawal" },
    { account: isReviewed ? IN_REVIEW : MERCHANTS, amountMicros: amount, reason: "withdrawal" },
    { account: HOUSE, amountMicros: FEE, reason: "withdrawal_fee" },
  ] });
  const played = casinoAccount(world, agent);
  casinoAccounts(world).put({ ...played, withdrawnMicros: usdc(played.withdrawnMicros + amount) });
  const txHash = isReviewed ? null : `0x${world.random.hex(64)}`;
  withdrawalTable(world).put({
    id, agentId: agent.id, amountMicros: amount, feeMicros: FEE, address, txHash, status: isReviewed ? "reviewing" : "completed", at: call.now,
  });
  const facts = { withdrawal_id: id, amount: money(amount), fee: money(FEE), chain: "base", token: "USDC", address };
  const newBalance = money(world.ledger.balance(account));
  return isReviewed
    ? ok({ status: "pending_review", ...facts, new_balance: newBalance, message: "Withdrawals above $1000 are reviewed by a person" })
    : ok({ status: "completed", ...facts, tx_hash: txHash, explorer: `https://basescan.org/tx/${txHash}`, new_balance: newBalance });
}

function readWithdrawal(call: Call): Usdc {
  const amount = typeof call.body.amount === "number" ? tryAmount(call.body.amount) : null;
  if (amount === null || amount <= 0n) throw new Refusal(400, "invalid_amount", "amount must be a positive number");
  if (amount < 1_000_000n) throw new Refusal(400, "minimum_withdrawal", undefined, { minimum: 1, suggestion: "Minimum withdrawal is $1.00" });
  if (amount > 100_000_000_000n) {
    throw new Refusal(400, "maximum_withdrawal", undefined, { maximum: 100_000, suggestion: "Maximum withdrawal is $100,000" });
  }
  return amount;
}

function withdrawals(call: Call): Answer {
  const agent = requireKey(call);
  const table = withdrawalTable(call.world);
  const ids = [...call.world.group<WithdrawalRow>("casino-withdrawal", "agent", (row) => row.agentId).all(agent.id)].reverse().slice(0, 50);
  return ok({
    withdrawals: ids.map((id) => table.get(id)).filter((row) => row !== undefined).map((row) => ({
      id: row.id, agentId: row.agentId, amount: money(row.amountMicros), fee: money(row.feeMicros), chain: "base", address: row.address,
      txHash: row.txHash, status: row.status, createdAt: epochSeconds(row.at),
    })),
  });
}
