import { z } from "zod";
import { toDecimal, usdc, ZERO } from "@/lib/core/money";
import { fail, ok } from "@/lib/core/result";
import type { MoneyMoved } from "@/lib/purpleflea/commands";
import { micros } from "@/lib/schemas/micros";
import type { CommandSpec } from "../command-spec";
import { openTransfer, payTransfer, settleTransfer, transferPlan } from "../transfer";
import { emptyKeptWallet, recordTransfer } from "../wallet/kept-wallet";

const plan = z.object({ agentId: z.string(), amountMicros: micros, transfer: transferPlan });

const input = z.object({ agentId: z.string(), amountMicros: z.bigint() });

/**
 * Pays a worker's whole platform balance back to the orchestrator, signed with the worker's key. It brings money home,
 * so it reserves nothing and goes on while the fleet is frozen. A lost reply is settled by the worker's own ledger.
 * Errors: `NO_KEY`, `TOO_SMALL`, `PAYER_WAITS`, `PAYER_BUSY`, and the platform's.
 */
export const sweepWorkerCommand: CommandSpec<z.infer<typeof input>, z.infer<typeof plan>, MoneyMoved, { swept: string; reference: string | null }> = {
  kind: "worker.sweep",
  permission: "worker.retire",
  input,
  plan,
  allowedWhenFrozen: true,
  prepare: async ({ agentId, amountMicros }, scope) => {
    const { tx, connection } = scope;
    const account = await tx.agentAccount.findFirst({ where: { agentId, connectionId: connection.id, service: "platform" }, include: { agent: true } });
    const home = await tx.agentAccount.findFirst({ where: { agentId: connection.orchestratorAgentId ?? "", service: "platform" } });
    if (!account || !home) return fail({ code: "NO_KEY", message: "This worker has no account to sweep. Nothing was sent." });
    const payer = { id: account.id, name: account.agent.name };
    const transfer = await openTransfer(scope, { payer, payee: home, amountMicros });
    if (!transfer.ok) return transfer;
    return ok({
      plan: { agentId, amountMicros, transfer: transfer.value },
      actingAccountId: account.id, subject: { type: "worker", id: agentId, name: account.agent.name },
      amountMicros: 0n, reservations: [], summary: `Sweep ${toDecimal(usdc(amountMicros))} from ${account.agent.name} to the orchestrator`,
    });
  },
  call: (writer, planned, scope) => payTransfer(writer, planned.transfer, planned.amountMicros, scope),
  settle: (scope, planned) => settleTransfer(scope, planned.transfer, planned.amountMicros),
  record: async (scope, planned, reply) => {
    // The order of locks is everybody's: the worker, its wallet, the accounts.
    await scope.rows.agents.patch(planned.agentId, {});
    await emptyKeptWallet(scope, planned.agentId, planned.amountMicros);
    await recordTransfer(scope, planned.transfer, planned.amountMicros, { ...reply, balance: reply.balance ?? ZERO });
    return { swept: planned.amountMicros.toString(), reference: reply.reference };
  },
};
