import { type Permission, can, rolesWith } from "@/lib/core/access/permissions";
import { ServiceError, type ServiceErrorCode } from "@/lib/services/service-error";
import { chosenConnectionId, currentOperator, requestId } from "./current-operator";
import type { OperatorSession } from "./page-session";
import { createServiceContext, toActor } from "./service-context";

const STATUS: Record<ServiceErrorCode, number> = {
  UNAUTHENTICATED: 401, FORBIDDEN: 403, NOT_FOUND: 404, INVALID: 400, CONFLICT: 409, LIMIT: 422, UPSTREAM_REJECTED: 502,
  UPSTREAM_UNKNOWN: 502,
};

type RouteHandler<P> = (session: OperatorSession, request: Request, params: P) => Promise<Response>;

/**
 * A route handler for signed-in operators: 401 without a session, 403 without the permission, the status of a thrown
 * `ServiceError`, else 500 with the request id. `null` asks only for a session.
 */
export function operatorRoute<P = Record<string, never>>(permission: Permission | null, handle: RouteHandler<P>) {
  return async (request: Request, route: { params: Promise<P> }): Promise<Response> => {
    const operator = await currentOperator();
    if (!operator) return refusal("UNAUTHENTICATED", "Sign in first.");
    const ctx = createServiceContext(toActor(operator), await requestId(), await chosenConnectionId());
    if (permission && !can(operator.roles, permission)) {
      return refusal("FORBIDDEN", `Your roles do not allow this. Ask somebody who is ${rolesWith(permission).join(" or ")}.`);
    }
    try {
      return await handle({ operator, ctx }, request, await route.params);
    } catch (error) {
      if (error instanceof ServiceError) return refusal(error.code, error.message);
      ctx.log("route.failed", { path: new URL(request.url).pathname, error: error instanceof Error ? (error.stack ?? error.name) : "unknown" });
      return Response.json({ code: "FAILED", message: `The console failed. Reference ${ctx.requestId}.` }, { status: 500 });
    }
  };
}

function refusal(code: ServiceErrorCode, message: string): Response {
  return Response.json({ code, message }, { status: STATUS[code], headers: { "cache-control": "no-store" } });
}
