import { settle } from "../escrow/settlement";
import { add, max, subtract, type Usdc, ZERO } from "../money";
import { flattenPlan, type PlanLeg } from "./flatten";
import type { Funding, RunPlan, SpokeNode } from "./plan";
import { ORCHESTRATOR, type PriceFacts } from "./price-facts";
import { spansOf } from "./spans";

/** From one moment on, when everything takes its full time. */
export interface CapitalStep {
  readonly minute: number;
  /** What happens then, in words. */
  readonly label: string;
  /** What the orchestrator has locked from then on. */
  readonly locked: Usdc;
  /** What agents have locked for each other. */
  readonly lockedByAgents: Usdc;
}

export interface CapitalCurve {
  readonly steps: readonly CapitalStep[];
  /** The most that the orchestrator has locked at once. */
  readonly peak: Usdc;
}

/** One escrow of a run in which everything succeeds. */
export interface PlannedEscrow {
  readonly leg: PlanLeg;
  readonly payer: string;
  readonly payee: string;
  /** In minutes. */
  readonly lockedAt: number;
  readonly endsAt: number;
  readonly ending: "release" | "cancel" | "timeout";
}

/**
 * The escrows of a run in which all work succeeds in its full time, bids are at the ceiling and the first worker of each
 * race wins. Losers are cancelled, or time out where the platform cannot cancel.
 */
export function planEscrows(plan: RunPlan, { canCancel }: PriceFacts): readonly PlannedEscrow[] {
  const legs = flattenPlan(plan);
  const spans = spansOf(legs);
  const endOf = (key: string) => spans.get(key)?.end ?? 0;
  const payees = new Map(legs.map((leg) => [leg.key, payeeOf(leg)]));
  const races = new Set<string>();
  return legs.map((leg): PlannedEscrow => {
    const isLoser = leg.race !== null && races.has(leg.race);
    if (leg.race !== null) races.add(leg.race);
    const lockedAt = leg.isPrefunded ? 0 : spans.get(leg.key)?.lock ?? 0;
    const over = leg.releaseAfter.reduce((latest, key) => Math.max(latest, endOf(key)), endOf(leg.key));
    const payer = leg.payer.kind === "orchestrator" ? ORCHESTRATOR : payees.get(leg.payer.legKey) ?? ORCHESTRATOR;
    const base = { leg, payer, payee: payeeOf(leg), lockedAt };
    if (!isLoser) return { ...base, endsAt: over, ending: "release" };
    return canCancel ? { ...base, endsAt: over, ending: "cancel" } : { ...base, endsAt: lockedAt + leg.terms.timeoutHours * 60, ending: "timeout" };
  });
}

/** Who is paid: the first to be asked; in an auction at equal bids the smallest id. */
function payeeOf({ candidates, auction }: PlanLeg): string {
  const asked = auction ? [...candidates].sort() : candidates;
  return asked[0] ?? "";
}

/** The same plan with every leg of the orchestrator locked at the start, or each when its turn comes. */
export function withFunding(plan: RunPlan, funding: Funding): RunPlan {
  const change = <T extends SpokeNode>(node: T): T => (node.kind === "pipeline"
    ? { ...node, stages: node.stages.map((stage) => ({ ...stage, funding: null })) } : { ...node, funding: null });
  return { ...plan, funding, root: plan.root.kind === "hub_spoke" ? { ...plan.root, legs: plan.root.legs.map(change) } : change(plan.root) };
}

/** What is locked over time. At one moment money comes back before other money is locked. */
export function capitalCurve(escrows: readonly PlannedEscrow[]): CapitalCurve {
  const held = escrows.filter(({ lockedAt, endsAt }) => lockedAt < endsAt);
  const ends = groupBy(held, ({ endsAt }) => endsAt);
  const starts = groupBy(held, ({ lockedAt }) => lockedAt);
  const minutes = [...new Set([...ends.keys(), ...starts.keys()])].sort((left, right) => left - right);
  let [locked, lockedByAgents, peak] = [ZERO, ZERO, ZERO];
  const steps = minutes.map((minute): CapitalStep => {
    const [ended, begun] = [ends.get(minute) ?? [], starts.get(minute) ?? []];
    locked = add(locked, sumOf(begun, true), subtract(ZERO, sumOf(ended, true)));
    lockedByAgents = add(lockedByAgents, sumOf(begun, false), subtract(ZERO, sumOf(ended, false)));
    peak = max(peak, locked);
    return { minute, label: describeStep(ended, begun), locked, lockedByAgents };
  });
  return { steps, peak };
}

function sumOf(escrows: readonly PlannedEscrow[], isOwn: boolean): Usdc {
  return add(ZERO, ...escrows.filter(({ payer }) => (payer === ORCHESTRATOR) === isOwn).map(({ leg }) => leg.amount));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => number): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function describeStep(ended: readonly PlannedEscrow[], begun: readonly PlannedEscrow[]): string {
  const of = (ending: PlannedEscrow["ending"]) => ended.filter((escrow) => escrow.ending === ending);
  const parts = [[of("release"), "paid"], [of("cancel"), "back"], [of("timeout"), "timed out"], [begun, "locked"]] as const;
  return parts.flatMap(([escrows, word]) => (escrows.length > 0 ? [`${listLabels(escrows)} ${word}`] : [])).join("; ");
}

function listLabels(escrows: readonly PlannedEscrow[]): string {
  const labels = escrows.map(({ leg }) => leg.label);
  return labels.length > 3 ? `${labels.slice(0, 2).join(", ")} and ${labels.length - 2} more` : labels.join(", ");
}

/** What an agent must hold beforehand to pay what it has to pay before it is paid itself. */
export interface OwnCapital {
  readonly account: string;
  readonly amount: Usdc;
  /** The legs that it pays, and agents that would need the same in its place. */
  readonly pays: readonly string[];
  readonly standIns: readonly string[];
}

/** The need of each agent that pays. An agent that is paid first and keeps a margin needs nothing. */
export function ownCapital(escrows: readonly PlannedEscrow[]): readonly OwnCapital[] {
  const payers = [...new Set(escrows.filter(({ payer }) => payer !== ORCHESTRATOR).map(({ payer }) => payer))];
  return payers.map((account): OwnCapital => {
    const paid = escrows.filter(({ payer }) => payer === account);
    const before = new Set(paid.flatMap(({ leg }) => (leg.payer.kind === "payee_of" ? [leg.payer.legKey] : [])));
    const standIns = escrows.filter(({ leg }) => before.has(leg.key)).flatMap(({ leg }) => leg.candidates.filter((agent) => agent !== account));
    return { account, amount: needOf(account, escrows), pays: paid.map(({ leg }) => leg.key), standIns: [...new Set(standIns)] };
  });
}

function needOf(account: string, escrows: readonly PlannedEscrow[]): Usdc {
  const got = escrows.filter(({ payee, ending }) => payee === account && ending === "release").map(({ leg, endsAt }) => ({ at: endsAt, order: 0, amount: settle(leg.amount, false).net }));
  const gone = escrows.filter(({ payer }) => payer === account).map(({ leg, lockedAt }) => ({ at: lockedAt, order: 1, amount: subtract(ZERO, leg.amount) }));
  let [balance, need] = [ZERO, ZERO];
  for (const { amount } of [...got, ...gone].sort((left, right) => left.at - right.at || left.order - right.order)) {
    balance = add(balance, amount);
    need = max(need, subtract(ZERO, balance));
  }
  return need;
}
