import { newId } from "@/lib/core/ids";
import { notify } from "@/lib/db/notify";
import { raiseAlert, resolveAlert } from "@/lib/db/rows/alert-rows";
import type { Connection } from "@/lib/db/generated/client";
import { PlatformError } from "@/lib/purpleflea/errors";
import type { ServiceContext } from "../context";
import { getConnection } from "./load-connection";
import { moveOpeningCommission } from "./move-opening-commission";
import { openPlatform } from "./open-platform";

/** Failed reads in a row are a silence; the alert waits this long, so that one lost packet wakes nobody. Units: ms. */
const SILENT_AFTER_MS = 5_000;

/**
 * Reads the orchestrator's balance and the platform's clock. Keeps the offset between the two clocks, the age of the
 * balance, and since when the platform is silent. Never throws for a platform that does not answer: that is a finding.
 */
export async function readConnection(ctx: ServiceContext, connectionId: string): Promise<{ answered: boolean }> {
  const connection = await getConnection(ctx.db, connectionId);
  const account = connection.orchestratorAgentId
    ? await ctx.db.agentAccount.findFirst({ where: { agentId: connection.orchestratorAgentId, service: "platform" } }) : null;
  try {
    const startedAt = ctx.now();
    const platform = await openPlatform(ctx, connectionId, account?.id ?? null);
    const { value, platformAt } = await platform.getBalance();
    const middle = (startedAt + ctx.now()) / 2;
    const offsetMs = platformAt === null ? connection.clockOffsetMs : Math.round(platformAt - middle);
    await recordAnswer(ctx, connection, { accountId: account?.id ?? null, available: value.available, offsetMs });
    await moveOpeningCommission(ctx, connection, account?.id ?? null);
    return { answered: true };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    await recordSilence(ctx, connection, error);
    return { answered: false };
  }
}

async function recordAnswer(
  ctx: ServiceContext, connection: Connection, reading: { accountId: string | null; available: bigint; offsetMs: number },
): Promise<void> {
  const at = new Date(ctx.now());
  // The Date header has whole seconds; a smaller change of the offset is its rounding.
  const moved = Math.abs(reading.offsetMs - connection.clockOffsetMs) > 1_500;
  await ctx.db.$transaction(async (tx) => {
    await tx.connection.update({
      where: { id: connection.id },
      data: { answeredAt: at, silentSince: null, ...(moved || !connection.clockReadAt ? { clockOffsetMs: reading.offsetMs, clockReadAt: at } : {}) },
    });
    const before = reading.accountId ? await tx.agentAccount.findUnique({ where: { id: reading.accountId } }) : null;
    if (before) await tx.agentAccount.update({ where: { id: before.id }, data: { balanceMicros: reading.available, balanceReadAt: at } });
    await resolveAlert(tx, `silent:${connection.id}`, at, "system");
    if (moved || connection.silentSince || before?.balanceMicros !== reading.available) await notify(tx, "connection", connection.id);
  });
}

async function recordSilence(ctx: ServiceContext, connection: Connection, error: PlatformError): Promise<void> {
  const now = ctx.now();
  const since = connection.silentSince ?? new Date(now);
  await ctx.db.$transaction(async (tx) => {
    await tx.connection.update({ where: { id: connection.id }, data: { silentSince: since } });
    if (!connection.silentSince) await notify(tx, "connection", connection.id);
    if (now - since.getTime() < SILENT_AFTER_MS) return;
    const dedupeKey = `silent:${connection.id}`;
    const open = await tx.alert.findFirst({ where: { dedupeKey, resolvedAt: null }, select: { id: true } });
    if (open) return;
    await raiseAlert(tx, {
      id: newId("alert", now, ctx.random), connectionId: connection.id, kind: "platform_silent", severity: "critical",
      subjectType: "connection", subjectId: connection.id, title: `${connection.name} does not answer`,
      body: `${error.message} Figures are from the last answer. Money actions wait for their result; nothing is repeated blindly.`,
      dedupeKey, raisedAt: new Date(now),
    });
  });
}
