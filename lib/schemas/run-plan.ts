import { z } from "zod";
import { toDecimal } from "@/lib/core/money";
import type { JsonObject } from "@/lib/core/order/json-value";
import { flattenPlan } from "@/lib/core/run/flatten";
import {
  type BidWeights, DEFAULT_WEIGHTS, FUNDINGS, type PipelineNode, type RunPlan, type SpokeNode,
  type StageNode, type TaskNode, TIE_RULES, type WorkTerms,
} from "@/lib/core/run/plan";
import {
  agentField, amountField, countField, flagField, inputField, keyField, labelField, listField, planNameField, strict, termsShape,
} from "./run-plan-fields";

/** Payments of one run, and agents asked at once. */
export const LEGS_MAX = 1_000;
export const BIDDERS_MAX = 50;
/** Different patterns and expressions: each may take a moment to compile, while nothing else of the process goes on. */
export const CONDITIONS_MAX = 100;
/** A plan as it is stored. */
export const PLAN_BYTES_MAX = 4_194_304;

const taskShape = {
  ...termsShape, key: keyField, label: labelField.optional(), worker: agentField,
  backups: listField(agentField, 0, 20, "agents").default([]), amount: amountField,
};

const percent = z.int("must be whole percent.").min(0, "cannot be negative.").max(100, "is at most 100.");
const weightsField = strict({ price: percent, completion: percent, time: percent, fee: percent });

const stageField = strict({ ...taskShape, key: keyField.optional(), isIndependent: flagField(false) });

const pipelineShape = {
  stages: listField(stageField, 1, LEGS_MAX, "stages"), dependsOn: termsShape.dependsOn,
  settle: z.enum(["each", "from_the_end"], "Choose each or from_the_end.").default("each"),
};

const auctionShape = {
  ...termsShape, bidders: listField(agentField, 1, BIDDERS_MAX, "bidders"), ceiling: amountField, bidMinutes: countField(1, 10_080, 30),
  weights: weightsField.default(DEFAULT_WEIGHTS), allowsNewcomers: flagField(false), tieRule: z.enum(TIE_RULES, "Choose lower_price, shorter_time or earlier_bid.").default("lower_price"),
};

const marketplaceShape = { ...termsShape, workers: listField(agentField, 1, LEGS_MAX, "workers"), amount: amountField };

const named = { key: keyField, label: labelField.optional() };

/** A leg of a hub; without `kind` it is a task for one agent. */
const legField = z.preprocess(
  (value) => (typeof value === "object" && value !== null && !("kind" in value) ? { kind: "task", ...value } : value),
  z.discriminatedUnion("kind", [
    strict({ kind: z.literal("task"), ...taskShape }).transform(withLabel),
    strict({ kind: z.literal("pipeline"), ...named, ...pipelineShape }).transform(toPipeline),
    strict({ kind: z.literal("auction"), ...named, ...auctionShape }).transform(withLabel),
    strict({ kind: z.literal("marketplace"), ...named, ...marketplaceShape }).transform(withLabel),
  ], "Choose a kind: task, pipeline, auction or marketplace."),
);

const planShape = { name: planNameField, funding: z.enum(FUNDINGS, "Choose prefund or lazy.").default("prefund"), input: inputField };
const rootNames = { key: keyField.optional(), label: labelField.optional() };

const shapeSchema = z.discriminatedUnion("pattern", [
  strict({ pattern: z.literal("hub_spoke"), ...planShape, legs: listField(legField, 1, LEGS_MAX, "legs") })
    .transform(({ pattern, legs, ...head }): RunPlan => ({ ...head, root: { kind: pattern, legs } })),
  strict({ pattern: z.literal("pipeline"), ...planShape, ...rootNames, ...pipelineShape })
    .transform(({ pattern, name, funding, input, ...node }): RunPlan => ({ name, funding, input, root: toPipeline({ ...node, ...rootName(node, pattern, name), kind: pattern }) })),
  strict({ pattern: z.literal("auction"), ...auctionShape, ...rootNames, ...planShape })
    .transform(({ pattern, name, funding, input, ...node }): RunPlan => ({ name, funding, input, root: { ...node, ...rootName(node, pattern, name), ...HANDED_ON, kind: pattern } })),
  strict({ pattern: z.literal("marketplace"), ...marketplaceShape, ...rootNames, ...planShape })
    .transform(({ pattern, name, funding, input, ...node }): RunPlan => ({ name, funding, input, root: { ...node, ...rootName(node, pattern, name), ...HANDED_ON, kind: pattern } })),
], "Choose a pattern: hub_spoke, pipeline, auction or marketplace.");

/** A root has its input and its funding from the run: one field for one thing. */
const HANDED_ON = { input: null, funding: null } as const;

interface OwnNames { readonly key?: string | undefined; readonly label?: string | undefined }

function rootName(own: OwnNames, pattern: string, name: string) {
  return { key: own.key ?? pattern, label: own.label ?? name };
}

function withLabel<T extends { readonly key: string; readonly label?: string | undefined }>(node: T) {
  return { ...node, label: node.label ?? node.key };
}

