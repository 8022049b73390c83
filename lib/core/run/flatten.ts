import type { Usdc } from "../money";
import type { AuctionNode, Funding, MarketplaceNode, Pattern, PipelineNode, RunPlan, SpokeNode, TaskNode, WorkTerms } from "./plan";

/** Who pays a leg: the orchestrator, or whoever does another leg, with its own key and from its own balance. */
export type LegPayer = { readonly kind: "orchestrator" } | { readonly kind: "payee_of"; readonly legKey: string };

/** One payment of a run: one escrow at a time. */
export interface PlanLeg {
  /** `node` for a single leg; `node.1`, `node.2`… for stages and racers. */
  readonly key: string;
  readonly nodeKey: string;
  readonly label: string;
  readonly pattern: Pattern;
  readonly position: number;
  readonly payer: LegPayer;
  /** In the order of asking; all bidders for an auction. */
  readonly candidates: readonly string[];
  /** The ceiling, for an auction. */
  readonly amount: Usdc;
  readonly auction: AuctionNode | null;
  /** Legs of one marketplace share it: only one of them is paid. */
  readonly race: string | null;
  readonly terms: WorkTerms;
  /** Locked at the start, before its turn. */
  readonly isPrefunded: boolean;
  /** The leg whose output comes first, within a pipeline. */
  readonly previousLeg: string | null;
  /** Offered without waiting for the leg before. */
  readonly isIndependent: boolean;
  /** Legs that must be through before this one's money is released. */
  readonly releaseAfter: readonly string[];
}

/** The legs of a plan in the order of the plan. Every number of a run is taken over these. */
export function flattenPlan(plan: RunPlan): readonly PlanLeg[] {
  const nodes: readonly SpokeNode[] = plan.root.kind === "hub_spoke" ? plan.root.legs : [plan.root];
  const legs = nodes.flatMap((node) => flattenNode(node, plan));
  return legs.map((leg, position) => ({ ...leg, position }));
}

type LegDraft = Omit<PlanLeg, "position">;

function flattenNode(node: SpokeNode, plan: RunPlan): LegDraft[] {
  switch (node.kind) {
    case "task": return [taskLeg(node, "hub_spoke", plan.funding)];
    case "auction": return [auctionLeg(node)];
    case "marketplace": return raceLegs(node, plan.funding);
    case "pipeline": return stageLegs(node, plan.funding);
  }
}

const ORCHESTRATOR: LegPayer = { kind: "orchestrator" };

function taskLeg(node: TaskNode, pattern: Pattern, funding: Funding): LegDraft {
  return {
    key: node.key, nodeKey: node.key, label: node.label, pattern, payer: ORCHESTRATOR, candidates: [node.worker, ...node.backups],
    amount: node.amount, auction: null, race: null, terms: node, isPrefunded: (node.funding ?? funding) === "prefund",
    previousLeg: null, isIndependent: true, releaseAfter: [],
  };
}

/** Its price is not known before the award, so there is nothing to prefund. */
function auctionLeg(node: AuctionNode): LegDraft {
  return {
    key: node.key, nodeKey: node.key, label: node.label, pattern: "auction", payer: ORCHESTRATOR, candidates: node.bidders,
    amount: node.ceiling, auction: node, race: null, terms: node, isPrefunded: false, previousLeg: null, isIndependent: true, releaseAfter: [],
  };
}

function raceLegs(node: MarketplaceNode, funding: Funding): LegDraft[] {
  return node.workers.map((worker, index) => ({
    key: `${node.key}.${index + 1}`, nodeKey: node.key, label: `${node.label} ${index + 1}`, pattern: "marketplace", payer: ORCHESTRATOR,
    candidates: [worker], amount: node.amount, auction: null, race: node.key, terms: node,
    isPrefunded: (node.funding ?? funding) === "prefund", previousLeg: null, isIndependent: true, releaseAfter: [],
  }));
}

/**
 * A stage is paid by the one before. An independent stage is funded at once, from what its payer holds already; another
 * one after the stage before has its money (`each`) or its accepted result (`from_the_end`).
 */
function stageLegs(node: PipelineNode, funding: Funding): LegDraft[] {
  const keyOf = (index: number) => `${node.key}.${index + 1}`;
  return node.stages.map((stage, index) => {
    const isFirst = index === 0;
    const dependsOn = isFirst ? [...new Set([...node.dependsOn, ...stage.dependsOn])] : stage.dependsOn;
    const later = node.stages.flatMap((_, other) => (other > index ? [keyOf(other)] : []));
    const leg = taskLeg(stage, "pipeline", funding);
    return {
      ...leg, key: keyOf(index), nodeKey: node.key, label: stage.label, terms: { ...stage, dependsOn },
      payer: isFirst ? ORCHESTRATOR : { kind: "payee_of", legKey: keyOf(index - 1) } as const,
      isPrefunded: isFirst ? leg.isPrefunded : stage.isIndependent,
      previousLeg: isFirst ? null : keyOf(index - 1), isIndependent: isFirst || stage.isIndependent,
      releaseAfter: node.settle === "from_the_end" ? later : [],
    };
  });
}

/** All nodes of a plan that something can depend on. */
export function nodesOf(plan: RunPlan): readonly SpokeNode[] {
  return plan.root.kind === "hub_spoke" ? plan.root.legs : [plan.root];
}
