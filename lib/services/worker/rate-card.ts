import { actorCan } from "@/lib/core/access/actor";
import { rolesWith } from "@/lib/core/access/permissions";
import { newId } from "@/lib/core/ids";
import { toDecimal, type Usdc, usdc } from "@/lib/core/money";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { type EpochMs, toEpochMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import { notify } from "@/lib/db/notify";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";

/** What an agent asks for a job. Units: micros. */
export interface RateCardTerms {
  readonly price: Usdc;
  readonly minutes: number;
  readonly note: string | null;
}

export interface RateCardFacts extends RateCardTerms {
  readonly changedBy: string;
  readonly changedAt: EpochMs;
}

/** The rate card of a worker, or `null` when it has none. */
export async function getRateCard(ctx: Pick<ServiceContext, "db">, agentId: string): Promise<RateCardFacts | null> {
  const row = await ctx.db.rateCard.findUnique({ where: { agentId } });
  return row && { price: usdc(row.priceMicros), minutes: row.minutes, note: row.note, changedBy: row.changedBy, changedAt: toEpochMs(row.changedAt.getTime()) };
}

/** The bid that stands for an agent whose own process did not answer in time, or `null`. */
export async function readRateCard(tx: Tx, agentId: string): Promise<RateCardTerms | null> {
  const row = await tx.rateCard.findUnique({ where: { agentId } });
  return row && { price: usdc(row.priceMicros), minutes: row.minutes, note: row.note };
}

/** Writes the rate card of a worker, or replaces it. Errors: `FORBIDDEN`, `NOT_FOUND`. */
export async function saveRateCard(ctx: ServiceContext, connectionId: string, agentId: string, terms: RateCardTerms): Promise<Result<RateCardTerms, Failure>> {
  return change(ctx, { connectionId, agentId, action: "worker.rateCard.save" }, async (tx, name) => {
    const before = await readRateCard(tx, agentId);
    const columns = { priceMicros: terms.price, minutes: terms.minutes, note: terms.note, changedBy: ctx.actor.name, changedAt: new Date(ctx.now()) };
    await tx.rateCard.upsert({ where: { agentId }, create: { id: newId("rateCard", ctx.now(), ctx.random), agentId, ...columns }, update: columns });
    return { summary: `${name} asks ${toDecimal(terms.price)} USDC and ${terms.minutes} min for a job`, ...(before ? { before: toJson(before) } : {}), after: toJson(terms), value: terms };
  });
}

/** Takes the rate card of a worker away; without one nothing changes. Errors: `FORBIDDEN`, `NOT_FOUND`. */
export async function removeRateCard(ctx: ServiceContext, connectionId: string, agentId: string): Promise<Result<null, Failure>> {
  return change(ctx, { connectionId, agentId, action: "worker.rateCard.remove" }, async (tx, name) => {
    const before = await readRateCard(tx, agentId);
    if (before === null) return { value: null };
    await tx.rateCard.delete({ where: { agentId } });
    return { summary: `${name} has no rate card any more`, before: toJson(before), value: null };
  });
}

interface Change<T> {
  readonly value: T;
  /** Left out when nothing changed. */
  readonly summary?: string;
  readonly before?: ReturnType<typeof toJson>;
  readonly after?: ReturnType<typeof toJson>;
}

interface Subject {
  readonly connectionId: string;
  readonly agentId: string;
  readonly action: string;
}

async function change<T>(ctx: ServiceContext, subject: Subject, write: (tx: Tx, name: string) => Promise<Change<T>>): Promise<Result<T, Failure>> {
  const { connectionId, agentId, action } = subject;
  const mayChange = ctx.actor.type !== "token" && actorCan(ctx.actor, "worker.manageTokens");
  return ctx.db.$transaction(async (tx): Promise<Result<T, Failure>> => {
    await tx.$queryRaw`select id from "Agent" where id = ${agentId} for update`;
    const agent = await tx.agent.findFirst({ where: { id: agentId, connectionId, kind: "worker" }, select: { name: true } });
    const entry = { connectionId, action, subject: { type: "worker", id: agentId, name: agent?.name ?? agentId } };
    if (!mayChange) {
      const message = `Your roles do not allow this. Nothing was changed. Ask somebody who is ${rolesWith("worker.manageTokens").join(" or ")}.`;
      await appendAudit(tx, ctx, { ...entry, result: "denied", summary: message });
      return fail({ code: "FORBIDDEN", message });
    }
    if (!agent) return fail({ code: "NOT_FOUND", message: "There is no such worker on this connection. Nothing was changed." });
    const { value, summary, before, after } = await write(tx, agent.name);
    if (summary === undefined) return ok(value);
    await notify(tx, "workers", agentId);
    await appendAudit(tx, ctx, { ...entry, result: "recorded", summary, ...(before ? { before } : {}), ...(after ? { after } : {}) });
    return ok(value);
  });
}

function toJson({ price, minutes, note }: RateCardTerms) {
  return { price: toDecimal(price), minutes, note };
}
