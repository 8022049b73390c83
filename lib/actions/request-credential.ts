import type { Actor } from "@/lib/core/access/actor";
import type { ApiScope } from "@/lib/core/access/scopes";
import { chosenConnectionId, currentOperator, requestId } from "@/lib/auth/current-operator";
import { createServiceContext, newRequestId, processDatabase, processNow, toActor } from "@/lib/auth/service-context";
import type { ServiceContext } from "@/lib/services/context";
import { findToken } from "@/lib/services/token/find-token";

/** Who asks over HTTP. `scopes` is `null` for a person: his roles decide alone. */
export interface Caller {
  readonly ctx: ServiceContext;
  readonly actor: Exclude<Actor, { type: "system" }>;
  readonly scopes: readonly ApiScope[] | null;
}

/** The caller behind `Authorization: Bearer`, `null` when the token is none of ours or over. */
export async function tokenCaller(request: Request): Promise<Caller | null> {
  const text = bearerOf(request);
  const found = text === null ? null : await findToken(processDatabase(), text, processNow());
  if (!found) return null;
  const ctx = createServiceContext(found.actor, request.headers.get("x-request-id") ?? newRequestId());
  return { ctx, actor: found.actor, scopes: found.scopes };
}

/** A token when one is sent, and then nothing else counts; else the session of the cookie. */
export async function requestCaller(request: Request): Promise<Caller | null> {
  if (request.headers.has("authorization")) return tokenCaller(request);
  const operator = await currentOperator();
  if (!operator) return null;
  const actor = toActor(operator);
  return { ctx: createServiceContext(actor, await requestId(), await chosenConnectionId()), actor, scopes: null };
}

function bearerOf(request: Request): string | null {
  return /^Bearer ([\w-]{1,100})$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;
}
