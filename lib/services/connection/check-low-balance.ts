import { newId } from "@/lib/core/ids";
import { toDecimal, usdc } from "@/lib/core/money";
import { addMs, DAY_MS } from "@/lib/core/time";
import { raiseAlert, resolveAlert } from "@/lib/db/rows/alert-rows";
import { reservedSince } from "@/lib/db/rows/intent-rows";
import type { ServiceContext } from "../context";
import { getConnection } from "./load-connection";

/** Below this an orchestrator counts as nearly empty, however little it spends. Units: micros. */
export const LOW_BALANCE_MICROS = 10_000_000n;

/**
 * Warns when the orchestrator holds less than the last 24 h took, or less than 10.00, whichever is more: at this pace it
 * is empty within a day. The warning ends by itself. Returns whether the balance is low; `null` while nobody knows it.
 */
export async function checkLowBalance(ctx: ServiceContext, connectionId: string): Promise<boolean | null> {
  const connection = await getConnection(ctx.db, connectionId);
  const account = connection.orchestratorAgentId
    ? await ctx.db.agentAccount.findFirst({ where: { agentId: connection.orchestratorAgentId, service: "platform" } }) : null;
  const balance = account?.balanceMicros ?? null;
  if (balance === null) return null;
  const now = ctx.now();
  const dedupeKey = `low_balance:${connectionId}`;
  return ctx.db.$transaction(async (tx) => {
    const spent = await reservedSince(tx, "fleet", connectionId, addMs(now, -DAY_MS));
    const threshold = spent > LOW_BALANCE_MICROS ? spent : LOW_BALANCE_MICROS;
    if (balance >= threshold) {
      await resolveAlert(tx, dedupeKey, new Date(now), "system");
      return false;
    }
    const open = await tx.alert.findFirst({ where: { dedupeKey, resolvedAt: null }, select: { id: true } });
    if (open) return true;
    await raiseAlert(tx, {
      id: newId("alert", now, ctx.random), connectionId, kind: "low_balance", severity: "warning", subjectType: "connection", subjectId: connectionId,
      title: `Low balance: ${toDecimal(usdc(balance))} USDC on ${connection.name}`,
      body: `The orchestrator holds less than ${toDecimal(usdc(threshold))} USDC, ${spent > LOW_BALANCE_MICROS ? "which the last 24 hours took" : "the least that the console calls enough"}. Deposit, or claim the faucet, on the connection's page.`,
      dedupeKey, raisedAt: new Date(now),
    });
    return true;
  });
}
