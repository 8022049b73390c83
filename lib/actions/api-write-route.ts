import { createHash } from "node:crypto";
import type { z } from "zod";
import type { TokenActor } from "@/lib/core/access/actor";
import type { Role } from "@/lib/core/access/roles";
import type { CurrentConnection } from "@/lib/core/connection/connection-view";
import type { ApiWriteContract } from "@/lib/schemas/api/write-contract";
import type { ServiceContext } from "@/lib/services/context";
import { refuse, refuseQuery, refuseStranger, refuseThrown } from "./api-refusal";
import { findConnection, refuseCaller } from "./api-route";
import { bodyWords, readJsonBody } from "./json-body";
import { type Caller, tokenCaller } from "./request-credential";

/** One call that was let in, with the role that its scope stands for. */
export interface ApiWriteCall<Q> {
  readonly ctx: ServiceContext;
  readonly connection: CurrentConnection;
  readonly query: Q;
  readonly body: unknown;
  /** The caller's key and token in one word; `null` when no key was sent. */
  readonly idempotencyKey: string | null;
}

const KEY = /^[\x21-\x7e]{8,128}$/;

/**
 * A route that changes something: for tokens with the scope alone, never for the session of a browser, so that no other
 * site's page can call it. `actAs` is the role that the token has inside of this route and nowhere else.
 */
export function apiWriteRoute<Q extends z.ZodObject, R extends z.ZodType>(
  contract: ApiWriteContract<Q, R>, actAs: Role, answer: (call: ApiWriteCall<z.output<Q>>) => Promise<Response>,
) {
  return async (request: Request): Promise<Response> => {
    const caller = await tokenCaller(request);
    if (!caller) return refuseStranger();
    const refusal = await refuseCaller(caller, contract.scope);
    if (refusal) return refusal;
    const query = contract.query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!query.success) return refuseQuery(query.error);
    const key = request.headers.get("idempotency-key");
    if (key !== null && !KEY.test(key)) return refuse("INVALID", "Idempotency-Key must have 8 to 128 characters without spaces.");
    const body = await readJsonBody(request, contract.bytesMax);
    if (!body.ok) return refuse("INVALID", bodyWords(body.reason, contract.bytesMax));
    const ctx = asRole(caller, actAs);
    try {
      const connection = await findConnection(ctx, query.data);
      return await answer({ ctx, connection, query: query.data, body: body.json, idempotencyKey: key === null ? null : keyOf(caller, key) });
    } catch (error) {
      return refuseThrown(error, ctx, request);
    }
  };
}

function asRole({ ctx, actor }: Caller, role: Role): ServiceContext {
  return { ...ctx, actor: { ...(actor as TokenActor), roles: [role] } };
}

/** Two tokens with the same word are two callers. */
function keyOf({ actor }: Caller, key: string): string {
  return `api.${createHash("sha256").update(`${actor.id}\n${key}`).digest("hex")}`;
}
