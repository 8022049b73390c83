import { error, nodePlaces, type Place, type PlanFacts, type PlanFault, warning, type Work, workPlaces } from "./plan-fault";
import type { PipelineNode, RunPlan } from "./plan";

/** Who is asked: somebody, nobody twice, nobody who would pay himself, and somebody else should the first one fail. */
export function findPeopleFaults(plan: RunPlan, facts: PlanFacts): readonly PlanFault[] {
  return [
    ...workPlaces(plan).flatMap((place) => [...findAgentFaults(place), ...findBackupFaults(place)]),
    ...nodePlaces(plan).flatMap(({ node, path }) => (node.kind === "pipeline" ? [...findSelfPayments(node, path), ...findPayerChanges(node, path)] : [])),
    ...findOrchestrator(plan, facts.orchestrator ?? []),
  ];
}

interface Named { readonly agent: string; readonly path: string }

/** The agents of a node with the fields that name them. */
function agentsOf({ node, path }: Place<Work>): readonly Named[] {
  const list = (agents: readonly string[], field: string) => agents.map((agent, index) => ({ agent, path: `${path}${field}.${index}` }));
  switch (node.kind) {
    case "task": return [{ agent: node.worker, path: `${path}worker` }, ...list(node.backups, "backups")];
    case "auction": return list(node.bidders, "bidders");
    case "marketplace": return list(node.workers, "workers");
  }
}

function findAgentFaults(place: Place<Work>): PlanFault[] {
  const seen = new Set<string>();
  return agentsOf(place).flatMap(({ agent, path }) => {
    if (isPlaceholder(agent)) return [error("AGENT_MISSING", path, `Choose an agent for ${agent.slice(1)}.`)];
    if (seen.has(agent)) return [error("SAME_AGENT", path, `${agent} is named twice for ${place.node.label}. Name each agent once.`)];
    seen.add(agent);
    return [];
  });
}

/** A template names roles, as `@researcher`, where an operator names agents. */
export function isPlaceholder(agent: string): boolean {
  return agent.startsWith("@");
}

function findBackupFaults({ node, path }: Place<Work>): PlanFault[] {
  if (node.kind === "auction") return node.bidders.length > 1 ? [] : [warning("NO_COMPETITION", `${path}bidders`, `Only one agent is asked for a bid, so nobody keeps its price down. Ask two or more.`)];
  if (node.kind === "marketplace") return node.workers.length > 1 ? [] : [warning("NO_COMPETITION", `${path}workers`, `Only one worker gets this job, so it is no race. Name two or more.`)];
  if (!node.isCritical || node.backups.length > 0) return [];
  return [warning("NO_BACKUP", `${path}backups`, `${node.label} is critical and has no backup: when ${node.worker} fails, what depends on it stops. Name a backup, or let a default go on in its place.`)];
}

/** The worker of one stage pays the next one; the platform takes no payment of an agent to itself. */
function findSelfPayments({ stages }: PipelineNode, path: string): PlanFault[] {
  return stages.flatMap((stage, index): PlanFault[] => {
    const before = stages[index - 1];
    if (!before) return [];
    const at = `${path}stages.${index}.`;
    if (stage.worker === before.worker) {
      return [error("PAYS_ITSELF", `${at}worker`, `${stage.worker} does ${before.label} and ${stage.label}, so it would pay itself. Name another worker for one of them, or make them one stage.`)];
    }
    const payers = new Set([before.worker, ...before.backups]);
    return [{ agent: stage.worker, path: `${at}worker` }, ...stage.backups.map((agent, other) => ({ agent, path: `${at}backups.${other}` }))]
      .filter(({ agent }) => payers.has(agent))
      .map(({ agent, path: field }) => warning("MAY_PAY_ITSELF", field, `${agent} is also named for ${before.label}. Should it do both, it would pay itself, and the next candidate is asked.`));
  });
}

/** Whoever funds a stage at once has paid for it, also when somebody else gets the money of the stage before in the end. */
function findPayerChanges({ stages }: PipelineNode, path: string): PlanFault[] {
  return stages.flatMap((stage, index): PlanFault[] => {
    const before = stages[index - 1];
    if (!before || !stage.isIndependent || before.backups.length === 0) return [];
    return [warning("PAYER_MAY_CHANGE", `${path}stages.${index}.isIndependent`, `${before.worker} funds ${stage.label} at once. Should it then fail ${before.label}, a backup is paid for ${before.label}, and ${before.worker} has paid for ${stage.label} all the same. Fund ${stage.label} in its turn, or name no backup for ${before.label}.`)];
  });
}

/** What the orchestrator pays for, it cannot do itself. Later stages are paid by others. */
function findOrchestrator(plan: RunPlan, orchestrator: readonly string[]): PlanFault[] {
  const isPaidByStage = (path: string) => /(^|\.)stages\.[1-9]\d*\.$/.test(path);
  return workPlaces(plan).filter(({ path }) => !isPaidByStage(path)).flatMap((place) => agentsOf(place)
    .filter(({ agent }) => orchestrator.includes(agent))
    .map(({ path }) => error("PAYS_ITSELF", path, `The orchestrator pays for ${place.node.label}, so it cannot do it itself. Name another agent.`)));
}
