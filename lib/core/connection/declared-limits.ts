import type { Capability } from "./capabilities";

/** Who shares a count. `path`: each real path by itself, ids included. `agent`: the paths of a route together, each agent by itself. */
export type LimitScope = "path" | "agent";

/** So many requests in a window. Units: requests, ms. */
export interface RouteLimit {
  readonly requests: number;
  readonly windowMs: number;
  readonly per?: LimitScope | undefined;
}

/** Declared limits by `service METHOD route`, with `:name` for any one segment; ` (agent)` at the end marks a second count. */
export type RouteLimits = Readonly<Record<string, RouteLimit>>;

const MINUTE = 60_000;
const per = (requests: number): RouteLimit => ({ requests, windowMs: MINUTE, per: "path" });

/**
 * The limits in the code of the published services: fixed windows of 60 s for each path and address.
 * Source: reference 1.0, read from the published code and seen in our run on 2026-11-20 (transcript section 13).
 * Public pages promise other figures that contradict each other; what the code counts is what refuses.
 */
export const PUBLISHED_LIMITS: RouteLimits = {
  "casino POST /api/v1/auth/register": per(10),
  "casino POST /api/v1/auth/withdraw": per(5),
  "casino POST /api/v1/games/:game": per(60),
  "casino POST /api/v1/games/:game (agent)": { requests: 60, windowMs: MINUTE, per: "agent" },
  "escrow POST /escrow/create": per(20),
  "escrow POST /escrow/complete/:id": per(30),
  "escrow POST /escrow/release/:id": per(30),
  "escrow POST /escrow/dispute/:id": per(10),
  "faucet POST /faucet/claim": per(5),
  "wallet POST /v1/auth/register": per(10),
  "wallet POST /v1/referral/withdraw": per(5),
  "trading POST /v1/auth/register": per(10),
  "trading POST /v1/trade/open": per(30),
  "trading POST /v1/trade/close": per(30),
  "trading POST /v1/referral/withdraw": per(5),
};

/** The published limits by what the console asks for, as a plan of work counts them. */
export const PUBLISHED_CAPABILITY_LIMITS: { readonly [C in Capability]?: RouteLimit } = {
  "register": per(10), "withdraw": per(5), "escrow.create": per(20), "faucet.claim": per(5), "wallet-product.register": per(10),
  "trading.register": per(10), "trading.open": per(30), "trading.close": per(30), "game.play": per(60),
};

/** What a new live connection declares: its routes for pacing, its capabilities for plans. */
export const LIVE_DECLARED_LIMITS: Readonly<Record<string, RouteLimit>> = { ...PUBLISHED_LIMITS, ...PUBLISHED_CAPABILITY_LIMITS };

/** One request as the limits see it. */
export interface LimitedRequest {
  readonly service: string;
  readonly method: string;
  readonly path: string;
}

/** One count that a request falls under, and the limit that was declared for it. */
export interface LimitBucket {
  readonly id: string;
  readonly limit: RouteLimit;
}

/** Every declared count that this request adds to. A route that nothing is declared for is not paced. */
export function bucketsOf(limits: RouteLimits, request: LimitedRequest, agentKey: string): LimitBucket[] {
  return Object.entries(limits).flatMap(([name, limit]) => {
    const [service, method, route] = name.split(" ");
    if (service !== request.service || method !== request.method || !fits(route ?? "", request.path)) return [];
    const id = limit.per === "agent" ? `${name} ${agentKey}` : `${service} ${method} ${request.path}`;
    return [{ id, limit }];
  });
}

function fits(route: string, path: string): boolean {
  const [wanted, real] = [route.split("/"), path.split("/")];
  return wanted.length === real.length && wanted.every((segment, index) => segment.startsWith(":") || segment === real[index]);
}
