import { type Usdc, ZERO } from "@/lib/core/money";
import { isInFleetOf } from "../agents";
import { type Answer, type Call, dayWindow, iso, money, ok, readAmount, readFlag, readText, type Route, tryAmount } from "../call";
import { agentAccount, MERCHANTS, walletAccount } from "../ledger";
import { once } from "../once";
import { Refusal } from "../refusal";
import type { WalletRow } from "../rows";
import {
  countAgainstLimit, leftToday, moveMoney, ownerOf, receiverAccount, requireOwner, requireUser, requireWallet, resetsAt,
  spentToday, type WalletTarget,
} from "../wallets";
import { nameKey, type World } from "../world";

const wallet = { host: "wallet", origin: "added" } as const;

/** Seed 001: child wallets with a daily limit. What the seed does not name is our addition. */
export const fleetWalletRoutes: readonly Route[] = [
  { host: "wallet", method: "POST", path: "/api/wallets/child", origin: "seed", source: "seed 001", answer: provision },
  { host: "wallet", method: "POST", path: "/api/wallets/:id/fund", origin: "seed", source: "seed 001; task_id is added", answer: fund },
  { ...wallet, method: "GET", path: "/api/wallets", source: "find by label, list", answer: list },
  { ...wallet, method: "GET", path: "/api/wallets/:id", source: "one wallet", answer: show },
  { ...wallet, method: "PATCH", path: "/api/wallets/:id", source: "limit, reset, withdrawals", answer: change },
  { ...wallet, method: "POST", path: "/api/wallets/:id/unfund", source: "back to the parent", answer: unfund },
  { ...wallet, method: "POST", path: "/api/wallets/:id/spend", source: "by the worker's key", answer: spend },
  { ...wallet, method: "POST", path: "/api/wallets/:id/withdraw", source: "by the worker's key", answer: withdraw },
];

function provision(call: Call): Answer {
  const { body, world } = call;
  const parent = call.caller();
  const label = readText(body, "label", 200);
  const known = label === null ? undefined : world.walletByLabel.find(nameKey(parent.id, label));
  if (known !== undefined) {
    throw new Refusal(409, "label_taken", `The label ${label} belongs to ${known}`, { wallet_id: known, label });
  }
  const agentId = readText(body, "agent_id", 80);
  if (agentId !== null && !isInFleetOf(world, parent.id, agentId)) {
    throw new Refusal(404, "agent_not_found", "agent_id must name an agent of this fleet");
  }
  const made = world.wallets.put({
    id: `wallet_${world.random.hex(16)}`, label, parentId: parent.id, agentId,
    dailyLimitMicros: readLimit(body.daily_limit_usdc) ?? null, autoReset: readFlag(body, "auto_reset") ?? true,
    allowWithdrawals: readFlag(body, "allow_withdrawals") ?? false, spentMicros: ZERO, spentWindow: 0, createdAt: call.now,
  });
  return ok(childView(call, made), 201);
}

/** `undefined`: not said; `null`: no limit. */
function readLimit(value: unknown): Usdc | null | undefined {
  if (value === undefined || value === null) return value;
  const amount = tryAmount(value);
  if (amount === null || amount < 0n) throw new Refusal(400, "invalid_daily_limit_usdc", "daily_limit_usdc must be a number of at least 0");
  return amount;
}

function list(call: Call): Answer {
  const caller = call.caller();
  const { world } = call;
  const label = call.query("label");
  const known = label === null ? undefined : world.walletByLabel.find(nameKey(caller.id, label));
  const ids = label === null ? world.walletsByParent.all(caller.id) : known === undefined ? [] : [known];
  const wallets = [...ids].map((id) => world.wallets.get(id)).filter((row) => row !== undefined);
  return ok({ wallets: wallets.map((row) => childView(call, row)) });
}

function show(call: Call): Answer {
  const target = requireWallet(call.world, call.parameter("id"));
  requireUser(call.world, call.caller(), target);
  return ok(view(call, target));
}

function change(call: Call): Answer {
  const { body, world } = call;
  const child = requireChild(call);
  const limit = readLimit(body.daily_limit_usdc);
  const autoReset = readFlag(body, "auto_reset");
  const allowWithdrawals = readFlag(body, "allow_withdrawals");
  if (limit === undefined && autoReset === undefined && allowWithdrawals === undefined) {
    throw new Refusal(400, "no_changes", "Name daily_limit_usdc, auto_reset or allow_withdrawals");
  }
  const changed = world.wallets.put({
    ...child, ...frozenSpend(call, child), dailyLimitMicros: limit === undefined ? child.dailyLimitMicros : limit,
    autoReset: autoReset ?? child.autoReset, allowWithdrawals: allowWithdrawals ?? child.allowWithdrawals,
  });
  return ok(childView(call, changed));
}

