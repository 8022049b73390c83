import type { CapabilityDialects } from "@/lib/core/connection/capabilities";
import { newId } from "@/lib/core/ids";
import { toDecimal, usdc } from "@/lib/core/money";
import { escrowOfRow, findOrphans, type LedgerRow, type Orphan } from "@/lib/core/reconcile/orphans";
import { addMs, DAY_MS } from "@/lib/core/time";
import { raiseAlert, resolveAlert } from "@/lib/db/rows/alert-rows";
import { getConnection } from "../connection/load-connection";
import { openPlatform } from "../connection/open-platform";
import type { ServiceContext } from "../context";
import { referenceOf, transferKinds } from "../transfer";

export const ORPHAN_ALERT = "orphan_ledger_row";
/** Workers that paid lately and are read each time, the newest payers first. */
const PAYERS_MAX = 20;
/** More references than a ledger of 50 rows can name. */
const REFERENCES_MAX = 200;

interface Payer {
  readonly id: string;
  readonly agentId: string;
  readonly name: string;
  readonly kind: string;
}

/**
 * Compares the ledgers of the orchestrator and of the workers that paid lately with what our intents explain, and raises
 * an alert for money that moved without one: a request delivered twice, a lost reply that was given up too early, a raw
 * key used elsewhere. Only where the platform has no idempotency key. An account with an open intent is left for the
 * next round. An escrow that becomes known (an import) closes its alert. Returns how many are new.
 * Errors: those of the platform port.
 */
export async function findOrphanRows(ctx: ServiceContext, connectionId: string): Promise<number> {
  const connection = await getConnection(ctx.db, connectionId);
  const dialects = connection.dialects as unknown as CapabilityDialects;
  const isKeyless = dialects["escrow.create"] === "live" || dialects["escrow.create"] === "market";
  if (!isKeyless || (dialects.ledger ?? null) === null) return 0;
  let raised = 0;
  for (const payer of await listPayers(ctx, connectionId, connection.orchestratorAgentId)) {
    const rows = (await (await openPlatform(ctx, connectionId, payer.id)).listLedger()).value;
    raised += await compare(ctx, { connectionId, payer, fundDialect: dialects["wallet.fund"] ?? null }, rows);
  }
  return raised;
}

async function listPayers(ctx: ServiceContext, connectionId: string, orchestratorAgentId: string | null): Promise<Payer[]> {
  const recent = await ctx.db.escrow.findMany({
    where: { connectionId, createdAt: { gt: new Date(addMs(ctx.now(), -DAY_MS)) }, payerAgentId: { not: orchestratorAgentId ?? "" } },
    distinct: ["payerAgentId"], orderBy: { createdAt: "desc" }, take: PAYERS_MAX, select: { payerAgentId: true },
  });
  const agentIds = [...(orchestratorAgentId ? [orchestratorAgentId] : []), ...recent.map(({ payerAgentId }) => payerAgentId)];
  const accounts = await ctx.db.agentAccount.findMany({
    where: { agentId: { in: agentIds }, service: "platform", keys: { some: { retiredAt: null } } }, include: { agent: { select: { name: true, kind: true } } },
  });
  return accounts.map(({ id, agentId, agent }) => ({ id, agentId, name: agent.name, kind: agent.kind }));
}

interface Ledger {
  readonly connectionId: string;
  readonly payer: Payer;
  readonly fundDialect: string | null;
}

/** What we know is read after the ledger: whatever the ledger shows of ours is recorded by then, or still open. */
async function compare(ctx: ServiceContext, { connectionId, payer, fundDialect }: Ledger, rows: readonly LedgerRow[]): Promise<number> {
  return ctx.db.$transaction(async (tx) => {
    const open = await tx.intent.count({ where: { actingAccountId: payer.id, outcome: { in: ["sending", "unknown"] } } });
    if (open > 0) return 0;
    const named = [...new Set(rows.map((row) => escrowOfRow(row)?.escrowId).filter((id) => id !== undefined))];
    const escrows = await tx.escrow.findMany({ where: { connectionId, upstreamId: { in: named } }, select: { upstreamId: true } });
    const transfers = await tx.intent.findMany({
      where: { connectionId, actingAccountId: payer.id, kind: { in: [...transferKinds(fundDialect)] }, outcome: "succeeded" },
      orderBy: { createdAt: "desc" }, take: REFERENCES_MAX, select: { reply: true },
    });
    const known = new Set(escrows.flatMap(({ upstreamId }) => (upstreamId === null ? [] : [upstreamId])));
    const orphans = findOrphans(rows, known, new Set(transfers.flatMap(({ reply }) => referenceOf(reply))));
    let raised = 0;
    for (const orphan of orphans) raised += (await tell(ctx, tx, { connectionId, payer, orphan })) ? 1 : 0;
    const explained = await tx.alert.findMany({
      where: { dedupeKey: { in: [...known].map((upstreamId) => keyOf(connectionId, upstreamId)) }, resolvedAt: null }, select: { dedupeKey: true },
    });
    for (const { dedupeKey } of explained) await resolveAlert(tx, dedupeKey, new Date(ctx.now()), "system");
    return raised;
  });
}

/** Told once: what a person closed stays closed. */
async function tell(
  ctx: ServiceContext, tx: Parameters<typeof raiseAlert>[0], { connectionId, payer, orphan }: { connectionId: string; payer: Payer; orphan: Orphan },
): Promise<boolean> {
  const dedupeKey = keyOf(connectionId, orphan.upstreamId);
  if ((await tx.alert.count({ where: { dedupeKey } })) > 0) return false;
  const amount = orphan.amount < 0n ? -orphan.amount : orphan.amount;
  await raiseAlert(tx, {
    id: newId("alert", ctx.now(), ctx.random), connectionId, kind: ORPHAN_ALERT, severity: "critical", ...subjectOf(payer, connectionId),
    title: `${toDecimal(usdc(amount))} USDC of ${payer.name} moved without an action of this console`, body: bodyOf(orphan, payer.name),
    amountAtRiskMicros: amount, dedupeKey, raisedAt: new Date(ctx.now()),
  });
  return true;
}

/** The orchestrator's page is its connection's. */
function subjectOf(payer: Payer, connectionId: string) {
  return payer.kind === "worker" ? { subjectType: "worker", subjectId: payer.agentId } : { subjectType: "connection", subjectId: connectionId };
}

function bodyOf(orphan: Orphan, name: string): string {
  if (orphan.kind === "escrow") {
    return `The platform's ledger of ${name} has escrow ${orphan.upstreamId}, which no action here explains. Import it by its id under Escrows to release or dispute it; left alone it comes back at its deadline minus the 1 % fee.`;
  }
  const what = orphan.kind === "payment" ? "a payment" : "a withdrawal";
  return `The platform's ledger of ${name} has ${what} (${orphan.upstreamId}), which no action here explains and nobody can take back. If it was not you, its key is known elsewhere: move its money to another agent.`;
}

function keyOf(connectionId: string, upstreamId: string): string {
  return `orphan:${connectionId}:${upstreamId}`;
}
