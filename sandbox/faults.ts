import { seededUnit } from "./random";
import { Refusal } from "./refusal";

export const FAULT_EFFECTS = [
  "latency", "429", "5xx", "html", "reply_lost_before", "reply_lost_after", "duplicate",
] as const;

export type FaultEffect = (typeof FAULT_EFFECTS)[number];

export interface FaultPlan {
  readonly effect: FaultEffect;
  readonly status: number;
  readonly latencyMs: number;
}

export interface Delivery {
  readonly method: string;
  /** The path as it was addressed, host first, and the path that the host sees. */
  readonly paths: readonly string[];
  readonly text: string;
}

interface Fault extends FaultPlan {
  readonly id: string;
  readonly match: { readonly method: string | null; readonly path: string | null; readonly bodyIncludes: string | null };
  readonly probability: number;
  readonly times: number | null;
  readonly after: number;
  readonly unit: () => number;
  seen: number;
  hits: number;
}

const ALIASES: Readonly<Record<string, FaultEffect>> = {
  delay: "latency", slow: "latency", rate_limited: "429", rate_limit: "429", server_error: "5xx",
  lost_before: "reply_lost_before", lost_after: "reply_lost_after", reply_lost: "reply_lost_after",
  lost_reply_before: "reply_lost_before", lost_reply_after: "reply_lost_after", duplicate_delivery: "duplicate",
};

/** Rules that break matching requests on purpose. They are not in the journal: a restart is a healthy platform. */
export class FaultRules {
  private rules: Fault[] = [];
  private nextId = 1;

  add(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const match = (body.match ?? {}) as Record<string, unknown>;
    const { effect, status } = readEffect(body.effect);
    const fault: Fault = {
      id: `fault_${this.nextId++}`, effect, status: readCount(body.status, "status") ?? status, latencyMs: readCount(body.latencyMs, "latencyMs") ?? 1_000,
      match: { method: textOf(match.method)?.toUpperCase() ?? null, path: textOf(match.path), bodyIncludes: textOf(match.bodyIncludes) },
      probability: readProbability(body.probability), times: readCount(body.times, "times"),
      after: readCount(body.after, "after") ?? 0, unit: seededUnit(readCount(body.seed, "seed") ?? this.nextId), seen: 0, hits: 0,
    };
    this.rules.push(fault);
    return view(fault);
  }

  list(): Record<string, unknown>[] {
    return this.rules.map(view);
  }

  clear(): number {
    const count = this.rules.length;
    this.rules = [];
    return count;
  }

  /** The first rule that hits this request, if any. Every matching rule counts it as seen. */
  plan(delivery: Delivery): FaultPlan | null {
    for (const fault of this.rules) {
      if (!matches(fault, delivery)) continue;
      fault.seen += 1;
      if (fault.seen <= fault.after || (fault.times !== null && fault.hits >= fault.times)) continue;
      if (fault.probability < 1 && fault.unit() >= fault.probability) continue;
      fault.hits += 1;
      return fault;
    }
    return null;
  }
}

function matches(fault: Fault, delivery: Delivery): boolean {
  const { method, path, bodyIncludes } = fault.match;
  if (method !== null && method !== delivery.method) return false;
  if (bodyIncludes !== null && !delivery.text.includes(bodyIncludes)) return false;
  return path === null || delivery.paths.some((actual) => fits(path, actual));
}

/** With a `*` the whole path must fit the glob, where `*` stands for anything; without one it is a part of the path. */
function fits(pattern: string, path: string): boolean {
  if (!pattern.includes("*")) return path.includes(pattern);
  const source = pattern.split(/\*+/).map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*");
  return new RegExp(`^${source}$`).test(path);
}

function readEffect(value: unknown): { effect: FaultEffect; status: number } {
  const word = String(value).trim().toLowerCase().replace(/[\s-]+/g, "_");
  if (/^5\d\d$/.test(word)) return { effect: "5xx", status: Number(word) };
  const effect = FAULT_EFFECTS.find((known) => known === word) ?? ALIASES[word];
  if (!effect) throw new Refusal(400, "invalid_effect", `effect must be one of ${FAULT_EFFECTS.join(", ")}`);
  return { effect, status: effect === "429" ? 429 : effect === "html" ? 502 : 503 };
}

function readProbability(value: unknown): number {
  if (value === undefined || value === null) return 1;
  if (typeof value === "number" && value >= 0 && value <= 1) return value;
  throw new Refusal(400, "invalid_probability", "probability must be a number from 0 to 1");
}

function readCount(value: unknown, field: string): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new Refusal(400, `invalid_${field}`, `${field} must be a whole number of at least 0`);
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function view(fault: Fault): Record<string, unknown> {
  const { id, match, effect, status, latencyMs, probability, times, after, seen, hits } = fault;
  return { id, match, effect, status, latencyMs, probability, times, after, seen, hits };
}
