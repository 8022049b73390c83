import type { Capability, CapabilityDialects } from "@/lib/core/connection/capabilities";
import type { ConnectionMode } from "@/lib/core/connection/connection-mode";
import type { Breaker } from "./breaker";
import type { Clock } from "@/lib/core/time";

/** The hosts of the platform. `agents` is the registry of the fleet dialect, purpleflea.com itself. */
export const SERVICES = ["agents", "escrow", "wallet", "casino", "faucet", "trading", "domains"] as const;

export type Service = (typeof SERVICES)[number];

/** Where and how one connection is called. A base URL has no trailing slash and may hold a path. */
export interface PlatformSettings {
  readonly connectionId: string;
  readonly mode: ConnectionMode;
  readonly baseUrls: Readonly<Record<Service, string>>;
  readonly dialects: CapabilityDialects;
  readonly timeouts: { readonly readMs: number; readonly writeMs: number };
}

export const DEFAULT_TIMEOUTS = { readMs: 5_000, writeMs: 10_000 } as const;

/** The key of one agent. It leaves this folder only in a request header. */
export interface Credential {
  readonly apiKey: string;
}

/** One finished request, for metrics and logs: never a body, a key or an id. `status` 0 means no answer. */
export interface CallRecord {
  readonly service: Service;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
  /** What was asked for; left out for a health check. */
  readonly capability?: Capability;
  /** The `X-Request-Id` that was sent. */
  readonly requestId?: string;
}

/** One request that waits for its permit. `path` is the real one: published limits count each path by itself. */
export interface PermitRequest {
  readonly method: string;
  readonly route: string;
  readonly path: string;
}

/** What the edge supplies: network, time, and what to tell whom. */
export interface PlatformRuntime {
  readonly fetch: (request: Request) => Promise<Response> | Response;
  readonly now: Clock;
  readonly sleep?: (delayMs: number, signal?: AbortSignal) => Promise<void>;
  /** A number in [0, 1) for the jitter of a repeated read. */
  readonly random?: () => number;
  /** Waits for a permit of the connection's declared rate; resolves at once by default. */
  readonly acquire?: (service: Service, signal: AbortSignal | undefined, request: PermitRequest) => Promise<void>;
  /** Refuses at once while a service of this connection fails again and again; shared by all calls of a process. */
  readonly breaker?: Breaker;
  /** A new id for each request that is sent; random by default. */
  readonly newRequestId?: () => string;
  readonly onCall?: (call: CallRecord) => void;
  readonly log?: (event: string, facts: Readonly<Record<string, string | number | boolean | null>>) => void;
}

const HOSTS: Readonly<Record<Service, string>> = {
  agents: "purpleflea.com", escrow: "escrow.purpleflea.com", wallet: "wallet.purpleflea.com",
  casino: "casino.purpleflea.com", faucet: "faucet.purpleflea.com", trading: "trading.purpleflea.com",
  domains: "domains.purpleflea.com",
};

/** The base URLs of a sandbox: the first path segment is the platform host that a request is meant for. */
export function sandboxBaseUrls(origin: string): Record<Service, string> {
  return mapHosts((host) => `${origin.replace(/\/$/, "")}/${host}`);
}

function mapHosts(toUrl: (host: string) => string): Record<Service, string> {
  return Object.fromEntries(SERVICES.map((service) => [service, toUrl(HOSTS[service])])) as Record<Service, string>;
}
