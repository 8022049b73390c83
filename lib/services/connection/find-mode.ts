import type { ConnectionMode } from "@/lib/core/connection/connection-mode";
import { isLoopback } from "@/lib/core/connection/hosts";
import type { ServiceContext } from "../context";

/**
 * `sandbox` only when every address is of one origin on this machine and that origin answers as our sandbox does.
 * Everything else is `live`: a proxy on this machine that leads to real money is real money.
 */
export async function findMode(ctx: Pick<ServiceContext, "fetch">, baseUrls: Readonly<Record<string, string>>): Promise<ConnectionMode> {
  const origins = new Set(Object.values(baseUrls).map((url) => new URL(url).origin));
  const [origin] = origins;
  if (origins.size !== 1 || !origin || !isLoopback(new URL(origin).hostname)) return "live";
  try {
    const response = await ctx.fetch(new Request(`${origin}/_sandbox/faults`, { signal: AbortSignal.timeout(3_000), redirect: "error" }));
    const body = response.ok ? ((await response.json()) as { faults?: unknown }) : {};
    return Array.isArray(body.faults) ? "sandbox" : "live";
  } catch {
    // No answer is no proof of a sandbox, so the connection counts as live.
    return "live";
  }
}
