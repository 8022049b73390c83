import { ServiceError } from "../service-error";
import type { ServiceContext } from "../context";

/** The sandbox's own address: the origin of any of its base URLs. */
export function sandboxOrigin(baseUrls: Readonly<Record<string, string>>): string {
  const first = Object.values(baseUrls)[0];
  if (!first) throw new ServiceError("NOT_FOUND", "This connection has no address. Set its base URLs in Settings.");
  return new URL(first).origin;
}

/** One request to the sandbox's control interface. Errors: `UPSTREAM_REJECTED` with what the sandbox said. */
export async function sandboxControl(
  ctx: Pick<ServiceContext, "fetch">, origin: string, request: { method: "GET" | "POST" | "DELETE"; path: string; body?: unknown },
): Promise<unknown> {
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  const response = await send(ctx, new Request(`${origin}/_sandbox/${request.path}`, {
    method: request.method, body, headers: { "content-type": "application/json" }, signal: AbortSignal.timeout(5_000),
  }));
  if (!response.ok) throw new ServiceError("UPSTREAM_REJECTED", `The sandbox refused this (${response.status}). Nothing was changed.`);
  return response.json();
}

async function send(ctx: Pick<ServiceContext, "fetch">, request: Request): Promise<Response> {
  try {
    return await ctx.fetch(request);
  } catch (cause) {
    throw new ServiceError("UPSTREAM_REJECTED", "The sandbox does not answer. Nothing was changed. Start it and try again.", { cause });
  }
}

/** Gives an agent of the sandbox money from nowhere. Units: micros. */
export async function creditOnSandbox(ctx: Pick<ServiceContext, "fetch">, origin: string, agentId: string, amountMicros: bigint): Promise<void> {
  await sandboxControl(ctx, origin, { method: "POST", path: "credit", body: { agentId, amountMicros: amountMicros.toString() } });
}
