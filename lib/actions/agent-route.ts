import type { z } from "zod";
import { createServiceContext, newRequestId, processDatabase, processNow } from "@/lib/auth/service-context";
import { RESULT_BYTES_MAX, type JsonFault } from "@/lib/core/order/json-value";
import type { Failure, Result } from "@/lib/core/result";
import type { ServiceContext } from "@/lib/services/context";
import { findWorkerToken, type SignedInWorker } from "@/lib/services/order/find-worker-token";
import { countRequest } from "./api-rate-limit";
import { bodyWords, readJsonBody } from "./json-body";

/** One call of a worker's process that was let in. */
export interface AgentCall<I> {
  readonly ctx: ServiceContext;
  readonly worker: SignedInWorker;
  readonly input: I;
  readonly orderId: string;
  readonly signal: AbortSignal;
}

interface AgentFailure extends Failure {
  readonly faults?: readonly JsonFault[];
}

/** Next gives a route without a parameter `undefined` for them. */
type Handler = (request: Request, route: { params: Promise<{ id?: string } | undefined> }) => Promise<Response>;

const STATUS: Readonly<Record<string, number>> = {
  INVALID: 400, UNAUTHENTICATED: 401, FORBIDDEN: 403, NOT_FOUND: 404, CLAIMED: 409, CLAIM_LOST: 409, CONFLICT: 409, ORDER_CLOSED: 409, ORDER_STATE: 409,
  TOO_LARGE: 413, INVALID_RESULT: 422, RATE_LIMITED: 429, FAILED: 500,
};

/** Twice the largest result: spaces and escapes of the wire are not counted against it. */
const BODY_BYTES_MAX = 2 * RESULT_BYTES_MAX;

/**
 * A route of the worker API: a worker token, its rate, then the body (or, for GET, the query) strictly, then one service.
 * Every refusal is `{error, message}`; a refused result adds `failures`. Nothing but the worker's own orders is behind it.
 */
export function agentRoute<I, T>(schema: z.ZodType<I, unknown>, run: (call: AgentCall<I>) => Promise<Result<T, AgentFailure>>): Handler {
  return async (request, { params }) => {
    const worker = await findWorker(request);
    if (!worker) return refuse("UNAUTHENTICATED", "Send the worker's token as Authorization: Bearer pfw_…", { "www-authenticate": "Bearer" });
    const waitSeconds = await countRequest(worker.tokenId);
    if (waitSeconds !== null) return refuse("RATE_LIMITED", `This token sends too many requests. Wait ${waitSeconds} s.`, { "retry-after": String(waitSeconds) });
    const ctx = createServiceContext(worker.actor, request.headers.get("x-request-id") ?? newRequestId(), worker.connectionId);
    try {
      const read = await readInput(request);
      if (!read.ok) return read.refusal;
      const parsed = schema.safeParse(read.input);
      if (!parsed.success) return refuseInput(parsed.error);
      const result = await run({ ctx, worker, input: parsed.data, orderId: (await params)?.id ?? "", signal: request.signal });
      if (result.ok) return answer(result.value, 200);
      const { code, message, faults } = result.failure;
      return answer({ error: code, message, ...(faults ? { failures: faults } : {}) }, STATUS[code] ?? 409);
    } catch (error) {
      ctx.log("route.failed", { path: new URL(request.url).pathname, error: error instanceof Error ? (error.stack ?? error.name) : "unknown" });
      return refuse("FAILED", `The console failed. Reference ${ctx.requestId}. Try again later.`);
    }
  };
}

async function findWorker(request: Request): Promise<SignedInWorker | null> {
  const text = /^Bearer ([\w-]{1,100})$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  return text ? findWorkerToken(processDatabase(), text, processNow()) : null;
}

type Read = { readonly ok: true; readonly input: unknown } | { readonly ok: false; readonly refusal: Response };

async function readInput(request: Request): Promise<Read> {
  if (request.method === "GET") return { ok: true, input: Object.fromEntries(new URL(request.url).searchParams) };
  const body = await readJsonBody(request, BODY_BYTES_MAX);
  if (body.ok) return { ok: true, input: body.json === undefined ? {} : body.json };
  return { ok: false, refusal: body.reason === "TOO_LARGE" ? refuse("TOO_LARGE", bodyWords(body.reason, BODY_BYTES_MAX)) : refuse("INVALID", bodyWords(body.reason, BODY_BYTES_MAX)) };
}

function refuseInput(error: z.ZodError): Response {
  const issue = error.issues[0];
  if (issue?.code === "unrecognized_keys") return refuse("INVALID", `Unknown field: ${issue.keys.join(", ")}.`);
  return refuse("INVALID", `${issue?.path.join(".") || "body"}: ${issue?.message ?? "has a wrong value"}`);
}

function refuse(error: string, message: string, headers: Readonly<Record<string, string>> = {}): Response {
  return answer({ error, message }, STATUS[error] ?? 500, headers);
}

function answer(body: unknown, status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store", ...headers } });
}
