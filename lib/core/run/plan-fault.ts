import type { Conditions } from "./judge-output";
import type { RunPlan, SpokeNode, StageNode } from "./plan";

export type PlanFaultCode =
  | "DUPLICATE_KEY" | "SELF_DEPENDENCY" | "UNKNOWN_DEPENDENCY" | "CYCLE"
  | "AGENT_MISSING" | "SAME_AGENT" | "PAYS_ITSELF" | "MAY_PAY_ITSELF" | "PAYER_MAY_CHANGE" | "NO_BACKUP" | "NO_COMPETITION"
  | "BELOW_LEAST" | "FLOOR_BELOW_LEAST" | "WEIGHTS" | "NEGATIVE_MARGIN"
  | "NO_DEFAULT" | "BAD_CHECK" | "PERSON_HURRIED" | "WORK_TOO_LONG" | "REVISIONS_TOO_LONG" | "WAITS_TOO_LONG";

/** An error keeps the plan from starting; a warning says what it will do. */
export interface PlanFault {
  readonly severity: "error" | "warning";
  /** The field in the operator's JSON, as `legs.2.amount`; blank for the plan itself. */
  readonly path: string;
  readonly code: PlanFaultCode;
  readonly message: string;
}

export interface PlanFacts {
  readonly conditions: Conditions;
  /** Every name and id of the orchestrator, where it is known. */
  readonly orchestrator?: readonly string[];
}

/** A node with the way to its fields: blank, or ending with a dot. */
export interface Place<T> {
  readonly node: T;
  readonly path: string;
}

/** Something that is paid for: a task, a stage, an auction or a marketplace. */
export type Work = Exclude<SpokeNode, { kind: "pipeline" }> | StageNode;

export function error(code: PlanFaultCode, path: string, message: string): PlanFault {
  return { severity: "error", path, code, message };
}

export function warning(code: PlanFaultCode, path: string, message: string): PlanFault {
  return { severity: "warning", path, code, message };
}

/** The nodes that something can depend on. */
export function nodePlaces({ root }: RunPlan): readonly Place<SpokeNode>[] {
  return root.kind === "hub_spoke" ? root.legs.map((node, index) => ({ node, path: `legs.${index}.` })) : [{ node: root, path: "" }];
}

/** Everything that is paid for, stages of pipelines one by one. */
export function workPlaces(plan: RunPlan): readonly Place<Work>[] {
  return nodePlaces(plan).flatMap(({ node, path }): Place<Work>[] =>
    node.kind === "pipeline" ? node.stages.map((stage, index) => ({ node: stage, path: `${path}stages.${index}.` })) : [{ node, path }]);
}
