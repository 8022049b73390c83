import { newId } from "@/lib/core/ids";
import { addMs, SECOND_MS } from "@/lib/core/time";
import type { WorkOrder } from "@/lib/db/generated/client";
import { raiseAlert, resolveAlert } from "@/lib/db/rows/alert-rows";
import { runCommand } from "../command";
import type { ServiceContext } from "../context";
import { completeEscrowCommand } from "../escrow/complete";
import { notCompletedAlert, orderName, tellOrder } from "./order-row";

/** Orders that one round sends; the next round takes the others. */
const ROUND_MAX = 20;

/** An outcome that nobody knows yet is asked for again this often; the reconciler settles it. */
const ASK_AGAIN_MS = SECOND_MS;

/** From so many refusals on a person must know. */
const TRIES_TOLD = 5;

/** After so many, half an hour after the first, only a person tries again: every try is an entry of the audit log. */
const TRIES_MAX = 12;

/**
 * Says *completed* on the platform, with the worker's key, for every order whose valid result has arrived while its
 * escrow is locked; a run does it for the orders of its legs. The intent's key comes from the order and the try: a repeat of a try answers its first outcome, and
 * another try follows only a refusal, later each time and not for ever. Returns how many escrows are completed by it.
 */
export async function sendCompleted(ctx: ServiceContext, connectionId: string): Promise<number> {
  const due = await ctx.db.$queryRaw<{ id: string }[]>`
    select o.id from "WorkOrder" o join "Escrow" e on e.id = o."escrowId"
    where o."connectionId" = ${connectionId} and o."legId" is null and o.state = 'returned' and e.state = 'locked'
      and o."nextTryAt" <= ${new Date(ctx.now())} order by o."createdAt" limit ${ROUND_MAX}`;
  let sent = 0;
  for (const { id } of due) sent += Number(await sendOne(ctx, await ctx.db.workOrder.findUniqueOrThrow({ where: { id } })));
  return sent;
}

async function sendOne(ctx: ServiceContext, row: WorkOrder): Promise<boolean> {
  const options = { connectionId: row.connectionId, idempotencyKey: `order:${row.id}:complete:${row.completeTries}` };
  const input = { escrowId: row.escrowId, reason: null };
  const result = await runCommand(ctx, completeEscrowCommand, input, options);
  if (result.ok) {
    await patch(ctx, row, { completeNote: null, nextTryAt: null });
    if (row.completeTries >= TRIES_TOLD) await ctx.db.$transaction((tx) => resolveAlert(tx, notCompletedAlert(row.id), new Date(ctx.now()), "system"));
    return true;
  }
  const now = ctx.now();
  if (result.outcome === "unknown" || result.outcome === "in_flight") {
    await patch(ctx, row, { completeNote: "The platform's reply was lost. The console reads the escrow until it knows.", nextTryAt: new Date(addMs(now, ASK_AGAIN_MS)) });
    return false;
  }
  const tries = row.completeTries + 1;
  const isOver = tries >= TRIES_MAX;
  const note = isOver ? `${result.message} It was tried ${tries} times and is not tried any more. Mark it as completed by hand, or release without it.` : result.message;
  await patch(ctx, row, { completeTries: tries, completeNote: note, nextTryAt: isOver ? null : new Date(addMs(now, waitMs(tries))) });
  if (tries === TRIES_TOLD) await tell(ctx, row, result.message);
  return false;
}

/** A second, then twice as long each time. */
function waitMs(tries: number): number {
  return SECOND_MS * 2 ** (tries - 1);
}

type Patch = Partial<Pick<WorkOrder, "completeNote" | "nextTryAt" | "completeTries">>;

async function patch(ctx: ServiceContext, row: WorkOrder, data: Patch): Promise<void> {
  const isNews = data.completeNote !== row.completeNote;
  await ctx.db.$transaction(async (tx) => {
    await tx.workOrder.update({ where: { id: row.id }, data });
    if (isNews) await tellOrder(tx, row);
  });
}

async function tell(ctx: ServiceContext, row: WorkOrder, reason: string): Promise<void> {
  await ctx.db.$transaction((tx) => raiseAlert(tx, {
    id: newId("alert", ctx.now(), ctx.random), connectionId: row.connectionId, kind: "order_not_completed", severity: "warning", subjectType: "escrow",
    subjectId: row.escrowId ?? "", title: `Completed is refused: ${orderName(row)}`, dedupeKey: notCompletedAlert(row.id), raisedAt: new Date(ctx.now()),
    body: `The result is there, but the platform did not take the worker's completed: ${reason} Release without it, or dispute.`,
  }));
}
