import type { CurrentConnection } from "@/lib/core/connection/connection-view";
import type { ShellData } from "@/lib/core/connection/shell-view";
import { formatDuration } from "@/lib/format/durations";
import type { ServiceContext } from "../context";
import { CONNECTIONS_MAX } from "./current-connection";

interface CountsRow { workers: bigint; batches: bigint; wallets: bigint; escrows: bigint; runs: bigint; reviews: bigint; reviewAlerts: bigint; alerts: bigint; completed: bigint }

/** What the frame of every page shows, in one look-up of counts that are indexed or kept. */
export async function getShellData(
  ctx: ServiceContext, connection: CurrentConnection | null, operator: ShellData["operator"],
): Promise<ShellData> {
  const renderedAtMs = ctx.now();
  const connections = await listChoices(ctx);
  const base = { renderedAtMs, operator, connections, counts: {}, frozen: null, silent: null, referral: null };
  if (!connection) return { ...base, connection: { id: null, name: "No connection", mode: "live", clockOffsetMs: 0 } };
  const { orchestrator } = connection;
  return {
    ...base,
    connection: {
      id: connection.id, name: connection.name, mode: connection.mode, clockOffsetMs: connection.clockOffsetMs,
      ...(connection.mode === "sandbox" ? { note: clockNote(connection.clockOffsetMs) } : {}),
    },
    frozen: connection.frozenAt && {
      sinceMs: connection.frozenAt.getTime(), by: connection.frozenBy ?? "somebody",
      ...(connection.frozenReason ? { reason: connection.frozenReason } : {}),
    },
    silent: connection.silentSince && { sinceMs: connection.silentSince.getTime() },
    counts: await readCounts(ctx, connection.id),
    referral: orchestrator?.referralCode ? { code: orchestrator.referralCode, owner: orchestrator.name } : null,
  };
}

async function listChoices(ctx: ServiceContext): Promise<ShellData["connections"]> {
  const rows = await ctx.db.connection.findMany({
    where: { archivedAt: null }, orderBy: { createdAt: "asc" }, select: { id: true, name: true, mode: true }, take: CONNECTIONS_MAX,
  });
  return rows.map(({ id, name, mode }) => ({ id, name, mode: mode === "live" ? "live" : "sandbox" }));
}

async function readCounts(ctx: ServiceContext, connectionId: string): Promise<ShellData["counts"]> {
  const [row] = await ctx.db.$queryRaw<CountsRow[]>`
    select
      (select count(*) from "Agent" where "connectionId" = ${connectionId} and kind = 'worker' and state not in ('retired', 'failed')) as workers,
      (select count(*) from "SpawnBatch" where "connectionId" = ${connectionId} and state = 'running') as batches,
      (select count(*) from "ChildWallet" where "connectionId" = ${connectionId} and "closedAt" is null) as wallets,
      (select coalesce(sum(count), 0)::bigint from "EscrowTotal" where "connectionId" = ${connectionId}
        and state in ('created', 'locked', 'completed', 'disputed', 'unrecognised')) as escrows,
      (select coalesce(sum(count), 0)::bigint from "EscrowTotal" where "connectionId" = ${connectionId} and state = 'completed')
        - (select count(*) from "Escrow" e join "Run" r on r.id = e."runId" where e."connectionId" = ${connectionId} and e.state = 'completed'
          and r.state in ('running', 'paused', 'stopping')) as completed,
      (select count(*) from "Run" where "connectionId" = ${connectionId} and state in ('running', 'paused', 'stopping')) as runs,
      (select count(*) from "Leg" where "connectionId" = ${connectionId} and "reviewState" = 'wanted') as reviews,
      (select count(*) from "Alert" where "connectionId" = ${connectionId} and "resolvedAt" is null and kind = 'run_review') as "reviewAlerts",
      (select count(*) from "Alert" where "connectionId" = ${connectionId} and "resolvedAt" is null) as alerts`;
  if (!row) return {};
  return {
    workers: Number(row.workers), batches: Number(row.batches), wallets: Number(row.wallets), escrows: Number(row.escrows), runs: Number(row.runs),
    alerts: Number(row.alerts), needsYou: Number(row.alerts + row.completed + row.reviews - row.reviewAlerts),
  };
}

function clockNote(offsetMs: number): string {
  if (Math.abs(offsetMs) < 2_000) return "clock in step";
  return `clock ${offsetMs > 0 ? "+" : "−"}${formatDuration(Math.abs(offsetMs))}`;
}
