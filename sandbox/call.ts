import { fromWire, toWire, type Usdc } from "@/lib/core/money";
import { DAY_MS, type EpochMs, SECOND_MS, toEpochMs, toIso } from "@/lib/core/time";
import { sha256 } from "./random";
import type { RateLimits } from "./rate-limit";
import { Refusal } from "./refusal";
import type { AgentKind, AgentRow, Scope } from "./rows";
import type { World } from "./world";

export type JsonObject = Readonly<Record<string, unknown>>;

/** One answer: a status and a JSON object. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  /** Sent instead of the body, where a service answers with a table. */
  readonly csv?: string;
}

export type HostName = "agents" | "escrow" | "wallet" | "casino" | "faucet" | "trading" | "domains";

/** `both`: the published code serves it too. `added`: our own addition, named so in the documentation. */
export type Origin = "both" | "seed" | "added" | "published";

export interface Route {
  readonly host: HostName;
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  readonly path: string;
  readonly origin: Origin;
  readonly source: string;
  /** What a body that is no JSON means: refused, or read as `{}` as the published escrow and faucet do. */
  readonly badJson?: "refuse" | "ignore";
  /** Requests per 60 s, path and address, as the published code counts them. */
  readonly publishedLimit?: number;
  /** Bodies of the published services carry `_info`. */
  readonly info?: boolean;
  /** The product that this is part of: a key of another scope is refused. Money verbs have none. */
  readonly scope?: Scope;
  /** Whose keys are known here; by default the casino's, which also serve escrow and faucet, and the fleet's. */
  readonly kinds?: readonly AgentKind[];
  readonly answer: (call: Call) => Answer;
}

export interface CallFacts {
  readonly world: World;
  readonly route: Route;
  readonly isPublished: boolean;
  readonly request: Request;
  readonly path: string;
  readonly text: string;
  readonly parameter: (name: string) => string;
  readonly limits: RateLimits;
}

/** One request as a route sees it. All of it is synchronous: a request is one step of the sandbox. */
export class Call {
  readonly now: EpochMs;
  readonly world: World;
  readonly isPublished: boolean;
  private parsed: JsonObject | undefined;

  constructor(private readonly facts: CallFacts) {
    this.world = facts.world;
    this.isPublished = facts.isPublished;
    this.now = facts.world.clock.now();
  }

  parameter(name: string): string {
    return this.facts.parameter(name);
  }

  /** The path as the host sees it. */
  get path(): string {
    return this.facts.path;
  }

  get text(): string {
    return this.facts.text;
  }

  query(name: string): string | null {
    return new URL(this.facts.request.url).searchParams.get(name);
  }

  header(name: string): string | null {
    return this.facts.request.headers.get(name);
  }

  get body(): JsonObject {
    this.parsed ??= parseBody(this.facts.text, this.facts.route.badJson ?? "refuse");
    return this.parsed;
  }

  /** The address that the published services count by. */
  get address(): string {
    return this.header("x-forwarded-for")?.split(",")[0]?.trim() || this.header("x-real-ip") || "unknown";
  }

  /** The key of the request: `Authorization: Bearer`, and `X-API-Key` where a seed uses it. */
  get key(): string | null {
    const bearer = /^Bearer\s+(\S+)$/i.exec(this.header("authorization") ?? "")?.[1];
    return bearer ?? (this.isPublished ? null : this.header("x-api-key"));
  }

  findCaller(): AgentRow | undefined {
    const key = this.key;
    const id = key === null ? undefined : this.world.agentByKey.find(sha256(key));
    const agent = id === undefined ? undefined : this.world.agents.get(id);
    if (!agent || !this.knownKinds.includes(agent.kind)) return undefined;
    const { scope } = this.facts.route;
    if (!this.isPublished && scope !== undefined && agent.scope != null && agent.scope !== scope) {
      throw new Refusal(403, "scope_forbidden", `This key is limited to ${agent.scope}`, { scope: agent.scope, required_scope: scope });
    }
    return agent;
  }

  /** One key for all products exists only away from the published services. */
  private get knownKinds(): readonly AgentKind[] {
    const kinds = this.facts.route.kinds ?? ["casino", "fleet"];
    return this.isPublished || kinds.includes("fleet") ? kinds : [...kinds, "fleet"];
  }

  /** The published casino's counter of bets by agent, over all games. Refuses with 429. */
  countBets(agent: AgentRow, limit: number, counter = "bets"): void {
    const resetAt = this.isPublished ? this.facts.limits.overflow(`${counter}\u0000${agent.id}`, limit, this.now) : null;
    if (resetAt === null) return;
    const message = `Too many bets. Limit: ${limit} per 60s`;
    throw new Refusal(429, "rate_limit_exceeded", message, { reset_at: toIso(resetAt) });
  }

  /** The agent whose key this is. Refuses with 401. */
  caller(): AgentRow {
    const agent = this.findCaller();
    if (agent) return agent;
    const message = this.key === null ? "A key is required: Authorization: Bearer {api_key}" : "Invalid API key";
    throw new Refusal(401, "unauthorized", message);
  }
}

export function ok(body: Record<string, unknown>, status = 200): Answer {
  return { status, body };
}

export function money(amount: Usdc): number {
  return toWire(amount);
}

export function iso(at: EpochMs | null): string | null {
  return at === null ? null : toIso(at);
}

/** The published services keep whole seconds. */
export function isoSecond(at: EpochMs | null): string | null {
  return at === null ? null : toIso(toEpochMs(epochSeconds(at) * SECOND_MS));
}

export function epochSeconds(at: EpochMs): number {
  return Math.floor(at / SECOND_MS);
}

/** Reads an amount above zero from a JSON number or a numeric text. Refuses with 400 `invalid_amount`. */
export function readAmount(value: unknown, field: string, atLeast: Usdc = 1n as Usdc): Usdc {
  const amount = tryAmount(value);
  if (amount === null || amount < atLeast) {
    throw new Refusal(400, "invalid_amount", `${field} must be a number of at least ${toWire(atLeast)}`);
  }
  return amount;
}

export function tryAmount(value: unknown): Usdc | null {
  if (typeof value !== "number" && typeof value !== "string") return null;
  try {
    return fromWire(value);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Reads an optional text of bounded length. Refuses with 400. */
export function readText(body: JsonObject, field: string, lengthMax = 2_000): string | null {
  const value = body[field];
  if (value === undefined || value === null) return null;
  if (typeof value !== "string" || value.length > lengthMax) {
    throw new Refusal(400, `invalid_${field}`, `${field} must be a text of at most ${lengthMax} characters`);
  }
  return value;
}

export function readFlag(body: JsonObject, field: string): boolean | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "boolean") throw new Refusal(400, `invalid_${field}`, `${field} must be true or false`);
  return value;
}

export function dayWindow(createdAt: EpochMs, now: EpochMs): number {
  return Math.floor((now - createdAt) / DAY_MS);
}

function parseBody(text: string, badJson: "refuse" | "ignore"): JsonObject {
  const body = readJsonObject(text);
  if (body === null && badJson === "refuse") throw new Refusal(400, "invalid_json", "Request body must be valid JSON");
  return body ?? {};
}

/** A body as a JSON object, blank as an empty one; `null` when it is neither. */
export function readJsonObject(text: string): JsonObject | null {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
}
