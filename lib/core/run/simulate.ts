import { invariant } from "../invariant";
import { addMs, type EpochMs, HOUR_MS, MINUTE_MS, toEpochMs } from "../time";
import { decide } from "./decide";
import type { LegDraft } from "./draft";
import { flattenPlan, type PlanLeg } from "./flatten";
import { Ledger } from "./ledger";
import type { RunPlan } from "./plan";
import { ORCHESTRATOR, type PricedEscrow, type PriceFacts } from "./price-facts";
import { JOBS_MIN } from "./score";
import type { AgentRecord, Effect, LegBid, LegSnapshot, RunSnapshot, StepCommand, StepResult } from "./snapshot";
import { isRunFinal, type RunState } from "./states";

/** How a dry run ended. */
export interface Simulated {
  readonly state: RunState;
  readonly legs: readonly LegSnapshot[];
  readonly ledger: Ledger;
  /** Legs that ever held money, and legs whose worker was told to stop. */
  readonly locked: ReadonlySet<string>;
  readonly toldToStop: ReadonlySet<string>;
  readonly minutes: number;
  /** Steps of legs that were computed: what it cost to find out. */
  readonly effort: number;
}

/** No run needs more turns than this for each of its legs. */
const TURNS_PER_LEG = 400;

const START = toEpochMs(0);

type Escrow = PricedEscrow & { readonly deadline: EpochMs };

/**
 * Plays a plan with the engine itself against a platform that does what it is told. Workers of `failing` legs never
 * deliver, whoever is asked; the others deliver after half of their time, bidders bid the ceiling, people and judges
 * accept. Invariant: no money is made or lost.
 */
export function simulate(plan: RunPlan, failing: ReadonlySet<string>, facts: PriceFacts): Simulated {
  return new Simulation(plan, failing, facts).run();
}

class Simulation {
  /** Its own: what the engine decided is taken over and written on, for a plan is played many times. */
  private readonly legs: LegDraft[];
  private readonly places: ReadonlyMap<string, number>;
  private now = START;
  private readonly escrows = new Map<string, Escrow>();
  private readonly ledger: Ledger;
  private readonly locked = new Set<string>();
  private readonly toldToStop = new Set<string>();
  private readonly records: Readonly<Record<string, AgentRecord>>;
  private effort = 0;

  constructor(private readonly plan: RunPlan, private readonly failing: ReadonlySet<string>, private readonly facts: PriceFacts) {
    const legs = flattenPlan(plan);
    this.legs = legs.map(toWaiting);
    this.places = new Map(legs.map(({ key }, place) => [key, place]));
    this.ledger = new Ledger(facts);
    this.records = Object.fromEntries(legs.flatMap(({ candidates }) => candidates.map((agent) => [agent, { doneCount: JOBS_MIN, failedCount: 0, overrunCount: 0 }])));
  }

  run(): Simulated {
    let results: StepResult[] = [];
    for (let turn = 0; turn < TURNS_PER_LEG * this.legs.length; turn++) {
      const decision = decide(this.snapshot(), results, () => ({ faults: [], asksJudge: [], asksPerson: [] }));
      this.effort += this.legs.length;
      for (const leg of decision.changed) this.legs[leg.plan.position] = leg;
      for (const effect of decision.effects) this.apply(effect);
      results = decision.commands.map((command) => this.carryOut(command));
      if (isRunFinal(decision.state)) return this.end(decision.state);
      const isMoving = results.length > 0 || decision.effects.length > 0 || this.acceptReviews();
      if (!isMoving) this.advance(decision.wakeAt);
    }
    throw new Error("A dry run did not come to an end");
  }

  private end(state: RunState): Simulated {
    const { legs, ledger, locked, toldToStop, effort } = this;
    invariant(ledger.held === 0n, "nothing is held when a dry run is over");
    return { state, legs, ledger, locked, toldToStop, effort, minutes: Math.round((this.now - START) / MINUTE_MS) };
  }

  private snapshot(): RunSnapshot {
    const { legs, now, records, plan, facts } = this;
    return { state: "running", now, input: plan.input, canCancel: facts.canCancel, canComplete: false, isFrozen: false, legs, records };
  }