type StageInput = Omit<StageNode, "kind" | "key" | "label"> & OwnNames;
type PipelineInput = Omit<PipelineNode, "stages" | "label"> & { readonly label?: string | undefined; readonly stages: readonly StageInput[] };

function toPipeline(node: PipelineInput): PipelineNode {
  const stages = node.stages.map((stage, index): StageNode => {
    const key = stage.key ?? `stage-${index + 1}`;
    return { ...stage, kind: "task", key, label: stage.label ?? key };
  });
  return { ...node, label: node.label ?? node.key, stages };
}

/**
 * An operator's plan: JSON in, `RunPlan` out. Money is decimal text; every term of the work has a default; what is not a
 * field is refused. The message of each issue begins with the path of its field.
 */
export const runPlanSchema: z.ZodType<RunPlan, unknown> = z.unknown().transform((value, ctx): RunPlan => {
  const parsed = shapeSchema.safeParse(value);
  const faults = parsed.success ? findSizeFaults(parsed.data) : parsed.error.issues.map(({ path, message }) => ({ path, message }));
  if (parsed.success && faults.length === 0) return parsed.data;
  for (const { path, message } of faults) {
    ctx.addIssue({ code: "custom", path: [...path], message: path.length === 0 ? `The plan: ${message}` : `${path.join(".")}: ${message}` });
  }
  return z.NEVER;
});

function findSizeFaults(plan: RunPlan): { readonly path: readonly PropertyKey[]; readonly message: string }[] {
  const legCount = flattenPlan(plan).length;
  if (legCount > LEGS_MAX) return [{ path: [], message: `has ${legCount} payments; at most ${LEGS_MAX} fit in one run.` }];
  const conditions = countConditions(plan);
  if (conditions > CONDITIONS_MAX) return [{ path: [], message: `has ${conditions} different patterns and expressions; at most ${CONDITIONS_MAX} are read for one run.` }];
  const bytes = new TextEncoder().encode(JSON.stringify(toPlanJson(plan))).length;
  return bytes > PLAN_BYTES_MAX ? [{ path: [], message: `has ${bytes} bytes; at most ${PLAN_BYTES_MAX} are kept.` }] : [];
}

/** The same condition on every leg is one: it is compiled once. */
function countConditions(plan: RunPlan): number {
  const texts = flattenPlan(plan).flatMap(({ terms }) => terms.validators.flatMap((validator) => (
    validator.kind === "pattern" ? [`p ${validator.pattern}`] : validator.kind === "expression" ? [`e ${validator.expression}`] : [])));
  return new Set(texts).size;
}

/** The stored form of a plan, with nothing left to a default. Invariant: `runPlanSchema` makes the same plan of it. */
export function toPlanJson(plan: RunPlan): JsonObject {
  const { name, funding, input, root } = plan;
  const head = { name, pattern: root.kind, funding, input };
  if (root.kind === "hub_spoke") return { ...head, legs: root.legs.map(toNodeJson) };
  const { kind: _, ...node } = toNodeJson(root);
  return { ...node, ...head, ...(root.kind === "pipeline" ? {} : { funding: root.funding ?? funding, input: root.input ?? input }) };
}

function toNodeJson(node: SpokeNode): JsonObject {
  switch (node.kind) {
    case "task": return toTaskJson(node);
    case "pipeline": {
      const stages = node.stages.map(({ isIndependent, ...stage }): JsonObject => {
        const { kind: _, ...fields } = toTaskJson(stage);
        return { ...fields, isIndependent };
      });
      return { kind: node.kind, key: node.key, label: node.label, stages, dependsOn: node.dependsOn, settle: node.settle };
    }
    case "auction": {
      const { kind, key, label, bidders, bidMinutes, weights, allowsNewcomers, tieRule } = node;
      return { kind, key, label, ...toTermsJson(node), bidders, ceiling: toDecimal(node.ceiling), bidMinutes, weights: toWeightsJson(weights), allowsNewcomers, tieRule };
    }
    case "marketplace":
      return { kind: node.kind, key: node.key, label: node.label, ...toTermsJson(node), workers: node.workers, amount: toDecimal(node.amount) };
  }
}

function toTaskJson(node: TaskNode): JsonObject {
  const { kind, key, label, worker, backups, amount } = node;
  return { kind, key, label, ...toTermsJson(node), worker, backups, amount: toDecimal(amount) };
}

function toTermsJson(terms: WorkTerms): JsonObject {
  const { instructions, input, resultSchema, workMinutes, timeoutHours, disputeMinutes, revisions, attempts, dependsOn, isCritical, defaultOutput, funding } = terms;
  const validators = terms.validators.map((validator): JsonObject => ({ ...validator }));
  return { instructions, input, resultSchema, validators, workMinutes, timeoutHours, disputeMinutes, revisions, attempts, dependsOn, isCritical, defaultOutput, funding };
}

function toWeightsJson({ price, completion, time, fee }: BidWeights): JsonObject {
  return { price, completion, time, fee };
}
