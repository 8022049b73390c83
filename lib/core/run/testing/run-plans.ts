import fc from "fast-check";
import { fromWire, usdc } from "../../money";
import type { Json } from "../../order/json-value";
import type { AuctionNode, MarketplaceNode, PipelineNode, RunPlan, SpokeNode, StageNode, TaskNode, Validator, WorkTerms } from "../plan";

/** The terms of an everyday leg. */
export const TERMS: WorkTerms = {
  instructions: "Do the work.", input: null, resultSchema: null, validators: [{ kind: "not_empty" }], workMinutes: 60, timeoutHours: 24,
  disputeMinutes: 0, revisions: 2, attempts: 1, dependsOn: [], isCritical: true, defaultOutput: null, funding: null,
};

/** A task with a backup, so that nothing is to be said against it. */
export function task(key: string, amount: string, extra: Partial<TaskNode> = {}): TaskNode {
  return { ...TERMS, kind: "task", key, label: key, worker: `${key}-worker`, backups: [`${key}-backup`], amount: fromWire(amount), ...extra };
}

export function stage(key: string, amount: string, extra: Partial<StageNode> = {}): StageNode {
  return { ...task(key, amount), isIndependent: false, ...extra };
}

export function pipeline(stages: readonly StageNode[], extra: Partial<PipelineNode> = {}): PipelineNode {
  return { kind: "pipeline", key: "pipeline", label: "Pipeline", stages, dependsOn: [], settle: "each", ...extra };
}

export function auction(bidders: readonly string[], ceiling: string, extra: Partial<AuctionNode> = {}): AuctionNode {
  return {
    ...TERMS, kind: "auction", key: "auction", label: "Auction", bidders, ceiling: fromWire(ceiling), bidMinutes: 30,
    weights: { price: 40, completion: 30, time: 20, fee: 10 }, allowsNewcomers: false, tieRule: "lower_price", ...extra,
  };
}

export function marketplace(workers: readonly string[], amount: string, extra: Partial<MarketplaceNode> = {}): MarketplaceNode {
  return { ...TERMS, kind: "marketplace", key: "marketplace", label: "Marketplace", workers, amount: fromWire(amount), ...extra };
}

export function hub(...legs: SpokeNode[]): RunPlan {
  return { name: "Plan", funding: "prefund", input: null, root: { kind: "hub_spoke", legs } };
}

export function rooted(root: RunPlan["root"]): RunPlan {
  return { name: "Plan", funding: "prefund", input: null, root };
}

const words = (min: number, max: number) => fc.string({ minLength: min, maxLength: max, unit: fc.constantFrom(..."abc XYZ 09é—ß") })
  .map((text) => text.trim()).filter((text) => [...text].length >= min);
const key = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,12}$/);
const agent = fc.stringMatching(/^agt_[a-z0-9]{4}$/);
const json = fc.jsonValue({ maxDepth: 3, noUnicodeString: true }).map((value) => JSON.parse(JSON.stringify(value)) as Json);
/** Amounts at and above the platform's least. */
export const amounts = fc.bigInt({ min: 100_000n, max: 50_000_000n }).map(usdc);
const agents = (min: number, max: number) => fc.uniqueArray(agent, { minLength: min, maxLength: max });

const validator: fc.Arbitrary<Validator> = fc.oneof(
  fc.constant<Validator>({ kind: "not_empty" }),
  fc.constant<Validator>({ kind: "schema", schema: { type: "object", required: ["a"] } }),
  fc.record({ kind: fc.constant("pattern" as const), path: fc.constantFrom("", "/a", "/a~1b/0"), pattern: fc.constantFrom("^a+$", " b ") }),
  fc.constant<Validator>({ kind: "expression", expression: "size(result) > 1" }),
  fc.constant<Validator>({ kind: "judge", url: "https://judge.example/accept" }),
  fc.constant<Validator>({ kind: "human", question: "Is it good enough?" }),
);

const terms = fc.record({
  instructions: words(3, 40), input: json, resultSchema: fc.constantFrom(null, { type: "object" }), validators: fc.array(validator, { maxLength: 3 }),
  workMinutes: fc.integer({ min: 1, max: 300 }), timeoutHours: fc.integer({ min: 1, max: 720 }), disputeMinutes: fc.integer({ min: 0, max: 60 }),
  revisions: fc.integer({ min: 0, max: 2 }), attempts: fc.integer({ min: 1, max: 3 }), dependsOn: fc.constant<readonly string[]>([]),
  isCritical: fc.boolean(), defaultOutput: json, funding: fc.constantFrom(null, "prefund" as const, "lazy" as const),
});

const named = <K extends string, T extends object>(kind: K, rest: fc.Arbitrary<T>) =>
  fc.tuple(key, words(1, 20), terms, rest).map(([own, label, work, fields]) => ({ ...work, kind, key: own, label, ...fields }));

export const tasks: fc.Arbitrary<TaskNode> = named("task", fc.record({ worker: agent, backups: agents(0, 2), amount: amounts }));
export const stages: fc.Arbitrary<StageNode> = fc.tuple(tasks, fc.boolean()).map(([node, isIndependent]) => ({ ...node, isIndependent }));
const pipelines: fc.Arbitrary<PipelineNode> = fc.record({
  kind: fc.constant("pipeline" as const), key, label: words(1, 20), stages: fc.array(stages, { minLength: 1, maxLength: 4 }),
  dependsOn: fc.constant<readonly string[]>([]), settle: fc.constantFrom("each", "from_the_end"),
});
const weights = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }))
  .map(([price, completion, time]) => ({ price, completion, time, fee: 100 - price - completion - time }));
const auctions: fc.Arbitrary<AuctionNode> = named("auction", fc.record({
  bidders: agents(1, 4), ceiling: amounts, bidMinutes: fc.integer({ min: 1, max: 60 }), weights, allowsNewcomers: fc.boolean(),
  tieRule: fc.constantFrom("lower_price" as const, "shorter_time" as const, "earlier_bid" as const),
}));
const marketplaces: fc.Arbitrary<MarketplaceNode> = named("marketplace", fc.record({ workers: agents(1, 5), amount: amounts }));

/** Legs with different keys; each may depend on earlier ones. */
const hubs = fc.uniqueArray(fc.oneof(tasks, pipelines, auctions, marketplaces), { minLength: 1, maxLength: 5, selector: (node) => node.key })
  .chain((nodes) => fc.tuple(...nodes.map((node, index) => fc.subarray(nodes.slice(0, index).map((other) => other.key)).map((dependsOn): SpokeNode => ({ ...node, dependsOn })))))
  .map((legs) => ({ kind: "hub_spoke" as const, legs: legs as SpokeNode[] }));
const root = fc.oneof(hubs, pipelines, auctions.map((node) => ({ ...node, input: null, funding: null })), marketplaces.map((node) => ({ ...node, input: null, funding: null })));

/** Any plan that the schema can make. */
export const runPlans: fc.Arbitrary<RunPlan> = fc.record({ name: words(1, 30), funding: fc.constantFrom("prefund", "lazy"), input: json, root });
