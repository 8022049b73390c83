import type { z } from "zod";
import type { CurrentConnection } from "@/lib/core/connection/connection-view";
import { addMs, type EpochMs } from "@/lib/core/time";
import type { EscrowParty } from "@/lib/core/escrow/escrow-view";
import type { EscrowState } from "@/lib/core/escrow/states";
import { type escrowContract, type escrowsContract } from "@/lib/schemas/api/escrows";
import { decodeCursor } from "@/lib/schemas/cursor";
import type { ServiceContext } from "@/lib/services/context";
import type { EscrowFilters } from "@/lib/services/escrow/escrow-filters";
import { getEscrow } from "@/lib/services/escrow/get-escrow";
import { listEscrows } from "@/lib/services/escrow/list-escrows";
import { envelopeOf, isoOrNull, money, optionalMoney } from "../answer-parts";

type List = z.output<typeof escrowsContract.response>;
type One = z.output<typeof escrowContract.response>;

/** A page of escrows with the filters of the list. */
export async function readEscrows(ctx: ServiceContext, connection: CurrentConnection, query: z.output<typeof escrowsContract.query>): Promise<List> {
  const { q = null, state = null, payer = null, payee = null, tag = null, runId = null, pattern = null, from = null, to = null } = query;
  const { closedFrom = null, closedTo = null, sort, direction = null, after, limit } = query;
  const filters: EscrowFilters = {
    q, state, payer, payee, tag, runId, pattern, from, to, closedFrom, closedTo, sort, direction, after: after ? decodeCursor(after) : null, before: null,
  };
  const page = await listEscrows(ctx, connection.id, filters, { now: addMs(ctx.now(), connection.clockOffsetMs), size: limit });
  const escrows = page.rows.map((row) => ({
    ...toFacts(row), openOutcome: row.intent, payer: row.payerName, payee: row.payeeName, payeeAgentId: row.payeeAgentId, nextAction: row.next,
  }));
  return { ...envelopeOf(connection), escrows, next: page.after };
}

/** One escrow with its parties and history; never its lock code. Errors: throws `NOT_FOUND`. */
export async function readEscrow(ctx: ServiceContext, connection: CurrentConnection, id: string): Promise<One> {
  const escrow = await getEscrow(ctx, connection.id, id);
  const { referral, refunded, lockedAt, completedAt, closedAt, readAt } = escrow;
  return {
    ...envelopeOf(connection), ...toFacts(escrow), openOutcome: escrow.openIntent?.outcome ?? null, payer: toParty(escrow.payer), payee: toParty(escrow.payee),
    ...money({ referral }), ...optionalMoney({ refunded }), lockedAt: isoOrNull(lockedAt), completedAt: isoOrNull(completedAt),
    closedAt: isoOrNull(closedAt), readAt: isoOrNull(readAt), record: escrow.record,
    events: escrow.events.map(({ kind, actorName, note, at }) => ({ kind, actor: actorName, note, at: isoOrNull(at) ?? "" })),
  };
}

interface Facts {
  readonly id: string;
  readonly upstreamId: string | null;
  readonly state: EscrowState;
  readonly platformWord: string | null;
  readonly refundCause: string | null;
  readonly amount: bigint;
  readonly fee: bigint;
  readonly net: bigint;
  readonly description: string;
  readonly taskId: string;
  readonly dialect: string;
  readonly onSilence: string;
  readonly createdAt: EpochMs;
  readonly deadlineAt: EpochMs | null;
}

function toFacts(escrow: Facts) {
  const { id, upstreamId, state, platformWord, refundCause, amount, fee, net, description, taskId, dialect, onSilence, createdAt, deadlineAt } = escrow;
  return {
    id, platformId: upstreamId, state, platformWord, refundCause, ...money({ amount, fee, net }), description, taskId, dialect, onSilence,
    createdAt: isoOrNull(createdAt) ?? "", deadlineAt: isoOrNull(deadlineAt),
  };
}

function toParty({ agentId, name, upstreamId, kind }: EscrowParty) {
  return { agentId, name, platformId: upstreamId, kind };
}
