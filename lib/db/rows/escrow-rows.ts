import type { EscrowState } from "@/lib/core/escrow/states";
import type { Escrow, Prisma } from "../generated/client";
import type { Tx } from "../client";
import { telling } from "../notify";
import { column, defer, json, join, type Statement, sql } from "../query";

export interface EscrowEventInput {
  readonly id: string;
  readonly kind: string;
  readonly actorName: string;
  readonly note: string;
  readonly at: Date;
}

/** An escrow as it is first written; what it leaves out is blank or the schema's default. */
export type NewEscrow = Prisma.EscrowCreateManyInput;

/** Inserts an escrow with its first event, counts it under its state and tells the pages. */
export async function insertEscrow(tx: Tx, data: NewEscrow, event: EscrowEventInput): Promise<void> {
  const set = Object.entries(data).filter(([, value]) => value !== undefined);
  await defer(tx, sql`
    with "inserted" as (
      insert into "Escrow" (${join(set.map(([name]) => column(name)))}) values (${join(set.map(([name, value]) => valueOf(name, value)))})
    ), "event" as (
      insert into "EscrowEvent" ("id", "escrowId", "kind", "actorName", "note", "at")
      values (${event.id}, ${data.id}, ${event.kind}, ${event.actorName}, ${event.note}, ${event.at})
    )
    insert into "EscrowTotal" ("connectionId", "state", "count", "amountMicros") values (${data.connectionId}, ${data.state}, 1, ${data.amountMicros})
    on conflict ("connectionId", "state") do update set
      "count" = "EscrowTotal"."count" + 1, "amountMicros" = "EscrowTotal"."amountMicros" + excluded."amountMicros"
    returning ${telling("escrows", data.id)} as "told"`);
}

/** Fields of an escrow that a reading or a reply may set without a change of state. */
export type EscrowPatch = Partial<Omit<Escrow, "id" | "state" | "connectionId" | "amountMicros" | "record">> & { readonly record?: object };

interface Move {
  readonly from: EscrowState;
  readonly to: EscrowState;
  readonly patch: EscrowPatch;
  readonly event: EscrowEventInput;
}

/**
 * Moves an escrow, whose row the caller holds locked, from the state it was decided in to another one, keeps the totals,
 * wakes its run and tells the pages. Errors: none of the totals may fall below zero.
 */
export async function moveEscrow(tx: Tx, escrowId: string, { from, to, patch, event }: Move): Promise<void> {
  // The text of the invariant is no number: the server refuses the whole.
  await defer(tx, sql`
    with "moved" as (
      update "Escrow" set ${settings({ ...patch, state: to })} where "id" = ${escrowId} and "state" = ${from}
      returning "id", "connectionId", "amountMicros", "runId"
    ), "signal" as (
      insert into "RunSignal" ("runId") select "runId" from "moved" where "runId" is not null
    ), "event" as (
      insert into "EscrowEvent" ("id", "escrowId", "kind", "actorName", "note", "at")
      select ${event.id}, "id", ${event.kind}, ${event.actorName}, ${event.note}, ${event.at}::timestamptz from "moved"
    ), "totals" as (
      insert into "EscrowTotal" ("connectionId", "state", "count", "amountMicros")
      select "connectionId", "change"."state", "change"."count", "change"."count" * "amountMicros"
      from "moved", (values (${from}::text, -1), (${to}::text, 1)) as "change" ("state", "count")
      where ${from}::text <> ${to}::text order by "change"."count"
      on conflict ("connectionId", "state") do update set
        "count" = "EscrowTotal"."count" + excluded."count", "amountMicros" = "EscrowTotal"."amountMicros" + excluded."amountMicros"
      returning "count"
    )
    select ${telling("escrows", escrowId)} as "told", (
      select case when min("count") < 0 then ('the counts of escrows are never negative: ' || min("count"))::int end from "totals"
    ) as "checked" from "moved"`);
}

/** Sets read-back facts (record, age, deadline) and leaves the state alone. */
export async function patchEscrow(tx: Tx, escrowId: string, patch: EscrowPatch): Promise<void> {
  await defer(tx, sql`update "Escrow" set ${settings(patch)} where "id" = ${escrowId} returning ${telling("escrows", escrowId)} as "told"`);
}

/** Writes one line of an escrow's history. */
export async function addEscrowEvent(tx: Tx, escrowId: string, event: EscrowEventInput): Promise<void> {
  await tx.escrowEvent.create({ data: { ...event, escrowId } });
}

function settings(patch: Readonly<Record<string, unknown>>): Statement {
  return join(Object.entries(patch).filter(([, value]) => value !== undefined).map(([name, value]) => sql`${column(name)} = ${valueOf(name, value)}`));
}

function valueOf(name: string, value: unknown): Statement {
  return name === "record" ? sql`${json(value)}::jsonb` : sql`${value}`;
}
