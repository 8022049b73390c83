import { z } from "zod";
import { toDecimal, usdc } from "@/lib/core/money";
import { fail, ok } from "@/lib/core/result";
import type { MoneyMoved } from "@/lib/purpleflea/commands";
import { micros } from "@/lib/schemas/micros";
import type { CommandSpec } from "../command-spec";

const plan = z.object({
  agentId: z.string(), accountId: z.string(), toUpstreamId: z.string(), amountMicros: micros,
});

/** The platform's smallest transfer. Source: stats/pay of the published casino, read 2026-11-20. Units: micros. */
export const TRANSFER_MIN_MICROS = 10_000n;

const input = z.object({ agentId: z.string(), amountMicros: z.bigint() });

/**
 * Pays a worker's whole platform balance back to the orchestrator, signed with the worker's key. It brings money home,
 * so it reserves nothing and goes on while the fleet is frozen. The memo carries the intent's id: a lost reply is
 * settled by finding it in the worker's own ledger.
 * Errors: `NO_KEY`, `TOO_SMALL`, and the platform's.
 */
export const sweepWorkerCommand: CommandSpec<z.infer<typeof input>, z.infer<typeof plan>, MoneyMoved, { swept: string }> = {
  kind: "worker.sweep",
  permission: "worker.retire",
  input,
  plan,
  allowedWhenFrozen: true,
  prepare: async ({ agentId, amountMicros }, { tx, connection }) => {
    const account = await tx.agentAccount.findFirst({ where: { agentId, connectionId: connection.id, service: "platform" }, include: { agent: true } });
    const home = await tx.agentAccount.findFirst({ where: { agentId: connection.orchestratorAgentId ?? "", service: "platform" } });
    if (!account || !home) return fail({ code: "NO_KEY", message: "This worker has no account to sweep. Nothing was sent." });
    const amount = toDecimal(usdc(amountMicros));
    if (amountMicros < TRANSFER_MIN_MICROS) {
      return fail({
        code: "TOO_SMALL",
        message: `${amount} USDC are below the platform's smallest transfer, 0.01. Nothing moved. Pay the worker once more, then retire it.`,
      });
    }
    return ok({
      plan: { agentId, accountId: account.id, toUpstreamId: home.upstreamId, amountMicros },
      actingAccountId: account.id, subject: { type: "worker", id: agentId, name: account.agent.name },
      amountMicros: 0n, reservations: [], summary: `Sweep ${amount} from ${account.agent.name} to the orchestrator`,
    });
  },
  call: async (writer, planned, { idempotencyKey, signal }) => (await writer.pay({
    toAgentId: planned.toUpstreamId, amount: usdc(planned.amountMicros), memo: `sweep ${idempotencyKey}`,
  }, { idempotencyKey, signal })).value,
  settle: async ({ readerOf, idempotencyKey }, planned) => {
    const reader = await readerOf(planned.accountId);
    const rows = (await reader.listLedger()).value;
    const row = rows.find((entry) => `${entry.reason ?? ""} ${entry.reference ?? ""}`.includes(idempotencyKey));
    if (row) return { proof: "happened", reply: { reference: row.id, amount: usdc(planned.amountMicros), balance: null }, note: "The worker's ledger holds the transfer." };
    return { proof: "absent", note: "The worker's ledger holds no such transfer." };
  },
  record: async ({ rows, at }, planned) => {
    await rows.tx.agentAccount.update({
      where: { id: planned.accountId }, data: { balanceMicros: 0n, balanceReadAt: new Date(at) },
    });
    await rows.agents.patch(planned.agentId, {});
    return { swept: planned.amountMicros.toString() };
  },
};
