import { max, subtract, type Usdc, usdc, ZERO } from "@/lib/core/money";
import { addMs, DAY_MS, type EpochMs } from "@/lib/core/time";
import { isInFleetOf } from "./agents";
import { dayWindow, money } from "./call";
import { agentAccount, type Line, MERCHANTS, walletAccount } from "./ledger";
import { Refusal } from "./refusal";
import type { AgentRow, WalletRow } from "./rows";
import type { World } from "./world";

/** A child wallet, or the wallet that every agent has from its registration: its balance. */
export type WalletTarget =
  | { readonly kind: "child"; readonly id: string; readonly account: string; readonly child: WalletRow }
  | { readonly kind: "agent"; readonly id: string; readonly account: string; readonly agent: AgentRow };

/** Finds a wallet by its id. Refuses with 404. */
export function requireWallet(world: World, walletId: string): WalletTarget {
  const target = findWallet(world, walletId);
  if (!target) throw new Refusal(404, "wallet_not_found", `No wallet ${walletId.slice(0, 80)}`);
  return target;
}

export function findWallet(world: World, walletId: string): WalletTarget | undefined {
  const child = world.wallets.get(walletId);
  if (child) return { kind: "child", id: walletId, account: walletAccount(walletId), child };
  const agentId = world.agentByWallet.find(walletId);
  const agent = agentId === undefined ? undefined : world.agents.get(agentId);
  return agent ? { kind: "agent", id: walletId, account: agentAccount(agent.id), agent } : undefined;
}

/** Whose money a wallet returns to: the parent. */
export function ownerOf(target: WalletTarget): string {
  return target.kind === "child" ? target.child.parentId : target.agent.parentId ?? target.agent.id;
}

/** Refuses with 403 unless the caller stands above the wallet. */
export function requireOwner(world: World, caller: AgentRow, target: WalletTarget): void {
  const holder = target.kind === "child" ? target.child.parentId : target.agent.id;
  if (!isInFleetOf(world, caller.id, holder)) throw new Refusal(403, "forbidden", "Only the wallet's parent may do this");
}

/** Refuses with 403 unless the caller may use the wallet: its parent, its worker, or the fleet when it names no worker. */
export function requireUser(world: World, caller: AgentRow, target: WalletTarget): void {
  if (target.kind === "agent") return requireOwner(world, caller, target);
  const { parentId, agentId } = target.child;
  const mayUse = isInFleetOf(world, caller.id, parentId) || caller.id === agentId
    || (agentId === null && isInFleetOf(world, parentId, caller.id));
  if (!mayUse) throw new Refusal(403, "forbidden", "This wallet belongs to another agent");
}

export function spentToday(wallet: WalletRow, now: EpochMs): Usdc {
  const isOver = wallet.autoReset && dayWindow(wallet.createdAt, now) > wallet.spentWindow;
  return isOver ? ZERO : wallet.spentMicros;
}

/** The end of the running 24 hours, counted from the wallet's creation; null when the limit does not reset. */
export function resetsAt(wallet: WalletRow, now: EpochMs): EpochMs | null {
  return wallet.autoReset ? addMs(wallet.createdAt, (dayWindow(wallet.createdAt, now) + 1) * DAY_MS) : null;
}

export function leftToday(wallet: WalletRow, now: EpochMs): Usdc | null {
  if (wallet.dailyLimitMicros === null) return null;
  return max(ZERO, subtract(wallet.dailyLimitMicros, spentToday(wallet, now)));
}

/** Counts an outgoing amount against the daily limit. Refuses with 403 and says what is left, and until when. */
export function countAgainstLimit(world: World, wallet: WalletRow, amount: Usdc, now: EpochMs): WalletRow {
  const left = leftToday(wallet, now);
  const resets = resetsAt(wallet, now);
  if (left !== null && amount > left) {
    throw new Refusal(403, "daily_limit_exceeded", "The amount is above what the daily limit leaves", {
      daily_limit_usdc: wallet.dailyLimitMicros === null ? null : money(wallet.dailyLimitMicros),
      spent_today_usdc: money(spentToday(wallet, now)), left_today_usdc: money(left),
      resets_at: resets === null ? null : new Date(resets).toISOString(),
    });
  }
  return world.wallets.put({
    ...wallet, spentMicros: usdc(spentToday(wallet, now) + amount), spentWindow: dayWindow(wallet.createdAt, now),
  });
}

export interface Move {
  readonly from: string;
  readonly to: string;
  readonly amount: Usdc;
  readonly reasonOut: string;
  readonly reasonIn: string;
  readonly ref: string;
  readonly service: string;
}

/** Moves money between two accounts. Refuses with 402 and the balance when it is not there. */
export function moveMoney(world: World, move: Move, now: EpochMs): void {
  const balance = world.ledger.balance(move.from);
  if (balance < move.amount) throw insufficient(balance, move.amount);
  const lines: Line[] = [
    { account: move.from, amountMicros: usdc(-move.amount), reason: move.reasonOut },
    { account: move.to, amountMicros: move.amount, reason: move.reasonIn },
  ];
  world.ledger.post({ at: now, ref: move.ref, service: move.service, lines });
}

export function insufficient(balance: Usdc, amount: Usdc): Refusal {
  return new Refusal(402, "insufficient_balance", `Balance ${money(balance)} is below ${money(amount)}`, {
    balance: money(balance), balance_usdc: money(balance), required_usdc: money(amount),
  });
}

/** The account of an agent id or a wallet id, and the agent behind it; outside money goes to the merchants. */
export function receiverAccount(world: World, receiver: string | null): string {
  if (receiver === null) return MERCHANTS;
  const wallet = findWallet(world, receiver);
  if (wallet) return wallet.account;
  if (world.agents.get(receiver)) return agentAccount(receiver);
  throw new Refusal(404, "recipient_not_found", `No agent or wallet ${receiver.slice(0, 80)}`);
}
