import { SECOND_MS, toIso } from "@/lib/core/time";
import { HOST_NAMES } from "../addressing";
import { type Answer, type Call, type HostName, ok, type Route } from "../call";
import { serviceName } from "../platform-info";

/** `GET /health` and `GET /openapi.json` of every host: what a client may read without a key. */
export function healthRoutes(startedAt: number, all: () => readonly Route[]): readonly Route[] {
  return HOST_NAMES.flatMap((host): Route[] => {
    const common = { host, method: "GET", origin: "both", source: "published", info: true } as const;
    return [
      { ...common, path: "/health", answer: (call) => health(call, host, startedAt) },
      { ...common, path: "/openapi.json", answer: (call) => openApi(call, host, all()) },
    ];
  });
}

function health(call: Call, host: HostName, startedAt: number): Answer {
  const uptime = Math.max(0, Math.floor((call.now - startedAt) / SECOND_MS));
  const isPlain = host === "escrow" || host === "faucet";
  return ok({
    status: "ok", service: serviceName(host), uptime, now: toIso(call.now),
    ...(isPlain ? {} : {
      version: "1.0.0", uptime_seconds: uptime, database: "ok", registered_agents: call.world.agents.size,
      timestamp: toIso(call.now),
    }),
  });
}

function openApi(call: Call, host: HostName, all: readonly Route[]): Answer {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of all) {
    if (route.host !== host || !isServed(route, call.isPublished)) continue;
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    (paths[path] ??= {})[route.method.toLowerCase()] = {
      summary: route.source, "x-origin": route.origin, responses: { default: { description: "JSON" } },
    };
  }
  return ok({ openapi: "3.1.0", info: { title: serviceName(host), version: "1.0.0" }, paths });
}

export function isServed(route: Route, isPublished: boolean): boolean {
  return isPublished ? route.origin === "both" || route.origin === "published" : route.origin !== "published";
}