  private apply(effect: Effect): void {
    if (effect.kind === "offer") {
      const { legKey } = effect;
      this.change(legKey, { order: { id: `${legKey}:${this.now}`, state: "pending", result: null, offeredAt: this.now, earlierMs: 0, returnedAt: null, closedNote: null } });
    } else if (effect.kind === "invite") {
      const bid: LegBid = { agentId: effect.agentId, orderId: null, state: "placed", price: this.leg(effect.legKey).amount, minutes: 1, placedAt: this.now, rateCard: null };
      this.change(effect.legKey, { bids: [...this.leg(effect.legKey).bids, bid] });
    } else if (effect.kind === "event" && effect.event === "told_to_stop") {
      this.toldToStop.add(effect.legKey);
    }
  }

  private carryOut(command: StepCommand): StepResult {
    const leg = this.leg(command.legKey);
    const done = { ...command, refusal: null, verdict: null };
    if (command.verb === "lock") this.lock(leg);
    else if (command.verb === "release") this.finish(leg, "release");
    else if (command.verb === "cancel") this.finish(leg, "cancel");
    return done;
  }

  private lock(leg: LegSnapshot): void {
    const id = `${leg.plan.key}:${leg.attempt}`;
    const payee = leg.payeeAgentId;
    invariant(payee !== null, "a leg that is locked has a payee");
    const escrow = { payer: leg.payerAgentId ?? ORCHESTRATOR, payee, amount: leg.amount, deadline: addMs(this.now, leg.plan.terms.timeoutHours * HOUR_MS) };
    this.escrows.set(id, escrow);
    this.ledger.lock(escrow);
    this.locked.add(leg.plan.key);
    this.change(leg.plan.key, { escrow: { id, state: "locked", refundCause: null, isBusy: false, refusal: null } });
  }

  private finish(leg: LegSnapshot, ending: "release" | "cancel" | "timeout"): void {
    const own = leg.escrow;
    const escrow = own && this.escrows.get(own.id);
    invariant(own && escrow, "what ends was locked");
    this.escrows.delete(own.id);
    this.ledger.end(escrow, ending);
    this.change(leg.plan.key, { escrow: { ...own, state: ending === "release" ? "released" : "refunded", refundCause: ending === "release" ? null : ending } });
  }

  private acceptReviews(): boolean {
    const wanted = this.legs.filter(({ reviewState }) => reviewState === "wanted");
    for (const leg of wanted) this.change(leg.plan.key, { reviewState: "accepted" });
    return wanted.length > 0;
  }

  /** To the next thing that happens by itself. What is delivered at the last moment is in time. */
  private advance(wakeAt: EpochMs | null): void {
    const working = this.legs.filter((leg) => leg.state === "working" && leg.order?.state === "pending" && !this.failing.has(leg.plan.key));
    const deliveries = working.map((leg) => [leg, deliveredAt(leg)] as const);
    const live = this.legs.flatMap((leg) => {
      const escrow = leg.escrow && this.escrows.get(leg.escrow.id);
      return escrow ? [[leg, escrow.deadline] as const] : [];
    });
    const times = [...deliveries, ...live].map(([, at]) => at);
    const next = Math.min(...times, wakeAt ?? Number.POSITIVE_INFINITY);
    invariant(Number.isFinite(next), "a run that is not over waits for something");
    this.now = toEpochMs(Math.max(next, this.now));
    const due = deliveries.filter(([, at]) => at <= this.now);
    for (const [leg] of due) this.change(leg.plan.key, { order: leg.order && { ...leg.order, state: "returned", result: {}, returnedAt: this.now } });
    if (due.length === 0) for (const [leg, at] of live) if (at <= this.now) this.finish(leg, "timeout");
  }

  private leg(key: string): LegDraft {
    const leg = this.legs[this.places.get(key) ?? -1];
    invariant(leg, "a decision speaks of legs of its run");
    return leg;
  }

  private change(key: string, change: Partial<LegSnapshot>): void {
    Object.assign(this.leg(key), change);
  }
}

function deliveredAt(leg: LegSnapshot): EpochMs {
  return addMs(leg.order?.offeredAt ?? START, Math.ceil((leg.plan.terms.workMinutes * MINUTE_MS) / 2));
}

function toWaiting(plan: PlanLeg): LegSnapshot {
  return {
    plan, state: "waiting", candidates: plan.candidates, candidateIndex: 0, payerAgentId: null, payeeAgentId: null, amount: plan.amount, attempt: 0,
    triesLeft: plan.terms.attempts, revision: 0, escrow: null, order: null, bids: [], output: null, hasOutput: false, completeState: null, judgeState: null,
    judgeNote: null, reviewState: null, reviewNote: null, afterReturn: null, part: null, failureCode: null, note: null, retryAt: null, dueAt: null,
    releaseAt: null, bidsCloseAt: null, startedAt: null, finishedAt: null,
  };
}
