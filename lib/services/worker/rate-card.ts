import { newId } from "@/lib/core/ids";
import { toDecimal, usdc } from "@/lib/core/money";
import { type Failure, ok, type Result } from "@/lib/core/result";
import { fromDate } from "@/lib/core/time";
import type { RateCard, RateCardTerms } from "@/lib/core/worker/rate-card";
import type { Tx } from "@/lib/db/client";
import type { ServiceContext } from "../context";
import { changeWorker } from "./change-worker";

/** The rate card of a worker, or `null` when it has none. */
export async function getRateCard(ctx: Pick<ServiceContext, "db">, agentId: string): Promise<RateCard | null> {
  const row = await ctx.db.rateCard.findUnique({ where: { agentId } });
  return row && { price: usdc(row.priceMicros), minutes: row.minutes, note: row.note, changedBy: row.changedBy, changedAt: fromDate(row.changedAt) };
}

/** The bid that stands for an agent whose own process did not answer in time, or `null`. */
export async function readRateCard(tx: Tx, agentId: string): Promise<RateCardTerms | null> {
  const row = await tx.rateCard.findUnique({ where: { agentId } });
  return row && { price: usdc(row.priceMicros), minutes: row.minutes, note: row.note };
}

/** Writes the rate card of a worker, or replaces it. Errors: `FORBIDDEN`, `NOT_FOUND`. */
export async function saveRateCard(ctx: ServiceContext, connectionId: string, agentId: string, terms: RateCardTerms): Promise<Result<RateCardTerms, Failure>> {
  return changeWorker(ctx, { connectionId, agentId, action: "worker.rateCard.save" }, async (tx, name) => {
    const before = await readRateCard(tx, agentId);
    const columns = { priceMicros: terms.price, minutes: terms.minutes, note: terms.note, changedBy: ctx.actor.name, changedAt: new Date(ctx.now()) };
    await tx.rateCard.upsert({ where: { agentId }, create: { id: newId("rateCard", ctx.now(), ctx.random), agentId, ...columns }, update: columns });
    return ok({
      value: terms, summary: `${name} asks ${toDecimal(terms.price)} USDC and ${terms.minutes} min for a job`,
      after: toJson(terms), ...(before ? { before: toJson(before) } : {}),
    });
  });
}

/** Takes the rate card of a worker away; without one nothing changes. Errors: `FORBIDDEN`, `NOT_FOUND`. */
export async function removeRateCard(ctx: ServiceContext, connectionId: string, agentId: string): Promise<Result<null, Failure>> {
  return changeWorker(ctx, { connectionId, agentId, action: "worker.rateCard.remove" }, async (tx, name) => {
    const before = await readRateCard(tx, agentId);
    if (before === null) return ok({ value: null });
    await tx.rateCard.delete({ where: { agentId } });
    return ok({ value: null, summary: `${name} has no rate card any more`, before: toJson(before) });
  });
}

function toJson({ price, minutes, note }: RateCardTerms) {
  return { price: toDecimal(price), minutes, note };
}
