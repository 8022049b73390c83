import type { z } from "zod";
import { type Permission, can, rolesWith } from "@/lib/core/access/permissions";
import type { ApiScope } from "@/lib/core/access/scopes";
import type { CurrentConnection } from "@/lib/core/connection/connection-view";
import type { ApiContract } from "@/lib/schemas/api/contract";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import type { ServiceContext } from "@/lib/services/context";
import { ServiceError } from "@/lib/services/service-error";
import { countRequest } from "./api-rate-limit";
import { refuse, refuseHurry, refuseQuery, refuseStranger, refuseThrown } from "./api-refusal";
import { type Caller, requestCaller } from "./request-credential";

/** One call that was let in. */
export interface ApiCall<Q, P> {
  readonly ctx: ServiceContext;
  readonly connection: CurrentConnection;
  readonly query: Q;
  readonly params: P;
  readonly roles: Caller["actor"]["roles"];
}

type Answer<Q, R, P> = (call: ApiCall<Q, P>) => Promise<R | Response>;
type Handler<P> = ((request: Request, route: { params: Promise<P> }) => Promise<Response>) & { readonly contract: ApiContract };

/**
 * A route of the read API: a session with the permission, or a token with the scope; then the query, strictly; then the
 * answer, typed by the contract. Refusals: 400, 401, 403, 404, 429, else 500 with the request id.
 */
export function apiRoute<Q extends z.ZodObject, R extends z.ZodType, P = Record<string, never>>(
  contract: ApiContract<Q, R>, answer: Answer<z.output<Q>, z.input<R>, P>,
): Handler<P> {
  const handle = async (request: Request, route: { params: Promise<P> }): Promise<Response> => {
    const caller = await requestCaller(request);
    if (!caller) return refuseStranger();
    const refusal = await refuseCaller(caller, contract.scope);
    if (refusal) return refusal;
    const query = contract.query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!query.success) return refuseQuery(query.error);
    const { ctx, actor } = caller;
    try {
      const connection = await findConnection(ctx, query.data);
      const body = await answer({ ctx, connection, query: query.data, params: await route.params, roles: actor.roles });
      return body instanceof Response ? body : Response.json(body, { headers: { "cache-control": "no-store" } });
    } catch (error) {
      return refuseThrown(error, ctx, request);
    }
  };
  return Object.assign(handle, { contract: contract as unknown as ApiContract });
}

/** Why a known caller is turned away, or `null`. */
export async function refuseCaller({ actor, scopes }: Caller, scope: ApiScope | null): Promise<Response | null> {
  const waitSeconds = actor.type === "token" ? await countRequest(actor.id) : null;
  if (waitSeconds !== null) return refuseHurry(waitSeconds);
  if (scopes && scope && !scopes.includes(scope)) return refuse("FORBIDDEN", `This token lacks the scope ${scope}. Make one that has it in Settings, Tokens.`);
  const permission: Permission = scope === "read:audit" ? "audit.read" : "fleet.read";
  if (can(actor.roles, permission)) return null;
  return refuse("FORBIDDEN", `Your roles do not allow this. Ask somebody who is ${rolesWith(permission).join(" or ")}.`);
}

/** The connection that a query names, else the first one. Errors: throws `NOT_FOUND`. */
export async function findConnection(ctx: ServiceContext, query: object): Promise<CurrentConnection> {
  const asked = "connection" in query && typeof query.connection === "string" ? query.connection : undefined;
  const connection = await getCurrentConnection(ctx, asked);
  if (asked && connection.id !== asked) throw new ServiceError("NOT_FOUND", "There is no such connection.");
  return connection;
}
