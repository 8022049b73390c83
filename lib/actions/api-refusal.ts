import type { z } from "zod";
import { ServiceError, type ServiceErrorCode } from "@/lib/services/service-error";
import type { ServiceContext } from "@/lib/services/context";

type RefusalCode = ServiceErrorCode | "RATE_LIMITED" | "FAILED";

const STATUS: Record<RefusalCode, number> = {
  UNAUTHENTICATED: 401, FORBIDDEN: 403, NOT_FOUND: 404, INVALID: 400, CONFLICT: 409, LIMIT: 422, RATE_LIMITED: 429, UPSTREAM_REJECTED: 502,
  UPSTREAM_UNKNOWN: 502, FAILED: 500,
};

/** Every refusal of the API has one shape: a code for programs and a sentence for people. */
export function refuse(error: RefusalCode, message: string, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json({ error, message }, { status: STATUS[error], headers: { "cache-control": "no-store", ...headers } });
}

/** Without a session and without a token that we know. */
export function refuseStranger(): Response {
  return refuse("UNAUTHENTICATED", "Sign in, or send a token of Settings, Tokens as Authorization: Bearer.", { "www-authenticate": "Bearer" });
}

/** One request too many. */
export function refuseHurry(waitSeconds: number): Response {
  return refuse("RATE_LIMITED", `This token sends too many requests. Wait ${waitSeconds} s.`, { "retry-after": String(waitSeconds) });
}

/** What is wrong with the first parameter. */
export function refuseQuery(error: z.ZodError): Response {
  const issue = error.issues[0];
  if (issue?.code === "unrecognized_keys") return refuse("INVALID", `Unknown parameter: ${issue.keys.join(", ")}. Look it up in /api/v1/openapi.json.`);
  return refuse("INVALID", `${issue?.path.join(".") ?? "query"}: ${issue?.message ?? "has a wrong value"}`);
}

/** The answer to a thrown error; what we did not expect is logged and told by its reference alone. */
export function refuseThrown(error: unknown, ctx: ServiceContext, request: Request): Response {
  if (error instanceof ServiceError) return refuse(error.code, error.message);
  ctx.log("route.failed", { path: new URL(request.url).pathname, error: error instanceof Error ? (error.stack ?? error.name) : "unknown" });
  return refuse("FAILED", `The console failed. Reference ${ctx.requestId}.`);
}
