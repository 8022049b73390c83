import { canonicalJson, type Json, type JsonObject } from "@/lib/core/order/json-value";
import { DEFAULT_WEIGHTS } from "@/lib/core/run/plan";
import { isObject } from "./plan-draft";

/** What a plan need not say. Source: the defaults of the plan's schema. */
const DEFAULTS: JsonObject = {
  validators: [{ kind: "not_empty" }], workMinutes: 60, timeoutHours: 24, disputeMinutes: 0, revisions: 2, attempts: 1, dependsOn: [], backups: [],
  isCritical: true, isIndependent: false, settle: "each", bidMinutes: 30, weights: { ...DEFAULT_WEIGHTS }, allowsNewcomers: false, tieRule: "lower_price",
  input: null, defaultOutput: null, resultSchema: null, funding: null, kind: "task",
};

/** The order in which a person writes; a database keeps its own. What is not named comes last. */
const ORDER = ["name", "pattern", "funding", "input", "kind", "key", "label", "worker", "workers", "bidders", "backups", "amount", "ceiling", "bidMinutes", "weights", "instructions", "dependsOn"];

/** A stored plan as a person would write it: without what is a default anyway. It reads back as the same plan. */
export function compactPlan(plan: JsonObject): JsonObject {
  const { legs, stages, name, pattern, funding, input, ...node } = plan;
  return {
    ...dropDefaults({ name, pattern }), ...(funding === undefined ? {} : { funding }), ...(input === undefined || input === null ? {} : { input }),
    ...compactNode({ ...node, ...(stages === undefined ? {} : { stages }) }, node["label"] === name, node["key"] === pattern),
    ...(Array.isArray(legs) ? { legs: (legs as readonly Json[]).map((leg) => (isObject(leg) ? compactNode(leg, leg["label"] === leg["key"], false) : leg)) } : {}),
  };
}

function compactNode(node: JsonObject, isOwnLabel: boolean, isOwnKey: boolean): JsonObject {
  const { stages, ...held } = node;
  const { label, key, kind, ...fields } = dropDefaults(held);
  return {
    ...(kind === undefined ? {} : { kind }), ...(key === undefined || isOwnKey ? {} : { key }), ...(label === undefined || isOwnLabel ? {} : { label }), ...fields,
    ...(Array.isArray(stages) ? { stages: (stages as readonly Json[]).map(compactStage) } : {}),
  };
}

function compactStage(stage: Json, index: number): Json {
  if (!isObject(stage)) return stage;
  return compactNode(stage, stage["label"] === stage["key"], stage["key"] === `stage-${index + 1}`);
}

function dropDefaults(node: { readonly [name: string]: Json | undefined }): JsonObject {
  const placeOf = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  const sorted = Object.entries(node).sort(([one], [other]) => placeOf(one) - placeOf(other));
  return Object.fromEntries(sorted.flatMap(([name, value]) => (value === undefined || isDefault(name, value) ? [] : [[name, value]])));
}

function isDefault(name: string, value: Json): boolean {
  return name in DEFAULTS && canonicalJson(value) === canonicalJson(DEFAULTS[name] ?? null);
}
