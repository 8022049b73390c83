import { createHash } from "node:crypto";
import { invariant } from "@/lib/core/invariant";
import { canonicalJson, type Json } from "@/lib/core/order/json-value";
import { nextOrderState, type OrderEvent, type OrderState } from "@/lib/core/order/states";
import { type Failure, ok, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/db/client";
import { Prisma, type WorkOrder } from "@/lib/db/generated/client";
import { EVENT_CHANNEL, telling } from "@/lib/db/notify";
import { column, columns, empty, join, query, type Statement, sql } from "@/lib/db/query";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { queuePush } from "./queue-push";

/** Steps after which the run of an order has something to decide. */
const WAKING: readonly OrderEvent[] = ["return", "bid", "exhaust"];

/** An order with the state of the escrow that pays it; `null` where it is paid another way. */
export interface LockedOrderRow extends WorkOrder {
  readonly escrowState: string | null;
}

const ORDER = columns(Prisma.WorkOrderScalarFieldEnum, "o");

/** The row of an order, locked until the transaction ends; `null` when it is not this worker's. */
export async function lockOrderRow(tx: Tx, orderId: string, workerAgentId: string | null = null): Promise<LockedOrderRow | null> {
  const [row] = await query<LockedOrderRow>(tx, sql`
    select ${ORDER}, "e"."state" as "escrowState" from "WorkOrder" as "o" left join "Escrow" as "e" on "e"."id" = "o"."escrowId"
    where "o"."id" = ${orderId} and (${workerAgentId}::text is null or "o"."workerAgentId" = ${workerAgentId}) for update of "o"`);
  return row ?? null;
}

/** SHA-256, in hex, of a key that a worker chose or of a value's canonical JSON. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The fingerprint that operator and worker compare: SHA-256 of the canonical JSON. */
export function hashJson(value: Json): string {
  return sha256(canonicalJson(value));
}

/** Fields of an order that a step may set. */
type OrderPatch = Partial<Omit<WorkOrder, "id" | "state" | "connectionId" | "result" | "progress" | "validationNotes">> & {
  readonly result?: Json;
  readonly progress?: object;
  readonly validationNotes?: readonly object[];
};

const JSON_COLUMNS: readonly string[] = ["result", "progress", "validationNotes"];

interface OrderMove {
  readonly event: OrderEvent;
  readonly patch: OrderPatch;
  /** The audit entry; left out where another entry of the same transaction says it. */
  readonly summary?: string;
}

/** Takes one step of an order whose row the caller locked, tells who waits for it, wakes its run, and audits it last. */
export async function moveOrder(
  tx: Tx, ctx: ServiceContext, row: WorkOrder, { event, patch, summary }: OrderMove,
): Promise<Result<WorkOrder, Failure>> {
  const next = nextOrderState(row.state as OrderState, event);
  if (!next.ok) return next;
  const moved = await writeStep(tx, row, { ...patch, state: next.value }, WAKING.includes(event));
  if (moved.state === "pending") await queuePush(tx, moved, ctx.now());
  if (summary) {
    await appendAudit(tx, ctx, {
      connectionId: row.connectionId, action: `order.${event}`, result: "recorded", subject: { type: "order", id: row.id, name: orderName(row) }, summary,
      before: { state: row.state }, after: { state: next.value },
    });
  }
  return ok(moved);
}

/**
 * The row, its run's signal and everybody who shows or waits for it, in one statement. The signal is a row of its own: a
 * thousand workers that finish together must not wait for one another, nor for the run while it decides.
 */
async function writeStep(tx: Tx, row: WorkOrder, patch: OrderPatch & { readonly state: OrderState }, isWaking: boolean): Promise<WorkOrder> {
  const set = Object.entries(patch).filter(([, value]) => value !== undefined).map(([name, value]) =>
    JSON_COLUMNS.includes(name) ? sql`${column(name)} = ${JSON.stringify(value)}::jsonb` : sql`${column(name)} = ${value}`);
  const signal = sql`, "signal" as (insert into "RunSignal" ("runId") select "runId" from "Leg" where "id" = ${row.legId})`;
  const [written] = await query<WorkOrder>(tx, sql`
    with "moved" as (update "WorkOrder" set ${join(set)} where "id" = ${row.id} returning *)${row.legId && isWaking ? signal : empty}
    select ${ORDER}, ${tellings(row)} from "moved" as "o"`);
  invariant(written, "an order is never deleted");
  return written;
}

/** Wakes the worker that waits for orders and the pages that show this one. */
export async function tellOrder(tx: Tx, order: ToldOrder): Promise<void> {
  await query(tx, sql`select ${tellings(order)}`);
}

type ToldOrder = Pick<WorkOrder, "workerAgentId" | "escrowId" | "legId">;

function tellings({ workerAgentId, escrowId, legId }: ToldOrder): Statement {
  const run = sql`(select pg_notify(${EVENT_CHANNEL}, json_build_object('topic', 'runs', 'id', "runId")::text)::text from "Leg" where "id" = ${legId})`;
  return sql`${telling("orders", workerAgentId)} as "toldWorker", ${escrowId ? telling("escrows", escrowId) : sql`null`} as "toldEscrow", ${run} as "toldRun"`;
}

/** The alert that says that *completed* of an order is refused again and again. */
export function notCompletedAlert(orderId: string): string {
  return `order_not_completed:${orderId}`;
}

/** How people name an order: the first words of what is to be done. */
export function orderName({ instructions }: Pick<WorkOrder, "instructions">): string {
  const line = instructions.split("\n")[0] ?? "";
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
