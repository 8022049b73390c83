import {
  type FailureOutcome, PlatformAnswerUnreadable, PlatformError, PlatformFailed, PlatformRateLimited, PlatformRefused,
  PlatformReplyLost, PlatformTimedOut, PlatformUnreachable,
} from "./errors";
import { redactText } from "./redact";

/** Where a failure happened; `secrets` are the key and codes that this request carried. */
export interface CallSite {
  readonly service: string;
  readonly route: string;
  readonly effect: "read" | "write";
  readonly secrets: readonly string[];
  /** The `X-Request-Id` of the request in flight. */
  readonly requestId?: string;
}

const NEVER_SENT = new Set([
  "ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT",
]);

/** The outcome of a failure that says nothing by itself: a read changed nothing, a write may have. */
function doubt(site: CallSite): FailureOutcome {
  return site.effect === "read" ? "rejected" : "unknown";
}

/** The error for a `fetch` that gave no answer. Only a connection that never opened proves that nothing was sent. */
export function fromThrown(cause: unknown, site: CallSite, aborted: "time-out" | "caller" | null): PlatformError {
  if (cause instanceof PlatformError) return cause;
  const facts = { service: site.service, route: site.route, requestId: site.requestId, cause };
  if (aborted !== null) {
    const why = aborted === "caller" ? "The call was given up" : "No answer in time";
    return new PlatformTimedOut(`${why}: ${site.route}.`, { ...facts, outcome: doubt(site) });
  }
  const codes = errorCodes(cause);
  if (codes.length > 0 && codes.every((code) => NEVER_SENT.has(code))) {
    return new PlatformUnreachable(`The ${site.service} service could not be reached.`, { ...facts, outcome: "rejected" });
  }
  return new PlatformReplyLost(`The answer to ${site.route} was lost.`, { ...facts, outcome: doubt(site) });
}

/** The error for an answer outside 2xx. `body` is the parsed JSON, `undefined` when it was none. */
export function fromStatus(
  status: number, body: unknown, retryAfterMs: number | undefined, site: CallSite,
): PlatformError {
  const { code, message } = upstreamError(body);
  const facts = {
    service: site.service, route: site.route, requestId: site.requestId, status, retryAfterMs,
    upstreamCode: code === null ? undefined : redactText(code, site.secrets).slice(0, 80),
    upstreamMessage: message === null ? undefined : redactText(message, site.secrets).slice(0, 500),
  };
  const said = facts.upstreamMessage ?? facts.upstreamCode ?? `status ${status}`;
  if (status === 429) {
    return new PlatformRateLimited(`Too many requests: ${said}`, { ...facts, outcome: "rejected" });
  }
  if (status >= 500) {
    return new PlatformFailed(`The ${site.service} service failed: ${said}`, { ...facts, outcome: doubt(site) });
  }
  if (status >= 400 && code !== null) {
    return new PlatformRefused(`Refused: ${said}`, { ...facts, outcome: "rejected" });
  }
  return unreadable(`an answer ${status} that is not the platform's`, site, status);
}

/** The error for an answer that is not the JSON we know. On a write it hides what happened. */
export function unreadable(what: string, site: CallSite, status: number, cause?: unknown): PlatformError {
  return new PlatformAnswerUnreadable(`The ${site.service} service gave ${what} to ${site.route}.`, {
    service: site.service, route: site.route, requestId: site.requestId, status, outcome: doubt(site), cause,
  });
}

/** `{error: "code", message}` of the published code, or `{error: {code, message}}`. */
function upstreamError(body: unknown): { code: string | null; message: string | null } {
  if (typeof body !== "object" || body === null || !("error" in body)) return { code: null, message: null };
  const outer = body as { error: unknown; message?: unknown };
  const inner = typeof outer.error === "object" && outer.error !== null ? outer.error as Record<string, unknown> : null;
  const code = inner === null ? outer.error : inner.code;
  const message = inner === null ? outer.message : inner.message;
  return { code: typeof code === "string" ? code : null, message: typeof message === "string" ? message : null };
}

function errorCodes(cause: unknown, depth = 0): string[] {
  if (typeof cause !== "object" || cause === null || depth > 4) return [];
  const error = cause as { code?: unknown; cause?: unknown; errors?: unknown };
  if (Array.isArray(error.errors)) {
    const each = error.errors.map((one) => errorCodes(one, depth + 1));
    return each.some((codes) => codes.length === 0) ? ["unclear"] : each.flat();
  }
  const own = typeof error.code === "string" ? [error.code] : [];
  return own.length > 0 ? own : errorCodes(error.cause, depth + 1);
}
