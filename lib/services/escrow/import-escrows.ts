import { actorCan } from "@/lib/core/access/actor";
import { rolesWith } from "@/lib/core/access/permissions";
import type { CurrentConnection } from "@/lib/core/connection/connection-view";
import { CLIENT_PATTERN } from "@/lib/core/cost/patterns";
import { referralBasis, TIMEOUT_HOURS_DEFAULT } from "@/lib/core/escrow/rates";
import { settle } from "@/lib/core/escrow/settlement";
import { deadlineAt, onSilence } from "@/lib/core/escrow/silence";
import { isFinal } from "@/lib/core/escrow/states";
import { newId } from "@/lib/core/ids";
import { toDecimal } from "@/lib/core/money";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { addMs, type EpochMs, HOUR_MS } from "@/lib/core/time";
import type { MoneyRows } from "@/lib/db/money-rows";
import { seal } from "@/lib/db/vault";
import type { PlatformEscrow } from "@/lib/purpleflea/records";
import { recordObservation } from "../command";
import { getCurrentConnection } from "../connection/current-connection";
import type { ServiceContext } from "../context";
import { escrowName } from "./escrow-row";
import { findOrInsertExternal } from "./external-agent";
import { type EscrowLine, readEscrowLines } from "./import-lines";
import { type FoundEscrow, type ReadEscrow, readForImport } from "./import-reading";

export interface ImportedEscrow extends FoundEscrow {
  readonly escrowId: string | null;
}

/** Reads every id on the platform and stores nothing. Errors: `FORBIDDEN`, `UNREADABLE`. */
export async function previewEscrowImport(ctx: ServiceContext, connectionId: string, text: string): Promise<Result<FoundEscrow[], Failure>> {
  const lines = open(ctx, text);
  return lines.ok ? ok((await readForImport(ctx, connectionId, lines.value)).map(({ found }) => found)) : lines;
}

/**
 * Takes the escrows in as the platform says they stand now, marked `imported`. What ended before is not booked as a cost:
 * it was not this console's (decision 7). From here on they are read like all others. Errors: as the preview.
 */
export async function importEscrows(ctx: ServiceContext, connectionId: string, text: string): Promise<Result<ImportedEscrow[], Failure>> {
  const lines = open(ctx, text);
  if (!lines.ok) return lines;
  const connection = await getCurrentConnection(ctx, connectionId);
  const read = await readForImport(ctx, connectionId, lines.value);
  const imported: ImportedEscrow[] = [];
  for (const [index, item] of read.entries()) {
    const line = lines.value[index];
    const escrowId = item.answer && line ? await importOne(ctx, connection, item, line) : null;
    imported.push({ ...item.found, escrowId });
  }
  return ok(imported);
}

function open(ctx: ServiceContext, text: string): Result<readonly EscrowLine[], Failure> {
  if (!actorCan(ctx.actor, "fleet.import")) {
    return fail({ code: "FORBIDDEN", message: `Your roles do not allow this. Nothing was read or saved. Ask somebody who is ${rolesWith("fleet.import").join(" or ")}.` });
  }
  const lines = readEscrowLines(text);
  return "rows" in lines ? ok(lines.rows) : fail({ code: "UNREADABLE", message: `${lines.problem} Nothing was saved.` });
}

async function importOne(ctx: ServiceContext, connection: CurrentConnection, item: ReadEscrow, line: EscrowLine): Promise<string | null> {
  const value = item.answer?.value;
  if (!value) return null;
  const escrowId = newId("escrow", ctx.now(), ctx.random);
  const payeeName = item.payee?.name ?? item.found.payee ?? "unknown payee";
  const isWritten = await recordObservation(ctx, {
    connectionId: connection.id, action: "escrow.imported", subject: { type: "escrow", id: escrowId, name: escrowName(toDecimal(value.amount), payeeName) },
    summary: `${value.upstreamId} imported as the platform says: ${value.stateWord}`, after: { upstreamId: value.upstreamId, state: value.state },
  }, async (rows, at) => {
    await rows.tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`import:${connection.id}:${value.upstreamId}`}, 7747))::text`;
    if (await rows.tx.escrow.findFirst({ where: { connectionId: connection.id, upstreamId: value.upstreamId }, select: { id: true } })) return false;
    await insertImported(rows, ctx, { connection, item, value, escrowId, payeeName, lockCode: line.lockCode, at });
    return true;
  });
  return isWritten ? escrowId : null;
}

interface Import {
  readonly connection: CurrentConnection;
  readonly item: ReadEscrow;
  readonly value: PlatformEscrow;
  readonly escrowId: string;
  readonly payeeName: string;
  readonly lockCode: string | null;
  readonly at: EpochMs;
}

async function insertImported(rows: MoneyRows, ctx: ServiceContext, made: Import): Promise<void> {
  const { connection, item, value, escrowId, at } = made;
  const dialect = connection.dialects["escrow.create"] ?? "live";
  const scope = { rows, ctx, connectionId: connection.id, at };
  const payeeUpstreamId = value.payeeId ?? value.beneficiary ?? "unknown";
  const payerAgentId = item.payer?.agentId ?? await findOrInsertExternal(scope, value.payerId ?? "unknown");
  const platformAt = addMs(at, connection.clockOffsetMs);
  const lockedAt = value.createdAt ?? platformAt;
  const timeoutHours = value.deadlineAt === null ? TIMEOUT_HOURS_DEFAULT : Math.max(1, Math.round((value.deadlineAt - lockedAt) / HOUR_MS));
  const figures = settle(value.amount, false);
  const taken = value.taskId && await rows.tx.escrow.findFirst({ where: { connectionId: connection.id, taskId: value.taskId }, select: { id: true } });
  await rows.escrows.insert({
    id: escrowId, connectionId: connection.id, upstreamId: value.upstreamId, dialect, state: value.state, platformWord: value.stateWord,
    refundCause: value.refundCause, payerAgentId, payeeAgentId: item.payee?.agentId ?? await findOrInsertExternal(scope, payeeUpstreamId),
    // Whose key reads and acts: the payer's where he is ours, else the payee's.
    payerAccountId: item.payer?.accountId ?? item.payee?.accountId ?? "", payeeUpstreamId, payeeName: made.payeeName,
    amountMicros: value.amount, feeMicros: value.fee ?? figures.fee, netMicros: value.net ?? figures.net, referralMicros: 0n,
    referralBasis: referralBasis(dialect), description: value.description ?? "Imported", taskId: value.taskId && !taken ? value.taskId : value.upstreamId,
    timeoutHours, onSilence: onSilence(dialect), tags: ["imported"], pattern: item.payer ? "" : CLIENT_PATTERN, lockedAt: new Date(lockedAt),
    deadlineAt: new Date(value.deadlineAt ?? deadlineAt(lockedAt, timeoutHours)), completedAt: value.completedAt === null ? null : new Date(value.completedAt),
    closedAt: isFinal(value.state) ? new Date(value.settledAt ?? platformAt) : null, readAt: new Date(platformAt), createdAt: new Date(at),
    record: (item.answer?.raw ?? {}) as object,
    ...(made.lockCode === null ? {} : { lockCode: seal(ctx.keyring, made.lockCode, { table: "Escrow", id: escrowId, column: "lockCode" }) }),
  }, { id: newId("escrowEvent", at, ctx.random), kind: value.state, actorName: ctx.actor.name, note: isFinal(value.state) ? "Imported as the platform says; it ended before, so its cost is not counted here" : "Imported as the platform says", at: new Date(lockedAt) });
}
