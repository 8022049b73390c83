import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Capability } from "@/lib/core/connection/capabilities";
import { type EpochMs, toEpochMs } from "@/lib/core/time";
import { type CallSite, fromStatus, fromThrown, unreadable } from "./classify";
import {
  PlatformCircuitOpen, type PlatformError, PlatformFailed, PlatformReplyLost, PlatformTimedOut, PlatformUnreachable,
} from "./errors";
import type { Send, WireReply, WireRequest } from "./operations";
import { readBody } from "./read-body";
import { redactRecord } from "./redact";
import type { Credential, PlatformRuntime, PlatformSettings } from "./settings";

export interface SendOptions {
  readonly effect: "read" | "write";
  readonly signal?: AbortSignal;
  readonly capability?: Capability;
}

/** A read is tried three times at most; a write is never repeated here. */
export const READ_ATTEMPTS_MAX = 3;
const RETRY_BASE_MS = 150;

/** Binds one request function: pacing, time-out, repeated reads, classification, schema, redaction. */
export function createSend(
  settings: PlatformSettings, credential: Credential | null, runtime: PlatformRuntime, options: SendOptions,
): Send {
  return async (request) => {
    const site: CallSite = {
      service: request.service, route: request.route, effect: options.effect, secrets: secretsOf(request, credential),
    };
    const attemptsMax = options.effect === "read" ? READ_ATTEMPTS_MAX : 1;
    for (let attempt = 1; ; attempt++) {
      try {
        await waitForPermit(site, request, runtime, options.signal);
        enterCircuit(site, settings, runtime);
        return await sendOnce(request, site, settings, credential, runtime, options);
      } catch (error) {
        // Only an interrupted or failed answer is worth another read; a refusal stays a refusal.
        const isPassing = error instanceof PlatformFailed || error instanceof PlatformReplyLost
          || error instanceof PlatformUnreachable;
        if (!isPassing || error instanceof PlatformCircuitOpen || attempt >= attemptsMax || options.signal?.aborted) throw error;
        const delayMs = Math.round(RETRY_BASE_MS * 2 ** attempt * (0.5 + (runtime.random ?? Math.random)() / 2));
        runtime.log?.("platform.read.repeated", { service: site.service, route: site.route, attempt, delayMs });
        await (runtime.sleep ?? sleepFor)(delayMs, options.signal);
      }
    }
  };
}

/** Whatever ends the wait ends it before anything was sent. */
async function waitForPermit(
  site: CallSite, request: WireRequest<z.ZodType>, runtime: PlatformRuntime, signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await runtime.acquire?.(request.service, signal, { method: request.method, route: request.route, path: request.path });
    signal?.throwIfAborted();
  } catch (cause) {
    const facts = { service: site.service, route: site.route, outcome: "rejected", cause } as const;
    throw new PlatformTimedOut(`The call was given up before it was sent: ${site.route}.`, facts);
  }
}

/** While the circuit is open nothing is sent, so nothing can have happened. */
function enterCircuit(site: CallSite, settings: PlatformSettings, runtime: PlatformRuntime): void {
  const waitMs = runtime.breaker?.enter(`${settings.connectionId} ${site.service}`) ?? 0;
  if (waitMs <= 0) return;
  throw new PlatformCircuitOpen(`The ${site.service} service has failed repeatedly; the next try is in ${Math.ceil(waitMs / 1000)} s.`, {
    service: site.service, route: site.route, outcome: "rejected", retryAfterMs: waitMs,
  });
}

/** Any answer with a code shows that the service works, `503 wallet_service_unavailable` too: only the rest behind it fails. */
function reportToCircuit(error: PlatformError | null, site: CallSite, settings: PlatformSettings, runtime: PlatformRuntime): void {
  const key = `${settings.connectionId} ${site.service}`;
  const isFailure = (error instanceof PlatformFailed && error.upstreamCode === null) || error instanceof PlatformReplyLost || error instanceof PlatformTimedOut
    || error instanceof PlatformUnreachable;
  if (isFailure) runtime.breaker?.failed(key);
  else runtime.breaker?.succeeded(key);
}

