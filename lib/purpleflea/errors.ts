/** `rejected`: nothing changed on the platform, for certain. `unknown`: it may have; only a read can tell. */
export type FailureOutcome = "rejected" | "unknown";

export interface PlatformErrorFacts {
  readonly service: string;
  readonly route: string;
  readonly outcome: FailureOutcome;
  readonly status?: number;
  /** The platform's own code, `insufficient_balance` for one. */
  readonly upstreamCode?: string;
  /** The platform's own sentence, with keys and lock codes taken out. */
  readonly upstreamMessage?: string;
  readonly retryAfterMs?: number;
  /** The `X-Request-Id` of the request that failed, where one was sent. */
  readonly requestId?: string;
  readonly cause?: unknown;
}

/** Every failure of a platform call. Its message is safe to store and to show; it never holds a secret. */
export abstract class PlatformError extends Error {
  readonly service: string;
  readonly route: string;
  readonly outcome: FailureOutcome;
  readonly status: number | null;
  readonly upstreamCode: string | null;
  readonly upstreamMessage: string | null;
  readonly retryAfterMs: number | null;
  readonly requestId: string | null;

  constructor(message: string, facts: PlatformErrorFacts) {
    super(message, { cause: facts.cause });
    this.name = new.target.name;
    this.service = facts.service;
    this.route = facts.route;
    this.outcome = facts.outcome;
    this.status = facts.status ?? null;
    this.upstreamCode = facts.upstreamCode ?? null;
    this.upstreamMessage = facts.upstreamMessage ?? null;
    this.retryAfterMs = facts.retryAfterMs ?? null;
    this.requestId = facts.requestId ?? null;
  }
}

/** The platform said no, with a code: nothing happened. */
export class PlatformRefused extends PlatformError {}

/** 429: nothing happened. */
export class PlatformRateLimited extends PlatformError {}

/** The request never left: refused connection, unknown host. Nothing happened. */
export class PlatformUnreachable extends PlatformError {}

/** The service failed again and again just now, so this call was not sent. Nothing happened. */
export class PlatformCircuitOpen extends PlatformUnreachable {}

/** The connection broke after the request may have been sent. */
export class PlatformReplyLost extends PlatformError {}

/** No answer within the time-out, or the caller gave up waiting. */
export class PlatformTimedOut extends PlatformError {}

/** 5xx: the platform itself does not say what it did. */
export class PlatformFailed extends PlatformError {}

/** An answer that is not the JSON we know: HTML, a redirect, a missing field, too long. */
export class PlatformAnswerUnreadable extends PlatformError {}

/** Nobody serves this capability on this connection: nothing was sent. */
export class CapabilityUnavailable extends PlatformError {
  readonly capability: string;

  constructor(capability: string) {
    super(`This connection has no ${capability}.`, { service: "none", route: capability, outcome: "rejected" });
    this.capability = capability;
  }
}

/** The balance that was read does not cover the move: nothing was sent. */
export class BalanceTooLow extends PlatformError {
  constructor(service: string, route: string) {
    super("The balance does not cover the amount and its fee.", { service, route, outcome: "rejected", upstreamCode: "balance_too_low" });
  }
}