function fund(call: Call): Answer {
  const caller = call.caller();
  return move(call, "fund", (target) => {
    requireOwner(call.world, caller, target);
    if (target.account === agentAccount(caller.id)) throw new Refusal(400, "same_wallet", "This wallet is the payer's own balance");
    return { from: agentAccount(caller.id), to: target.account, out: "wallet_fund", in: "wallet_funded" };
  });
}

function unfund(call: Call): Answer {
  const caller = call.caller();
  return move(call, "unfund", (target) => {
    requireOwner(call.world, caller, target);
    const to = agentAccount(ownerOf(target));
    if (target.account === to) throw new Refusal(400, "same_wallet", "This wallet has no parent to return money to");
    return { from: target.account, to, out: "wallet_unfund", in: "wallet_returned" };
  });
}

function spend(call: Call): Answer {
  const caller = call.caller();
  return move(call, "spend", (target, amount) => {
    requireUser(call.world, caller, target);
    if (target.kind === "child") countAgainstLimit(call.world, target.child, amount, call.now);
    const to = readText(call.body, "to_agent_id", 120) ?? readText(call.body, "to_wallet", 120);
    return { from: target.account, to: receiverAccount(call.world, to), out: "wallet_spend", in: "wallet_payment" };
  });
}

function withdraw(call: Call): Answer {
  const caller = call.caller();
  return move(call, "withdraw", (target, amount) => {
    requireUser(call.world, caller, target);
    if (target.kind === "child") {
      if (!target.child.allowWithdrawals) throw new Refusal(403, "withdrawals_disabled", "This wallet may not move funds out");
      countAgainstLimit(call.world, target.child, amount, call.now);
    }
    const address = readText(call.body, "address", 120);
    const to = address === null ? agentAccount(caller.id) : MERCHANTS;
    return { from: target.account, to, out: "wallet_withdraw", in: "wallet_withdrawn" };
  });
}

type Plan = { readonly from: string; readonly to: string; readonly out: string; readonly in: string };

/** One move of money in or out of a wallet, remembered by its `task_id`. */
function move(call: Call, verb: string, plan: (target: WalletTarget, amount: Usdc) => Plan): Answer {
  const { body, world } = call;
  const taskId = readText(body, "task_id", 200);
  const walletId = call.parameter("id");
  const scope = `${verb}:${call.caller().id}`;
  return once({
    world, scope, taskId, body: { ...body, wallet_id: walletId },
    work: () => {
      const target = requireWallet(world, walletId);
      const amount = readAmount(body.amount_usdc, "amount_usdc");
      const { from, to, ...reasons } = plan(target, amount);
      const ref = `wtx_${world.random.hex(16)}`;
      moveMoney(world, { from, to, amount, reasonOut: reasons.out, reasonIn: reasons.in, ref, service: "wallet" }, call.now);
      const memo = readText(body, "memo", 500);
      return ok({ tx_id: ref, amount_usdc: money(amount), memo, task_id: taskId, ...view(call, requireWallet(world, walletId)) });
    },
  });
}

function requireChild(call: Call): WalletRow {
  const target = requireWallet(call.world, call.parameter("id"));
  requireOwner(call.world, call.caller(), target);
  if (target.kind === "child") return target.child;
  throw new Refusal(400, "not_a_child_wallet", "Only a child wallet has limits");
}

/** What counts as spent at this moment, so that a change of `auto_reset` neither forgets nor revives it. */
function frozenSpend(call: Call, child: WalletRow): Pick<WalletRow, "spentMicros" | "spentWindow"> {
  return { spentMicros: spentToday(child, call.now), spentWindow: dayWindow(child.createdAt, call.now) };
}

function view(call: Call, target: WalletTarget): Record<string, unknown> {
  if (target.kind === "child") return childView(call, target.child);
  return {
    wallet_id: target.id, kind: "agent", agent_id: target.agent.id, parent_agent_id: target.agent.parentId, label: null,
    balance_usdc: balanceOf(call.world, target.account), daily_limit_usdc: null, created_at: iso(target.agent.createdAt),
  };
}

function childView(call: Call, row: WalletRow): Record<string, unknown> {
  const left = leftToday(row, call.now);
  return {
    wallet_id: row.id, kind: "child", label: row.label, parent_agent_id: row.parentId, agent_id: row.agentId,
    balance_usdc: balanceOf(call.world, walletAccount(row.id)),
    daily_limit_usdc: row.dailyLimitMicros === null ? null : money(row.dailyLimitMicros),
    spent_today_usdc: money(spentToday(row, call.now)), left_today_usdc: left === null ? null : money(left),
    resets_at: iso(resetsAt(row, call.now)), auto_reset: row.autoReset, allow_withdrawals: row.allowWithdrawals,
    created_at: iso(row.createdAt),
  };
}

function balanceOf(world: World, account: string): number {
  return money(world.ledger.balance(account));
}
