import { actorCan } from "@/lib/core/access/actor";
import { rolesWith } from "@/lib/core/access/permissions";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { type EpochMs, toEpochMs } from "@/lib/core/time";
import { type SecretPlace, seal, unseal } from "@/lib/db/vault";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { newSigningSecret } from "../outbound/sign-body";

/** Since when a connection's questions to judges are signed as they are, and by whose doing. */
export interface JudgeSecretFacts {
  readonly changedBy: string;
  readonly changedAt: EpochMs;
}

/** What the settings show; never the secret. `null` until a person or the first question makes one. */
export async function getJudgeSecret(ctx: Pick<ServiceContext, "db">, connectionId: string): Promise<JudgeSecretFacts | null> {
  const row = await ctx.db.judgeSecret.findUnique({ where: { connectionId }, omit: { secret: true } });
  return row && { changedBy: row.changedBy, changedAt: toEpochMs(row.changedAt.getTime()) };
}

/**
 * Makes a new secret for the questions of a connection's runs, and gives it away for the only time. The one before signs
 * nothing any more. Errors: `FORBIDDEN`.
 */
export async function makeJudgeSecret(ctx: ServiceContext, connectionId: string): Promise<Result<{ readonly secret: string }, Failure>> {
  const entry = { connectionId, action: "run.judgeSecret", subject: { type: "connection", id: connectionId, name: "Judges" } };
  if (ctx.actor.type === "token" || !actorCan(ctx.actor, "run.start")) {
    const message = `Your roles do not allow this. Nothing was changed. Ask somebody who is ${rolesWith("run.start").join(" or ")}.`;
    await ctx.db.$transaction((tx) => appendAudit(tx, ctx, { ...entry, result: "denied", summary: message }));
    return fail({ code: "FORBIDDEN", message });
  }
  const secret = newSigningSecret(ctx.random);
  const change = { secret: seal(ctx.keyring, secret, placeOf(connectionId)), changedBy: ctx.actor.name, changedAt: new Date(ctx.now()) };
  await ctx.db.$transaction(async (tx) => {
    await tx.judgeSecret.upsert({ where: { connectionId }, create: { connectionId, ...change }, update: change });
    await appendAudit(tx, ctx, { ...entry, result: "recorded", summary: "Questions to judges are signed with a new secret" });
  });
  return ok({ secret });
}

/** The secret that signs a question now. The first question makes it where nobody has: no question goes out unsigned. */
export async function openJudgeSecret(ctx: ServiceContext, connectionId: string): Promise<string> {
  const known = await ctx.db.judgeSecret.findUnique({ where: { connectionId } });
  if (known) return unseal(ctx.keyring, known.secret, placeOf(connectionId));
  const made = seal(ctx.keyring, newSigningSecret(ctx.random), placeOf(connectionId));
  // Two questions at once make one secret: the second finds the row of the first.
  await ctx.db.judgeSecret.createMany({ data: [{ connectionId, secret: made, changedBy: ctx.actor.name, changedAt: new Date(ctx.now()) }], skipDuplicates: true });
  const { secret } = await ctx.db.judgeSecret.findUniqueOrThrow({ where: { connectionId } });
  return unseal(ctx.keyring, secret, placeOf(connectionId));
}

function placeOf(connectionId: string): SecretPlace {
  return { table: "JudgeSecret", id: connectionId, column: "secret" };
}
