import type { CapabilityDialects } from "@/lib/core/connection/capabilities";
import type { LimitedRequest, RouteLimits } from "@/lib/core/connection/declared-limits";
import type { IntentKind } from "@/lib/core/command/intent";
import { type Failure, type Result, fail, ok } from "@/lib/core/result";
import { type Clock, SECOND_MS } from "@/lib/core/time";
import type { Database } from "@/lib/db/client";
import type { Connection } from "@/lib/db/generated/client";
import { type Breaker, createBreaker } from "@/lib/purpleflea/breaker";
import type { CallRecord, PlatformRuntime } from "@/lib/purpleflea/settings";
import type { ServiceContext } from "../context";
import { createPacer, type Pacer } from "./pacing";

/** So long somebody at a screen waits for a permit. */
export const INTERACTIVE_WAIT_MS = 3 * SECOND_MS;

/** A permit that was waited for before an intent was written; its call uses it and asks for no other. */
export interface Permit {
  readonly request: LimitedRequest | null;
  isUsed: boolean;
}

/** Who must not be kept waiting by others, and how long he waits himself; `null` is as long as it takes. */
export interface Pace {
  readonly fairnessKey: string;
  readonly waitMs: number | null;
}

type Paced = Pick<Connection, "id" | "mode" | "declaredLimits">;

function limitsOf(connection: Pick<Connection, "declaredLimits">): RouteLimits {
  return connection.declaredLimits as unknown as RouteLimits;
}

/**
 * What every call on a connection's behalf runs on: network, clock, log, one line for each call, the shared circuit of
 * a live platform, and the connection's pacing. `fairnessKey` is who must not be kept waiting by others. A call waits
 * for its permit 3 s at most and is then given up before anything is sent; who can wait longer brings a permit along.
 */
export function platformRuntime(ctx: ServiceContext, connection: Paced, fairnessKey: string, permit?: Permit): PlatformRuntime {
  const limits = limitsOf(connection);
  return {
    fetch: ctx.fetch, now: ctx.now, log: ctx.log, sleep: (delayMs, signal) => abortable(ctx.sleep(delayMs), signal).catch(() => undefined),
    onCall: (call) => logCall(ctx, connection.id, call),
    ...(connection.mode === "live" ? { breaker: breakerOf(ctx.db, ctx.now) } : {}),
    ...(Object.keys(limits).length === 0 ? {} : {
      acquire: async (service, signal, { method, path }) => {
        if (permit?.request && !permit.isUsed && permit.request.service === service && permit.request.path === path) {
          permit.isUsed = true;
          return;
        }
        const waited = AbortSignal.timeout(INTERACTIVE_WAIT_MS);
        await pacerOf(ctx, connection)({ service, method, path }, fairnessKey, signal ? AbortSignal.any([signal, waited]) : waited);
      },
    }),
  };
}

/** The engine reads several times a second: a read that simply went well is no news. */
function logCall(ctx: ServiceContext, connectionId: string, call: CallRecord): void {
  if (call.method === "GET" && call.status >= 200 && call.status < 300) return;
  ctx.log("platform.call", {
    connectionId, service: call.service, method: call.method, route: call.route, status: call.status,
    durationMs: call.durationMs, capability: call.capability ?? null, callId: call.requestId ?? null,
  });
}

/**
 * Waits for the permit of a wish's call before the wish is written, so that waiting never eats the call's own time.
 * `waitMs` `null` waits as long as it takes. Errors: `PACED`.
 */
export async function takePermit(
  ctx: ServiceContext, connection: Paced & Pick<Connection, "dialects">, kind: IntentKind, options: Pace,
): Promise<Result<Permit, Failure>> {
  const request = routeOf(kind, connection.dialects as unknown as CapabilityDialects);
  if (request === null || Object.keys(limitsOf(connection)).length === 0) return ok({ request: null, isUsed: false });
  const until = options.waitMs === null ? undefined : AbortSignal.timeout(options.waitMs);
  try {
    await pacerOf(ctx, connection)(request, options.fairnessKey, until);
    return ok({ request, isUsed: false });
  } catch (error) {
    if (!until?.aborted) throw error;
    const seconds = await secondsUntilFree(ctx, connection, request);
    return fail({ code: "PACED", message: `The platform's limit for this is used up for the moment. Nothing was sent. Try again in ${seconds} s.` });
  }
}

/** True when the call of such a wish waits for a permit that it can take beforehand. */
export function isPaced(connection: Pick<Connection, "dialects" | "declaredLimits">, kind: IntentKind): boolean {
  return routeOf(kind, connection.dialects as unknown as CapabilityDialects) !== null && Object.keys(limitsOf(connection)).length > 0;
}

/** The limited route that a wish takes, where it is one path for all; limits for each escrow's own path never fill up. */
export function routeOf(kind: IntentKind, dialects: CapabilityDialects): LimitedRequest | null {
  if (kind === "worker.register" && dialects.register === "live") return { service: "casino", method: "POST", path: "/api/v1/auth/register" };
  if (kind === "escrow.lock" && dialects["escrow.create"] === "live") return { service: "escrow", method: "POST", path: "/escrow/create" };
  if (kind === "money.faucetClaim" && dialects["faucet.claim"] === "live") return { service: "faucet", method: "POST", path: "/faucet/claim" };
  return null;
}

/** How long the oldest permit of the window still counts, in whole seconds. */
async function secondsUntilFree(ctx: ServiceContext, connection: Paced, request: LimitedRequest): Promise<number> {
  const name = `${request.service} ${request.method} ${request.path}`;
  const row = await ctx.db.rateBucket.findUnique({ where: { id: `${connection.id} ${name}` }, select: { state: true } });
  const windowMs = limitsOf(connection)[name]?.windowMs ?? 60 * SECOND_MS;
  const grants = (row?.state as { grants?: { at: number }[] } | undefined)?.grants ?? [];
  const oldest = grants.map(({ at }) => at).filter((at) => at > ctx.now() - windowMs).sort((a, b) => a - b)[0];
  return Math.max(1, Math.ceil(((oldest ?? ctx.now()) + (oldest === undefined ? SECOND_MS : windowMs) - ctx.now()) / SECOND_MS));
}

const breakers = new WeakMap<Database, Breaker>();

/** One for each process and database. */
function breakerOf(db: Database, now: Clock): Breaker {
  const known = breakers.get(db) ?? createBreaker(now);
  breakers.set(db, known);
  return known;
}

const pacers = new WeakMap<Database, Map<string, { readonly limits: string; readonly acquire: Pacer }>>();

/** One for each connection of a process, until somebody declares other limits. */
function pacerOf(ctx: ServiceContext, connection: Paced): Pacer {
  const ofDatabase = pacers.get(ctx.db) ?? new Map<string, { limits: string; acquire: Pacer }>();
  pacers.set(ctx.db, ofDatabase);
  const limits = JSON.stringify(connection.declaredLimits);
  const known = ofDatabase.get(connection.id);
  if (known?.limits === limits) return known.acquire;
  const sleep = (delayMs: number, signal?: AbortSignal) => abortable(ctx.sleep(delayMs), signal);
  const acquire = createPacer(ctx.db, connection.id, limitsOf(connection), ctx.now, sleep);
  ofDatabase.set(connection.id, { limits, acquire });
  return acquire;
}

function abortable(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason instanceof Error ? signal.reason : new Error("Given up"));
    if (signal.aborted) return giveUp();
    signal.addEventListener("abort", giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}
