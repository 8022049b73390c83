import { type Usdc, usdc } from "../money";
import { type ReferralProof, weakestProof } from "./proof";

/** One agent as the roster knows it; `referrerId` is `null` for the orchestrator and for agents without a link. */
export interface ReferredAgent {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly referrerId: string | null;
  readonly proof: ReferralProof;
  /** What the platform credited to its referrer for this agent's fees. */
  readonly commission: Usdc;
}

export interface ReferralNode extends ReferredAgent {
  /** Sorted by commission, the most first, then by name. */
  readonly children: readonly ReferralNode[];
  /** The commission of the agent and of everyone below it. */
  readonly branchCommission: Usdc;
  /** Everyone below it. */
  readonly branchCount: number;
  /** A chain is as good as its worst link: the weakest proof of the agent and of everyone below it. */
  readonly branchProof: ReferralProof;
}

/**
 * The referral chain of a flat list. An agent whose referrer is not in the list is a root, and so is one agent of a
 * loop, so that every agent is in the tree exactly once. Units: micro-USDC.
 * Invariant: the commissions of the roots' branches sum to those of the list.
 */
export function buildReferralTree(agents: readonly ReferredAgent[]): ReferralNode[] {
  const known = new Set(agents.map((agent) => agent.id));
  const childrenOf = new Map<string, ReferredAgent[]>();
  for (const agent of agents) {
    if (agent.referrerId === null || !known.has(agent.referrerId)) continue;
    const siblings = childrenOf.get(agent.referrerId);
    if (siblings === undefined) childrenOf.set(agent.referrerId, [agent]);
    else siblings.push(agent);
  }
  const placed = new Set<string>();
  const roots = agents.filter((agent) => agent.referrerId === null || !known.has(agent.referrerId));
  const trees = roots.map((agent) => grow(agent, childrenOf, placed));
  for (const agent of agents) {
    if (!placed.has(agent.id)) trees.push(grow(agent, childrenOf, placed));
  }
  return trees.sort(byCommission);
}

/** Chains are one level on the platform but may be deep in a list, so the walk keeps its own stack. */
function grow(root: ReferredAgent, childrenOf: ReadonlyMap<string, readonly ReferredAgent[]>, placed: Set<string>): ReferralNode {
  const order: { agent: ReferredAgent; children: ReferredAgent[] }[] = [];
  const waiting = [root];
  placed.add(root.id);
  for (let agent = waiting.pop(); agent !== undefined; agent = waiting.pop()) {
    const children = (childrenOf.get(agent.id) ?? []).filter((child) => !placed.has(child.id));
    for (const child of children) placed.add(child.id);
    waiting.push(...children);
    order.push({ agent, children });
  }
  const built = new Map<string, ReferralNode>();
  for (const { agent, children } of order.reverse()) {
    const nodes = children.map((child) => built.get(child.id)).filter((node) => node !== undefined);
    built.set(agent.id, toNode(agent, nodes));
  }
  return built.get(root.id) ?? toNode(root, []);
}

function toNode(agent: ReferredAgent, children: ReferralNode[]): ReferralNode {
  const own = agent.referrerId === null ? [] : [agent.proof];
  return {
    ...agent, children: children.sort(byCommission),
    branchCommission: usdc(children.reduce<bigint>((all, child) => all + child.branchCommission, agent.commission)),
    branchCount: children.reduce((all, child) => all + 1 + child.branchCount, 0),
    branchProof: weakestProof([...own, ...children.map((child) => child.branchProof)]),
  };
}

function byCommission(a: ReferralNode, b: ReferralNode): number {
  if (a.branchCommission !== b.branchCommission) return a.branchCommission > b.branchCommission ? -1 : 1;
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
