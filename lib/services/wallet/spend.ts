import { z } from "zod";
import { invariant } from "@/lib/core/invariant";
import { toDecimal, usdc } from "@/lib/core/money";
import { type Failure, fail, ok } from "@/lib/core/result";
import type { EpochMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import { formatWhen } from "@/lib/format/dates";
import type { MoneyMoved } from "@/lib/purpleflea/commands";
import { micros } from "@/lib/schemas/micros";
import type { CommandSpec } from "../command-spec";
import { type LockedWallet, findAccount, lockWallet } from "./lock-wallet";
import { recordMove } from "./record-move";
import { settleByRepeat } from "./settle-by-repeat";
import { spendFromWalletInput } from "./wallet-inputs";
import { leftInWindow, nextReset } from "./wallet-limit";
import { setAsideInWindow } from "./wallet-set-aside";

const plan = z.object({ walletId: z.string(), upstreamId: z.string(), amountMicros: micros, purpose: z.string() });

type Input = z.infer<typeof spendFromWalletInput>;
type Plan = z.infer<typeof plan>;

/**
 * Spends from a child wallet with the worker's own key: a test control, on a sandbox only. The daily limit is checked
 * here before the call, calls in flight counted in; the fleet's limits counted this money when it was funded.
 * Errors: `SANDBOX_ONLY`, `NO_WALLET`, `WALLET_CLOSED`, `DAILY_LIMIT`, `WALLET_BALANCE`, `NO_ACCOUNT`.
 */
export const spendFromWalletCommand: CommandSpec<Input, Plan, MoneyMoved, { balance: string }> = {
  kind: "wallet.spend",
  permission: "wallet.fund",
  input: spendFromWalletInput,
  plan,
  allowedWhenFrozen: false,
  prepare: async ({ walletId, amount, purpose: words }, scope) => {
    const purpose = words ?? "by the operator";
    if (scope.connection.mode !== "sandbox") {
      return fail({ code: "SANDBOX_ONLY", message: "Workers spend by themselves on a live platform. Nothing moved. This control is for the sandbox." });
    }
    const locked = await lockWallet(scope, walletId, "wallet.spend");
    if (!locked.ok) return locked;
    const refused = await checkSpend(scope.tx, locked.value, amount, { ours: scope.ctx.now(), platform: scope.connection.now });
    if (refused) return fail(refused);
    const { wallet, agent } = locked.value;
    const worker = await findAccount(scope.tx, agent.id, agent.name);
    if (!worker.ok) return worker;
    invariant(wallet.upstreamId !== null, "only a platform's wallet passes the check of wallet.spend");
    return ok({
      plan: { walletId, upstreamId: wallet.upstreamId, amountMicros: amount, purpose },
      actingAccountId: worker.value.id, subject: { type: "wallet", id: walletId, name: agent.name }, amountMicros: 0n,
      reservations: [{ scope: "wallet", subjectId: walletId, amountMicros: amount }],
      summary: `${toDecimal(amount)} USDC spent from the wallet of ${agent.name}: ${purpose}`,
      before: { balance: toDecimal(usdc(wallet.balanceMicros)), spent: toDecimal(usdc(wallet.spentMicros)) },
    });
  },
  call: async (writer, wish, scope) => (await writer.spendFromWallet(toSpend(wish), scope)).value,
  settle: ({ writer, idempotencyKey }, wish) => settleByRepeat(() => writer.spendFromWallet(toSpend(wish), { idempotencyKey })),
  record: (scope, wish, reply) => recordMove(scope, wish, reply, "spend"),
};

function toSpend({ upstreamId, amountMicros, purpose }: Plan) {
  return { walletId: upstreamId, amount: usdc(amountMicros), purpose, toAgentId: null };
}

async function checkSpend(
  tx: Tx, { wallet, agent }: LockedWallet, amount: bigint, time: { ours: EpochMs; platform: EpochMs },
): Promise<Failure | null> {
  const now = time.platform;
  const left = leftInWindow(wallet, await setAsideInWindow(tx, wallet, time), now);
  if (left !== null && amount > left) {
    const resetsAt = nextReset(wallet.resetsAt, now);
    const reset = resetsAt === null ? "It does not reset by itself." : `It resets at ${formatWhen(resetsAt, now)}.`;
    return {
      code: "DAILY_LIMIT",
      message: `The daily limit of ${agent.name} leaves ${toDecimal(left)} of ${toDecimal(usdc(wallet.dailyLimitMicros ?? 0n))} USDC. Nothing moved. ${reset}`,
    };
  }
  if (amount <= wallet.balanceMicros) return null;
  return { code: "WALLET_BALANCE", message: `The wallet of ${agent.name} holds ${toDecimal(usdc(wallet.balanceMicros))} USDC. Nothing moved. Fund it first.` };
}