async function sendOnce<S extends z.ZodType>(
  wire: WireRequest<S>, place: CallSite, settings: PlatformSettings, credential: Credential | null,
  runtime: PlatformRuntime, options: SendOptions,
): Promise<WireReply<z.infer<S>>> {
  const requestId = (runtime.newRequestId ?? randomUUID)();
  const site = { ...place, requestId };
  const timeOut = AbortSignal.timeout(site.effect === "read" ? settings.timeouts.readMs : settings.timeouts.writeMs);
  const signal = options.signal === undefined ? timeOut : AbortSignal.any([timeOut, options.signal]);
  const startedAt = runtime.now();
  let status = 0;
  try {
    const response = await orAborted(Promise.resolve(runtime.fetch(toRequest(wire, settings, credential, requestId, signal))), signal);
    status = response.status;
    const text = await orAborted(readBody(response), signal);
    const reply = interpret(wire, site, response, text);
    reportToCircuit(null, site, settings, runtime);
    return reply;
  } catch (error) {
    const failure = error instanceof RangeError ? unreadable("too long an answer", site, status, error)
      : fromThrown(error, site, timeOut.aborted ? "time-out" : signal.aborted ? "caller" : null);
    if (!options.signal?.aborted) reportToCircuit(failure, site, settings, runtime);
    throw failure;
  } finally {
    const durationMs = runtime.now() - startedAt;
    runtime.onCall?.({
      service: wire.service, method: wire.method, route: wire.route, status, durationMs, requestId,
      ...(options.capability === undefined ? {} : { capability: options.capability }),
    });
  }
}

function interpret<S extends z.ZodType>(
  wire: WireRequest<S>, site: CallSite, response: Response, text: string,
): WireReply<z.infer<S>> {
  const json = parseJson(text);
  if (!response.ok) throw fromStatus(response.status, json, retryAfterMs(response.headers), site);
  if (json === undefined) throw unreadable("an answer that is not JSON", site, response.status);
  const parsed = wire.schema.safeParse(json);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw unreadable(`an answer that we cannot read (${fields})`, site, response.status, parsed.error);
  }
  return {
    body: parsed.data, status: response.status, platformAt: dateOf(response.headers.get("date")),
    raw: redactRecord(json, site.secrets),
  };
}

function toRequest(
  wire: WireRequest<z.ZodType>, settings: PlatformSettings, credential: Credential | null, requestId: string, signal: AbortSignal,
): Request {
  const query = wire.query === undefined ? "" : `?${new URLSearchParams(wire.query)}`;
  const headers = new Headers({ accept: "application/json", "x-request-id": requestId });
  if (credential !== null) {
    if (wire.keyHeader === "x-api-key") headers.set("x-api-key", credential.apiKey);
    else headers.set("authorization", `Bearer ${credential.apiKey}`);
  }
  if (wire.body !== undefined) headers.set("content-type", "application/json");
  return new Request(`${settings.baseUrls[wire.service]}${wire.path}${query}`, {
    method: wire.method, headers, signal, redirect: "manual",
    body: wire.body === undefined ? undefined : JSON.stringify(wire.body),
  });
}

function secretsOf(wire: WireRequest<z.ZodType>, credential: Credential | null): string[] {
  const lockCode = wire.body?.lock_code;
  return [credential?.apiKey, lockCode].filter((secret): secret is string => typeof secret === "string");
}

/** An injected `fetch` may not heed its signal; the wait for it ends all the same. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason instanceof Error ? signal.reason : new Error("Aborted"));
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // HTML, an empty body, a cut answer: the caller decides what it means.
    return undefined;
  }
}

function retryAfterMs(headers: Headers): number | undefined {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds * 1000) : undefined;
}

function dateOf(header: string | null): EpochMs | null {
  const at = header === null ? Number.NaN : Date.parse(header);
  return Number.isFinite(at) ? toEpochMs(at) : null;
}

function sleepFor(delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", finish);
      resolve();
    };
    const timer = setTimeout(finish, delayMs);
    signal?.addEventListener("abort", finish, { once: true });
  });
}
