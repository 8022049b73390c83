import { isProven, type ReferralProof } from "@/lib/core/referral/proof";
import { isPlaceholder } from "@/lib/core/run/check-people";
import type { RunPlan, SpokeNode, TaskNode } from "@/lib/core/run/plan";
import { canTakePart, type WorkerState } from "@/lib/core/worker/states";
import type { Database, Tx } from "@/lib/db/client";

/** An agent that a plan names and that can do its part. Money as last read; units: micros. */
export interface PlanAgent {
  readonly agentId: string;
  readonly accountId: string;
  readonly name: string;
  readonly balanceMicros: bigint | null;
  readonly balanceReadAt: Date | null;
  /** Its proven referral code, for whom its fees come back to. */
  readonly codeUsed: string | null;
}

export interface AgentFault {
  /** The field in the operator's JSON, as `legs.2.worker`. */
  readonly path: string;
  readonly message: string;
}

export interface ResolvedAgents {
  /** By the word that the plan uses for it: a name or an id. */
  readonly agents: ReadonlyMap<string, PlanAgent>;
  readonly faults: readonly AgentFault[];
}

/** Who the names and ids of a plan are, on this connection. What cannot take part is a fault at its place. */
export async function resolveAgents(db: Database | Tx, connectionId: string, plan: RunPlan): Promise<ResolvedAgents> {
  const named = agentsNamed(plan);
  const words = [...new Set(named.map(({ word }) => word))];
  const rows = await db.agent.findMany({
    where: { connectionId, OR: [{ id: { in: words } }, { name: { in: words } }] },
    select: {
      id: true, name: true, kind: true, state: true, referralProof: true, referralCodeUsed: true,
      accounts: { where: { service: "platform" }, take: 1, select: { id: true, balanceMicros: true, balanceReadAt: true, keys: { where: { retiredAt: null }, take: 1, select: { id: true } } } },
    },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byName = new Map(rows.map((row) => [row.name, row]));
  const agents = new Map<string, PlanAgent>();
  const faults: AgentFault[] = [];
  for (const { word, path } of named) {
    const row = byId.get(word) ?? byName.get(word);
    const fault = row ? findUnfit(row) : unknownAgent(word);
    const account = row?.accounts[0];
    if (fault !== null) faults.push({ path, message: fault });
    else if (row && account) {
      const codeUsed = isProven(row.referralProof as ReferralProof) ? row.referralCodeUsed : null;
      agents.set(word, { agentId: row.id, accountId: account.id, name: row.name, balanceMicros: account.balanceMicros, balanceReadAt: account.balanceReadAt, codeUsed });
    }
  }
  return { agents, faults };
}

interface AgentRow {
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  readonly referralProof: string;
  readonly accounts: readonly { readonly keys: readonly unknown[] }[];
}

function findUnfit({ name, kind, state, referralProof, accounts }: AgentRow): string | null {
  if (kind === "orchestrator") return `${name} is the orchestrator: it pays and takes no work. Choose a worker.`;
  if (kind !== "worker" || accounts.every(({ keys }) => keys.length === 0)) return `The console holds no key of ${name}, so it cannot take orders here. Choose a worker of this fleet.`;
  if (!canTakePart(state as WorkerState)) return `${name} is ${state} and takes no new work. Choose another worker.`;
  if (!isProven(referralProof as ReferralProof)) return `${name} has no proven referral link, so it gets no money. Verify it first, or choose another worker.`;
  return null;
}

/** An open role of a template is a fault of the plan itself, found by its check. */
function unknownAgent(word: string): string | null {
  return isPlaceholder(word) ? null : `No worker of this fleet is called ${word}. Choose one from the list.`;
}

interface NamedAgent {
  readonly word: string;
  readonly path: string;
}

/** Every place of a plan where an agent stands, as the plan is written. */
export function agentsNamed(plan: RunPlan): readonly NamedAgent[] {
  if (plan.root.kind === "hub_spoke") return plan.root.legs.flatMap((leg, index) => ofNode(leg, `legs.${index}.`));
  return ofNode(plan.root, "");
}

function ofNode(node: SpokeNode, at: string): NamedAgent[] {
  switch (node.kind) {
    case "task": return ofTask(node, at);
    case "pipeline": return node.stages.flatMap((stage, index) => ofTask(stage, `${at}stages.${index}.`));
    case "auction": return ofList(node.bidders, `${at}bidders`);
    case "marketplace": return ofList(node.workers, `${at}workers`);
  }
}

function ofTask({ worker, backups }: TaskNode, at: string): NamedAgent[] {
  return [{ word: worker, path: `${at}worker` }, ...ofList(backups, `${at}backups`)];
}

function ofList(words: readonly string[], at: string): NamedAgent[] {
  return words.map((word, index) => ({ word, path: `${at}.${index}` }));
}
