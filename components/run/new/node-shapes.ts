import type { Json, JsonObject } from "@/lib/core/order/json-value";
import { PATTERN_WORDS } from "../pattern-words";
import { isObject, listAt, textAt, wordsAt } from "./plan-draft";

/** What one node of a plan can be, in the words of the screen. */
export const NODE_KINDS = [
  { value: "task", label: "one worker" }, { value: "auction", label: "auction" }, { value: "pipeline", label: "pipeline" }, { value: "marketplace", label: "marketplace" },
] as const;

export type NodeKind = (typeof NODE_KINDS)[number]["value"];

export const PATTERN_CHOICES = [
  { value: "hub_spoke", label: PATTERN_WORDS.hub_spoke, words: "The orchestrator pays each worker from an escrow of its own." },
  { value: "pipeline", label: PATTERN_WORDS.pipeline, words: "Each stage is paid by the stage before and keeps its margin." },
  { value: "auction", label: PATTERN_WORDS.auction, words: "Workers bid, the best bid is locked and paid. The others get nothing." },
  { value: "marketplace", label: PATTERN_WORDS.marketplace, words: "Each gets the job, the first accepted result is paid." },
] as const;

export type PatternChoice = (typeof PATTERN_CHOICES)[number]["value"];

/** What every kind of node says about its work; kept when a node becomes another kind. */
const TERMS = [
  "instructions", "input", "resultSchema", "validators", "workMinutes", "timeoutHours", "disputeMinutes", "revisions", "attempts",
  "isCritical", "defaultOutput", "funding",
] as const;

const FRESH: JsonObject = { instructions: "" };

export function newTask(key: string): JsonObject {
  return { key, worker: "", amount: "", ...FRESH };
}

/** The smallest free key: `leg-1`, `leg-2`… */
export function freeKey(prefix: string, taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`${prefix}-${number}`)) number += 1;
  return `${prefix}-${number}`;
}

export function kindOf(node: Json | undefined): NodeKind {
  const kind = textAt(node, ["kind"]);
  return NODE_KINDS.some(({ value }) => value === kind) ? (kind as NodeKind) : "task";
}

/** The same work as another kind of node: whoever was named, the money and the terms go with it. */
export function turnNode(node: Json | undefined, kind: NodeKind): JsonObject {
  const held = isObject(node) ? node : {};
  const named = { ...pick(held, ["key", "label", "dependsOn"]) };
  const terms = { ...FRESH, ...pick(firstWork(held), TERMS) };
  const { agents, amount } = { agents: agentsOf(held), amount: amountOf(held) };
  switch (kind) {
    case "task": return { ...named, worker: agents[0] ?? "", backups: [...agents.slice(1)], amount, ...terms };
    case "auction": return { kind, ...named, bidders: [...agents], ceiling: amount, ...terms };
    case "marketplace": return { kind, ...named, workers: [...agents], amount, ...terms };
    case "pipeline": return { kind, ...named, stages: [{ worker: agents[0] ?? "", amount, ...terms }] };
  }
}

/** The same plan in another pattern. */
export function turnPlan(plan: Json | undefined, pattern: PatternChoice): JsonObject {
  const held = isObject(plan) ? plan : {};
  const head = { pattern, name: textAt(held, ["name"]), ...pick(held, ["funding", "input"]) };
  const isHub = textAt(held, ["pattern"]) === "hub_spoke" || Array.isArray(held["legs"]);
  if (pattern === "hub_spoke") {
    if (isHub) return { ...held, pattern };
    const { name: _name, pattern: was, funding: _funding, input: _input, ...node } = held;
    return { ...head, legs: [{ kind: was ?? "task", ...node, key: textAt(held, ["key"]) || "leg-1" }] };
  }
  const node = isHub ? hubAsOneNode(held, pattern) : turnNode({ ...held, kind: textAt(held, ["pattern"]) }, pattern);
  const { kind: _kind, key: _key, input: _own, funding: _lazy, dependsOn: _after, ...fields } = node;
  return { ...fields, ...head };
}

/** A hub's legs become stages one after the other, or bidders and workers for the job of the first. */
function hubAsOneNode(plan: JsonObject, kind: NodeKind): JsonObject {
  const legs = listAt(plan, ["legs"]).filter(isObject);
  if (kind !== "pipeline") {
    const agents = legs.flatMap(agentsOf);
    return turnNode({ ...turnNode(legs[0], "task"), worker: agents[0] ?? "", backups: [...new Set(agents.slice(1))] }, kind);
  }
  return { kind, stages: legs.map((leg) => ({ ...pick(leg, ["key", "label"]), worker: agentsOf(leg)[0] ?? "", amount: amountOf(leg), ...FRESH, ...pick(firstWork(leg), TERMS) })) };
}

function firstWork(node: JsonObject): JsonObject {
  const stage = listAt(node, ["stages"])[0];
  return isObject(stage) ? stage : node;
}

function agentsOf(node: JsonObject): string[] {
  const worker = textAt(node, ["worker"]);
  const stages = listAt(node, ["stages"]).map((stage) => textAt(stage, ["worker"]));
  const named = [worker, ...wordsAt(node, ["backups"]), ...wordsAt(node, ["bidders"]), ...wordsAt(node, ["workers"]), ...stages];
  return [...new Set(named.filter((name) => name !== ""))];
}

function amountOf(node: JsonObject): string {
  const first = listAt(node, ["stages"])[0];
  return textAt(node, ["amount"]) || textAt(node, ["ceiling"]) || textAt(first, ["amount"]);
}

function pick(node: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.flatMap((name) => { const value = node[name]; return value === undefined ? [] : [[name, value]]; }));
}
