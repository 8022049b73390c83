import { usdc, ZERO } from "@/lib/core/money";
import { isInFleetOf } from "../agents";
import { type Answer, type Call, iso, money, ok, readAmount, readText, type Route } from "../call";
import { distribute, type DistributionRow, distributions, memberOf, type Share } from "../distribution";
import { agentAccount } from "../ledger";
import { Refusal } from "../refusal";
import { type AgentRow } from "../rows";
import { countAgainstLimit, findWallet, requireOwner } from "../wallets";
import { escrowFee } from "../escrow-terms";

const SHARES_MAX = 1_000;

/** Seed 004: one call pays a whole pool out. */
export const poolDistributeRoutes: readonly Route[] = [
  { host: "escrow", method: "POST", path: "/api/distribute", origin: "seed", source: "seed 004", answer: create },
  { host: "escrow", method: "GET", path: "/api/distribute/:id", origin: "added", source: "seed 004 has no read", answer: show },
];

/** No idempotency: the same body twice pays twice, for the memo is only a note. */
function create(call: Call): Answer {
  const { body, world } = call;
  const caller = call.caller();
  const currency = body.currency ?? "USDC";
  if (currency !== "USDC") throw new Refusal(400, "unsupported_currency", "currency must be USDC");
  const total = readAmount(body.total_amount, "total_amount");
  const shares = readShares(call);
  const sum = shares.reduce((all, share) => usdc(all + share.amountMicros), ZERO);
  if (sum !== total) {
    throw new Refusal(400, "distribution_mismatch", `The amounts sum to ${money(sum)}, not to ${money(total)}`, {
      total_amount: money(total), distribution_sum: money(sum),
    });
  }
  const fromAccount = readSource(call, caller, usdc(total + escrowFee(total)));
  const memo = readText(body, "memo", 500);
  return ok(view(distribute(world, { holderId: caller.id, fromAccount, totalMicros: total, memo, shares }, call.now)), 201);
}

function readShares(call: Call): Share[] {
  const list = call.body.distribution;
  if (!Array.isArray(list) || list.length === 0 || list.length > SHARES_MAX) {
    throw new Refusal(400, "invalid_distribution", `distribution must be a list of 1 to ${SHARES_MAX} shares`);
  }
  return list.map((one: unknown) => {
    const share = (typeof one === "object" && one !== null ? one : {}) as Record<string, unknown>;
    const wallet = readText(share, "wallet", 80);
    if (wallet === null) throw new Refusal(400, "invalid_wallet", "Each share needs a wallet");
    const pct = share.share_pct ?? null;
    if (pct !== null && (typeof pct !== "number" || !(pct >= 0 && pct <= 1))) {
      throw new Refusal(400, "invalid_share_pct", "share_pct must be a number from 0 to 1");
    }
    return { wallet, amountMicros: readAmount(share.amount, "amount"), sharePct: pct, agentId: memberOf(call.world, wallet).agentId };
  });
}

/** The caller's balance, an agent below it or a child wallet of it; an outside address stands for the caller itself. */
function readSource(call: Call, caller: AgentRow, due: ReturnType<typeof usdc>): string {
  const { world } = call;
  const from = readText(call.body, "from_wallet", 80);
  if (from === null || /^0x/.test(from)) return agentAccount(caller.id);
  const wallet = findWallet(world, from);
  if (wallet) {
    requireOwner(world, caller, wallet);
    if (wallet.kind === "child") countAgainstLimit(world, wallet.child, due, call.now);
    return wallet.account;
  }
  if (!world.agents.get(from)) throw new Refusal(404, "wallet_not_found", `No wallet ${from}`);
  if (!isInFleetOf(world, caller.id, from)) throw new Refusal(403, "forbidden", "Only the wallet's parent may do this");
  return agentAccount(from);
}

function show(call: Call): Answer {
  const row = distributions(call.world).get(call.parameter("id"));
  if (!row) throw new Refusal(404, "not_found", "Distribution not found");
  if (!isInFleetOf(call.world, call.caller().id, row.holderId)) throw new Refusal(403, "forbidden", "Only its maker may read it");
  return ok(view(row));
}

function view(row: DistributionRow): Record<string, unknown> {
  return {
    escrow_id: row.id, status: "distributed", total_amount: money(row.totalMicros), currency: "USDC", fee: money(row.feeMicros),
    referral_commission: money(row.referralMicros), total_debited: money(usdc(row.totalMicros + row.feeMicros)), memo: row.memo,
    distribution: row.shares.map((share) => ({ wallet: share.wallet, amount: money(share.amountMicros), share_pct: share.sharePct })),
    distributed_at: iso(row.at),
  };
}
