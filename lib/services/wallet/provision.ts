import { z } from "zod";
import { actorCan } from "@/lib/core/access/actor";
import { newId } from "@/lib/core/ids";
import { toDecimal, usdc } from "@/lib/core/money";
import { type Failure, fail, ok } from "@/lib/core/result";
import { canReceiveFunding, isWorkerState } from "@/lib/core/worker/states";
import type { EpochMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import type { Agent } from "@/lib/db/generated/client";
import type { PlatformWallet } from "@/lib/purpleflea/records";
import { micros } from "@/lib/schemas/micros";
import type { CommandSpec, PrepareScope } from "../command-spec";
import { firstReset } from "./kept-wallet";
import { checkCapability, findAccount, lockWorker } from "./lock-wallet";
import { provisionWalletInput } from "./wallet-inputs";
import { walletKeeper } from "./wallet-keeper";
import { readingOf } from "./wallet-reading";

const plan = z.object({
  agentId: z.string(), upstreamAgentId: z.string(), label: z.string(), dailyLimitMicros: micros,
  autoReset: z.boolean(), allowWithdrawals: z.boolean(), isKeptHere: z.boolean().optional(),
});

type Input = z.infer<typeof provisionWalletInput>;
type Plan = z.infer<typeof plan>;

/**
 * Opens a child wallet for a worker, empty, with its daily limit (micros; 0 lets nothing out). A lost reply is
 * found again by the label, which names this wish alone. Where the platform has no child wallets the console keeps one
 * for each worker and nothing is sent.
 * Errors: `UNAVAILABLE`, `NO_WORKER`, `WORKER_STATE`, `WALLET_EXISTS`, `NO_ACCOUNT`, `FORBIDDEN`.
 */
export const provisionWalletCommand: CommandSpec<Input, Plan, PlatformWallet | null, { walletId: string }> = {
  kind: "wallet.provision",
  permission: "wallet.provision",
  input: provisionWalletInput,
  plan,
  allowedWhenFrozen: false,
  prepare: async (input, scope) => {
    const worker = await lockWorker(scope, input.workerId);
    if (!worker.ok) return worker;
    const refused = checkProvision(worker.value, input, scope);
    if (refused) return fail(refused);
    const agent = worker.value;
    const here = walletKeeper(scope.connection.dialects) === "console";
    if (here && (await scope.tx.childWallet.count({ where: { agentId: agent.id, closedAt: null } })) > 0) {
      return fail({ code: "WALLET_EXISTS", message: `${agent.name} has a wallet. The console keeps one for each worker here, because its money is the worker's own balance. Nothing was changed.` });
    }
    const parent = await findAccount(scope.tx, scope.connection.orchestratorAgentId, "The orchestrator");
    if (!parent.ok) return parent;
    const account = await findAccount(scope.tx, agent.id, agent.name);
    if (!account.ok) return account;
    return ok({
      plan: {
        agentId: agent.id, upstreamAgentId: account.value.upstreamId, label: `${agent.name}-${scope.intentId.slice(-8)}`,
        dailyLimitMicros: input.dailyLimit, autoReset: input.autoReset, allowWithdrawals: input.allowWithdrawals,
        isKeptHere: here,
      },
      actingAccountId: parent.value.id, subject: { type: "worker", id: agent.id, name: agent.name },
      amountMicros: 0n, reservations: [],
      summary: `Child wallet for ${agent.name}, daily limit ${toDecimal(input.dailyLimit)} USDC`,
    });
  },
  call: async (writer, { label, upstreamAgentId, dailyLimitMicros, autoReset, allowWithdrawals, isKeptHere }, scope) => {
    if (isKeptHere) return null;
    const wallet = { label, agentId: upstreamAgentId, dailyLimit: usdc(dailyLimitMicros), autoReset, allowWithdrawals };
    return (await writer.createChildWallet(wallet, scope)).value;
  },
  settle: async ({ client }, { label, isKeptHere }) => {
    if (isKeptHere) return { proof: "happened", reply: null, note: "The console keeps this wallet; nothing had to be sent." };
    const { value } = await client.findWallet(label);
    if (!value) return { proof: "absent", note: `The platform has no wallet labelled ${label}.` };
    return { proof: "happened", reply: value, note: `The wallet labelled ${label} was found on the platform.` };
  },
  record: async ({ rows, ctx, connectionId, at }, wish, wallet) => {
    const walletId = newId("wallet", at, ctx.random);
    await rows.wallets.insert({
      id: walletId, connectionId, agentId: wish.agentId, label: wish.label, state: "open", createdAt: new Date(at),
      ...(wallet === null ? await keptReading(rows.tx, connectionId, wish, at) : { upstreamId: wallet.walletId, ...readingOf(wallet, at) }),
    });
    return { walletId };
  },
};

/** The worker's own balance, as last read, is what its wallet holds. */
async function keptReading(tx: Tx, connectionId: string, { agentId, dailyLimitMicros, autoReset, allowWithdrawals }: Plan, at: EpochMs) {
  const account = await tx.agentAccount.findFirst({ where: { agentId, service: "platform" }, select: { balanceMicros: true } });
  return {
    upstreamId: null, dailyLimitMicros, autoReset, allowWithdrawals, balanceMicros: account?.balanceMicros ?? 0n,
    resetsAt: await firstReset(tx, connectionId, at, autoReset),
  };
}

function checkProvision(agent: Agent, input: Input, { ctx, connection }: PrepareScope): Failure | null {
  const missing = checkCapability(connection, "wallet.child");
  if (missing) return missing;
  if (!isWorkerState(agent.state) || !canReceiveFunding(agent.state)) {
    return { code: "WORKER_STATE", message: `${agent.name} is ${agent.state} and gets no wallet. Nothing was sent.` };
  }
  if (input.allowWithdrawals && !actorCan(ctx.actor, "wallet.allowWithdrawals")) {
    return { code: "FORBIDDEN", message: "Only a treasurer may allow withdrawals. Nothing was sent. Provision with withdrawals off, or ask a treasurer." };
  }
  return null;
}
