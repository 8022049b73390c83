import type { ApiScope } from "@/lib/core/access/scopes";
import { newId } from "@/lib/core/ids";
import { type Failure, type Result, ok } from "@/lib/core/result";
import { addMs, DAY_MS } from "@/lib/core/time";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { authorizeTokenChange, checkStepUp } from "./authorize-token-change";
import { API_TOKEN, hashToken } from "./token-text";

export interface NewToken {
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  /** Whole days of 24 hours; `null` never ends. */
  readonly expiresInDays: number | null;
}

/** The only time that the token itself leaves the console. */
export interface MadeToken {
  readonly tokenId: string;
  readonly token: string;
}

/** Makes a token; only its SHA-256 is kept. Errors: throws `FORBIDDEN`; answers `STEP_UP_REQUIRED`. */
export async function makeToken(ctx: ServiceContext, input: NewToken): Promise<Result<MadeToken, Failure>> {
  await authorizeTokenChange(ctx, "token.make");
  const proven = checkStepUp(ctx);
  if (!proven.ok) return proven;
  const now = ctx.now();
  const token = API_TOKEN.make(ctx.random);
  const tokenId = newId("token", now, ctx.random);
  const expiresAt = input.expiresInDays === null ? null : new Date(addMs(now, input.expiresInDays * DAY_MS));
  const scopes = [...new Set(input.scopes)];
  await ctx.db.$transaction(async (tx) => {
    await tx.apiToken.create({
      data: {
        id: tokenId, name: input.name, tokenHash: hashToken(token), hint: API_TOKEN.hint(token), scopes, expiresAt,
        createdBy: ctx.actor.name, createdAt: new Date(now),
      },
    });
    await appendAudit(tx, ctx, {
      connectionId: null, action: "token.make", result: "recorded", subject: { type: "token", id: tokenId, name: input.name },
      summary: `Token ${input.name}: ${scopes.join(", ")}`, after: { scopes, expiresAt: expiresAt?.toISOString() ?? null },
    });
  });
  return ok({ tokenId, token });
}
