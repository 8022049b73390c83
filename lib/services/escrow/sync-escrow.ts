import { SYSTEM } from "@/lib/core/access/actor";
import { toDecimal, usdc } from "@/lib/core/money";
import type { MoneyRows } from "@/lib/db/money-rows";
import type { Escrow } from "@/lib/db/generated/client";
import { PlatformError } from "@/lib/purpleflea/errors";
import { recordObservation, recordReading } from "../command";
import { openPlatform } from "../connection/open-platform";
import type { ServiceContext } from "../context";
import type { EpochMs } from "@/lib/core/time";
import { applyReading, isNews } from "./apply-reading";
import { type EscrowReading, readingOf } from "./escrow-reading";
import { escrowName, lockEscrowRow, platformTime } from "./escrow-row";

/** `changed`: the platform said something new. `same`: only the age of the record is. `silent`: it did not answer. */
export type SyncOutcome = "changed" | "same" | "silent" | "skipped";

/**
 * Reads one escrow on the platform and writes what happened there without us: a time-out, somebody else's release, a
 * dispute, a word that we do not know. Skipped while a step of ours is on its way or the platform never confirmed it.
 */
export async function syncEscrow(ctx: ServiceContext, escrowId: string): Promise<SyncOutcome> {
  const row = await ctx.db.escrow.findUnique({ where: { id: escrowId } });
  if (!row?.upstreamId) return "skipped";
  const sending = await ctx.db.intent.findFirst({ where: { subjectId: escrowId, outcome: "sending" }, select: { id: true } });
  if (sending) return "skipped";
  const reading = await read(ctx, row, row.upstreamId);
  if (!reading) return "silent";
  const system = { ...ctx, actor: SYSTEM };
  if (!isNews(row, reading)) {
    await recordReading(system, async (rows, at) => void await write(system, rows, at, row, reading));
    return "same";
  }
  const changed = await recordObservation(system, {
    connectionId: row.connectionId, action: "escrow.read",
    subject: { type: "escrow", id: row.id, name: escrowName(toDecimal(usdc(row.amountMicros)), row.payeeName) },
    summary: `The platform says ${reading.stateWord}${reading.refundCause ? ` (${reading.refundCause})` : ""}`,
    before: { state: row.state }, after: { state: reading.state, word: reading.stateWord },
  }, (rows, at) => write(system, rows, at, row, reading));
  return changed ? "changed" : "same";
}

async function write(ctx: ServiceContext, rows: MoneyRows, at: EpochMs, row: Escrow, reading: EscrowReading): Promise<boolean> {
  const fresh = await lockEscrowRow(rows.tx, row.connectionId, row.id);
  if (!fresh) return false;
  const platformAt = await platformTime(rows.tx, row.connectionId, at);
  const scope = { rows, ctx, connectionId: row.connectionId, intentId: null, at, platformAt, actorName: "platform", note: noteOf(reading) };
  return applyReading(scope, fresh, reading);
}

async function read(ctx: ServiceContext, row: Escrow, upstreamId: string): Promise<EscrowReading | null> {
  try {
    const client = await openPlatform(ctx, row.connectionId, row.payerAccountId);
    return readingOf(await client.getEscrow(upstreamId));
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    ctx.log("escrow.read_failed", { escrowId: row.id, error: error.name });
    return null;
  }
}

function noteOf(reading: EscrowReading): string {
  if (reading.refundCause === "timeout") return "Nobody acted before the deadline";
  if (reading.refundCause === "dispute") return "The platform decided the dispute";
  return "Read on the platform";
}
