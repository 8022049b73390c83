import type { Json } from "../order/json-value";
import type { EpochMs } from "../time";
import type { Effect, LegSnapshot, RunSnapshot } from "./snapshot";
import { endOrder, isOrderClosed, type OrderEnding } from "../order/states";
import { isLegFinal } from "./states";

/** A leg while a decision is being made: only here may it be written. */
export type LegDraft = { -readonly [K in keyof LegSnapshot]: LegSnapshot[K] };

/** What becomes of a node: still open, through with an output, or never to be. */
export type NodeOutcome = "open" | "done" | "dead";

/** The run while a decision is being made. Never leaves this folder. */
export class RunDraft {
  readonly legs: readonly LegDraft[];
  readonly effects: Effect[] = [];
  private readonly byKey: ReadonlyMap<string, LegDraft>;
  private readonly byNode: ReadonlyMap<string, readonly LegDraft[]>;

  constructor(readonly run: RunSnapshot) {
    this.legs = run.legs.map((leg) => ({ ...leg }));
    this.byKey = new Map(this.legs.map((leg) => [leg.plan.key, leg]));
    const byNode = new Map<string, LegDraft[]>();
    for (const leg of this.legs) byNode.set(leg.plan.nodeKey, [...(byNode.get(leg.plan.nodeKey) ?? []), leg]);
    this.byNode = byNode;
  }

  get now(): EpochMs {
    return this.run.now;
  }

  leg(key: string): LegDraft {
    const leg = this.byKey.get(key);
    if (!leg) throw new Error(`No leg ${key}`);
    return leg;
  }

  node(key: string): readonly LegDraft[] {
    return this.byNode.get(key) ?? [];
  }

  event(leg: LegDraft, event: string, note: string): void {
    this.effects.push({ kind: "event", legKey: leg.plan.key, event, note });
  }

  /** Ends the leg's present order, so that its worker knows. One that this very decision was to offer is never made. */
  closeOrder(leg: LegDraft, event: OrderEnding, note: string): void {
    const unsent = this.effects.findIndex((effect) => effect.kind === "offer" && effect.legKey === leg.plan.key);
    if (unsent >= 0) this.effects.splice(unsent, 1);
    if (!leg.order || isOrderClosed(leg.order.state)) return;
    this.effects.push({ kind: "close", orderId: leg.order.id, event, note });
    leg.order = { ...leg.order, state: endOrder(leg.order.state, event) ?? leg.order.state };
    if (event === "cancel" || event === "expire") this.event(leg, "told_to_stop", note);
  }
}

/** Through: its output, or the default in its place, is there. */
export function isThrough(leg: LegDraft): boolean {
  return leg.state === "paid" || leg.state === "defaulted";
}

/** Ended without an output. */
export function isDead(leg: LegDraft): boolean {
  return isLegFinal(leg.state) && !isThrough(leg);
}

/** A marketplace is through with its winner; a pipeline with its last stage, and dead with any dead stage. */
export function nodeOutcome(legs: readonly LegDraft[]): NodeOutcome {
  const first = legs[0];
  if (!first) return "dead";
  if (first.plan.race !== null) {
    if (legs.some(isThrough)) return "done";
    return legs.every(isDead) ? "dead" : "open";
  }
  if (legs.some(isDead)) return "dead";
  return legs.every(isThrough) ? "done" : "open";
}

/** What a node hands on: the winner's or the last stage's output. */
export function nodeOutput(legs: readonly LegDraft[]): Json {
  const through = legs.filter(isThrough);
  const winner = legs[0]?.plan.race !== null ? through.find((leg) => leg.state === "paid") : undefined;
  return (winner ?? through.at(-1))?.output ?? null;
}

/** `ready`: what the leg needs is there. `dead`: it will never be. */
export function turnOf(draft: RunDraft, leg: LegDraft): "ready" | "wait" | "dead" {
  const outcomes = leg.plan.terms.dependsOn.map((key) => nodeOutcome(draft.node(key)));
  const previous = leg.plan.previousLeg === null ? null : draft.leg(leg.plan.previousLeg);
  if (outcomes.includes("dead") || (previous && isDead(previous))) return "dead";
  if (outcomes.includes("open")) return "wait";
  if (previous === null || leg.plan.isIndependent || isThrough(previous)) return "ready";
  const isHandedOn = previous.plan.releaseAfter.length > 0 && previous.state === "accepted" && previous.part === null;
  return isHandedOn ? "ready" : "wait";
}

/**
 * Who pays a leg: `null` is the orchestrator. A stage whose payer's own stage was replaced by a default got no money, so
 * whoever would have paid that stage pays instead.
 */
export function payerOf(draft: RunDraft, leg: LegDraft): string | null {
  const { payer } = leg.plan;
  if (payer.kind === "orchestrator") return null;
  const before = draft.leg(payer.legKey);
  if (before.state === "defaulted") return payerOf(draft, before);
  return before.payeeAgentId ?? before.candidates[before.candidateIndex] ?? null;
}

/** Bytes of JSON that one order of a run may bring along: sixteen results of full size. */
export const RUN_INPUT_BYTES_MAX = 4_194_304;

/** Why a leg cannot be asked for: what it would hand on is more than an order carries; `null` when it fits. */
export function findInputFault(draft: RunDraft, leg: LegDraft): string | null {
  const bytes = new TextEncoder().encode(JSON.stringify(inputOf(draft, leg))).length;
  return bytes <= RUN_INPUT_BYTES_MAX ? null : `The results that it needs have ${bytes} bytes together; at most ${RUN_INPUT_BYTES_MAX} are handed on. Nobody was asked.`;
}

/** What a worker gets: the leg's own input or the run's, and the outputs that it depends on. */
export function inputOf(draft: RunDraft, leg: LegDraft): Json {
  const from = Object.fromEntries(leg.plan.terms.dependsOn.map((key) => [key, nodeOutput(draft.node(key))]));
  const previous = leg.plan.previousLeg === null || leg.plan.isIndependent ? null : draft.leg(leg.plan.previousLeg);
  return { input: leg.plan.terms.input ?? draft.run.input, from, ...(previous ? { previous: previous.output } : {}) };
}
