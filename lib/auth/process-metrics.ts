import { Histogram, Registry } from "prom-client";

interface ProcessMetrics {
  readonly registry: Registry;
  readonly platformRequests: Histogram<"service" | "route" | "status">;
}

// Next bundles routes and actions apart; the process still has one set of counters.
const shared = globalThis as typeof globalThis & { consoleMetrics?: ProcessMetrics };

/** What this process itself has seen; the rest of `/api/metrics` is read from the database. */
export function processMetrics(): ProcessMetrics {
  if (!shared.consoleMetrics) {
    const registry = new Registry();
    const platformRequests = new Histogram({
      name: "purpleflea_platform_request_seconds", help: "Time of requests from this process to the platform.",
      labelNames: ["service", "route", "status"] as const, buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    });
    shared.consoleMetrics = { registry, platformRequests };
  }
  return shared.consoleMetrics;
}

/** Counts what services report through `ctx.log`; other events pass. */
export function observeEvent(event: string, facts: Readonly<Record<string, string | number | boolean | null>>): void {
  if (event !== "platform.call" || typeof facts["durationMs"] !== "number") return;
  const { service, route, status } = facts;
  processMetrics().platformRequests.observe({ service: String(service), route: String(route), status: String(status) }, facts["durationMs"] / 1000);
}
