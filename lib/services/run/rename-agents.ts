import type { RunPlan, SpokeNode, TaskNode } from "@/lib/core/run/plan";

/** The same plan with every agent by another word: one word for one agent, so that words can be compared. */
export function renameAgents(plan: RunPlan, wordOf: (word: string) => string): RunPlan {
  const { root } = plan;
  if (root.kind === "hub_spoke") return { ...plan, root: { ...root, legs: root.legs.map((leg) => renameNode(leg, wordOf)) } };
  return { ...plan, root: renameNode(root, wordOf) };
}

function renameNode<N extends SpokeNode>(node: N, wordOf: (word: string) => string): N;
function renameNode(node: SpokeNode, wordOf: (word: string) => string): SpokeNode {
  switch (node.kind) {
    case "task": return renameTask(node, wordOf);
    case "pipeline": return { ...node, stages: node.stages.map((stage) => renameTask(stage, wordOf)) };
    case "auction": return { ...node, bidders: node.bidders.map(wordOf) };
    case "marketplace": return { ...node, workers: node.workers.map(wordOf) };
  }
}

function renameTask<N extends TaskNode>(node: N, wordOf: (word: string) => string): N {
  return { ...node, worker: wordOf(node.worker), backups: node.backups.map(wordOf) };
}
