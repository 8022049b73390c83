import type { EscrowState, RefundCause } from "../escrow/states";
import type { Json } from "../order/json-value";
import { isOrderClosed, nextOrderState } from "../order/states";
import { addMs, type EpochMs, HOUR_MS, toEpochMs } from "../time";
import { decide } from "./decide";
import { flattenPlan } from "./flatten";
import type { RunPlan } from "./plan";
import { PAYER_GONE } from "./refusals";
import type { Decision, Effect, JudgeOutput, LegBid, LegOrder, LegSnapshot, RunSnapshot, StepCommand, StepRefusal, StepResult } from "./snapshot";
import { isLegFinal, type RunState } from "./states";

export interface WorldEscrow {
  readonly id: string;
  readonly legKey: string;
  readonly amount: bigint;
  readonly payer: string;
  readonly payee: string;
  readonly deadline: EpochMs;
  state: EscrowState;
  refundCause: RefundCause | null;
  refusal: StepRefusal | null;
  /** What a call whose reply was lost will turn out to have done; `null` when no reply is missing. */
  lost: { readonly key: string; readonly verb: StepCommand["verb"]; readonly happened: boolean } | null;
}

interface Row { leg: LegSnapshot; escrowId: string | null; orderId: string | null }

export type Reply = "ok" | "lost_before" | "lost_after" | "refused" | "not_done" | "unfit" | "gone" | "dropped";

const LIVE: readonly EscrowState[] = ["created", "locked", "completed", "disputed"];
const DUE_IN = { lock: ["locking"], complete: ["judging", "accepted"], release: ["releasing"], cancel: ["returning"], judge: ["judging"] };
const START = toEpochMs(1_000_000_000);
const NOT_DONE: StepRefusal = { code: "NOT_DONE", message: "Nothing moved." };

/** The rows of one run and a platform that holds its money, without a database. It throws when money is at risk. */
export class World {
  readonly rows: Row[];
  readonly escrows: WorldEscrow[] = [];
  readonly orders = new Map<string, LegOrder & { readonly legKey: string }>();
  readonly bids = new Map<string, LegBid[]>();
  /** What was counted for each agent's record. */
  readonly jobs: Extract<Effect, { kind: "job" }>[] = [];
  state: RunState = "running";
  isFrozen = false;
  now = START;
  wakeAt: EpochMs | null = null;
  private readonly outcomes = new Map<string, "ok" | "lost" | "not_done">();

  constructor(readonly plan: RunPlan, private readonly platform: { readonly canCancel: boolean; readonly canComplete: boolean }) {
    this.rows = flattenPlan(plan).map((leg) => ({ leg: toWaiting(leg), escrowId: null, orderId: null }));
  }

  snapshot(): RunSnapshot {
    const legs = this.rows.map(({ leg, escrowId, orderId }): LegSnapshot => {
      const bids = this.bids.get(leg.plan.key) ?? [];
      if (isLegFinal(leg.state)) return { ...leg, escrow: null, order: null, bids };
      const escrow = this.escrows.find(({ id }) => id === escrowId);
      return {
        ...leg, bids, order: orderId === null ? null : this.orders.get(orderId) ?? null,
        escrow: escrow ? { id: escrow.id, state: escrow.state, refundCause: escrow.refundCause, isBusy: escrow.lost !== null, refusal: escrow.refusal } : null,
      };
    });
    return { state: this.state, now: this.now, input: this.plan.input, ...this.platform, isFrozen: this.isFrozen, legs, records: {} };
  }

  /** One decision, written; deciding once more on what it wrote must change nothing and name the same calls. */
  decide(results: readonly StepResult[]): readonly StepCommand[] {
    const decision = decide(this.snapshot(), results, judgeWorld);
    this.apply(decision);
    const again = decide(this.snapshot(), [], judgeWorld);
    if (again.changed.length > 0 || again.effects.length > 0) throw new Error(`Deciding again changes ${JSON.stringify([again.changed.map(({ plan, state }) => [plan.key, state]), again.effects])}`);
    if (JSON.stringify(again.commands) !== JSON.stringify(decision.commands)) throw new Error("Deciding again names other calls");
    for (const { leg } of this.rows) {
      if (isLegFinal(leg.state) && this.live(leg.plan.key).length > 0) throw new Error(`${leg.plan.key} is ${leg.state} and its escrow holds money`);
    }
    return decision.commands;
  }

  live(legKey: string): readonly WorldEscrow[] {
    return this.escrows.filter((escrow) => escrow.legKey === legKey && (escrow.lost !== null || LIVE.includes(escrow.state)));
  }

  released(): readonly WorldEscrow[] {
    return this.escrows.filter(({ state }) => state === "released");
  }

  carryOut(command: StepCommand, reply: Reply): StepResult | null {
    const row = this.row(command.legKey);
    if (reply === "dropped" || row.leg.attempt !== command.attempt || row.leg.revision !== command.revision || !DUE_IN[command.verb].includes(row.leg.state)) return null;
    if (command.verb === "judge") return { ...command, refusal: reply === "ok" ? null : NOT_DONE, verdict: reply === "ok" ? { accept: true, reasons: [] } : null };
    const key = `${command.legKey}:${command.attempt}:${command.verb}:${command.round}`;
    const before = this.outcomes.get(key);
    if (before === "lost") return null;
    if (before) return { ...command, refusal: before === "ok" ? null : NOT_DONE, verdict: null };
    if (reply === "refused") return { ...command, refusal: { code: "LIMIT_DAY", message: "The day's limit is reached." }, verdict: null };
    if (reply === "gone" && command.verb === "lock") return { ...command, refusal: { code: PAYER_GONE, message: "The payer has left." }, verdict: null };
    if (reply === "unfit" || reply === "gone") return { ...command, refusal: { code: command.verb === "lock" ? "PAYEE_NOT_READY" : "invalid_status", message: "Not now." }, verdict: null };
    if (reply === "not_done") {
      this.outcomes.set(key, "not_done");
      if (command.verb === "lock") Object.assign(this.lock(row), { state: "cancelled", refusal: NOT_DONE });
      return { ...command, refusal: NOT_DONE, verdict: null };
    }
    const escrow = command.verb === "lock" ? this.lock(row) : this.escrows.find(({ id }) => id === row.escrowId);
    if (!escrow) throw new Error("A step needs an escrow");
    if (reply === "ok") {
      this.outcomes.set(key, "ok");
      this.effect(escrow, command.verb);
      return { ...command, refusal: null, verdict: null };
    }
    this.outcomes.set(key, "lost");
    escrow.lost = { key, verb: command.verb, happened: reply === "lost_after" };
    return null;
  }

  /** A lost reply is settled by reading the platform. */
  settle(escrow: WorldEscrow): void {
    if (!escrow.lost) return;
    const { key, verb, happened } = escrow.lost;
    escrow.lost = null;
    this.outcomes.set(key, happened ? "ok" : "not_done");
    if (happened) this.effect(escrow, verb);
    else if (verb === "lock") Object.assign(escrow, { state: "cancelled", refusal: NOT_DONE });
  }

  /** Time passes; what nobody released by its deadline goes back. */
  advance(ms: number): void {
    this.now = addMs(this.now, ms);
    for (const escrow of this.escrows) {
      if ((escrow.state === "locked" || escrow.state === "completed") && escrow.deadline <= this.now && escrow.lost === null) Object.assign(escrow, { state: "refunded", refundCause: "timeout" });
    }
  }

  answer(orderId: string, result: Json): void {
    const order = this.orders.get(orderId);
    if (order?.state === "pending") this.orders.set(orderId, { ...order, state: "returned", result, returnedAt: this.now });
  }

  change(legKey: string, facts: Partial<LegSnapshot>): void {
    const row = this.row(legKey);
    row.leg = { ...row.leg, ...facts };
  }

  private row(legKey: string): Row {
    const row = this.rows.find(({ leg }) => leg.plan.key === legKey);
    if (!row) throw new Error(`No leg ${legKey}`);
    return row;
  }

  private lock(row: Row): WorldEscrow {
    const { plan, amount, payerAgentId, payeeAgentId } = row.leg;
    if (this.live(plan.key).length > 0) throw new Error(`${plan.key} is locked twice`);
    const escrow: WorldEscrow = {
      id: `e${this.escrows.length}`, legKey: plan.key, amount, payer: payerAgentId ?? "orchestrator", payee: payeeAgentId ?? "", state: "created", refundCause: null,
      refusal: null, lost: null, deadline: addMs(this.now, plan.terms.timeoutHours * HOUR_MS),
    };
    this.escrows.push(escrow);
    row.escrowId = escrow.id;
    return escrow;
  }

  private effect(escrow: WorldEscrow, verb: StepCommand["verb"]): void {
    if (verb === "lock") escrow.state = "locked";
    else if (verb === "complete") escrow.state = escrow.state === "locked" ? "completed" : escrow.state;
    else if (verb === "cancel") Object.assign(escrow, { state: "refunded", refundCause: "cancel" });
    else this.pay(escrow);
  }

  private pay(escrow: WorldEscrow): void {
    const { race } = this.row(escrow.legKey).leg.plan;
    const rivals = this.released().filter(({ legKey }) => legKey === escrow.legKey || (race !== null && this.row(legKey).leg.plan.race === race));
    if (rivals.length > 0) throw new Error(`${escrow.legKey} is paid beside ${rivals[0]?.legKey ?? ""}`);
    if (escrow.state !== "locked" && escrow.state !== "completed") throw new Error(`A ${escrow.state} escrow is released`);
    escrow.state = "released";
  }

  private apply(decision: Decision): void {
    this.state = decision.state;
    this.wakeAt = decision.wakeAt;
    const offered = new Map<string, string>();
    for (const effect of decision.effects) this.applyEffect(effect, offered);
    for (const leg of decision.changed) {
      const row = this.row(leg.plan.key);
      Object.assign(row, { leg, escrowId: leg.escrow?.id ?? null, orderId: offered.get(leg.plan.key) ?? leg.order?.id ?? null });
    }
  }

  private applyEffect(effect: Effect, offered: Map<string, string>): void {
    if (effect.kind === "job") this.jobs.push(effect);
    else if (effect.kind === "offer") {
      const id = `o${this.orders.size}`;
      this.orders.set(id, { id, legKey: effect.legKey, state: "pending", result: null, offeredAt: this.now, earlierMs: 0, returnedAt: null, closedNote: null });
      offered.set(effect.legKey, id);
    } else if (effect.kind === "close") {
      const order = this.orders.get(effect.orderId);
      if (!order || isOrderClosed(order.state)) return;
      const next = nextOrderState(order.state, effect.event === "reject" && order.state !== "returned" ? "cancel" : effect.event);
      if (next.ok) this.orders.set(order.id, { ...order, state: next.value, closedNote: effect.note });
    } else if (effect.kind === "invite") {
      const bid: LegBid = { agentId: effect.agentId, orderId: null, state: "invited", price: null, minutes: null, placedAt: null, rateCard: null };
      this.bids.set(effect.legKey, [...(this.bids.get(effect.legKey) ?? []), bid]);
    } else if (effect.kind === "bid") {
      const { state, price, minutes } = effect.bid;
      this.bids.set(effect.legKey, (this.bids.get(effect.legKey) ?? []).map((bid) => (bid.agentId === effect.agentId ? { ...bid, state, price, minutes } : bid)));
    }
  }
}

const judgeWorld: JudgeOutput = ({ result, validators }) => ({
  faults: result === false ? [{ path: "", message: "is false" }] : [],
  asksJudge: validators.flatMap((validator) => (validator.kind === "judge" ? [validator.url] : [])),
  asksPerson: validators.flatMap((validator) => (validator.kind === "human" ? [validator.question] : [])),
});

function toWaiting(plan: LegSnapshot["plan"]): LegSnapshot {
  return {
    plan, state: "waiting", candidates: plan.candidates, candidateIndex: 0, payerAgentId: null, payeeAgentId: null, amount: plan.amount, attempt: 0,
    triesLeft: plan.terms.attempts, revision: 0, escrow: null, order: null, bids: [], output: null, hasOutput: false, completeState: null, judgeState: null,
    judgeNote: null, reviewState: null, reviewNote: null, afterReturn: null, part: null, failureCode: null, note: null, retryAt: null, dueAt: null,
    releaseAt: null, bidsCloseAt: null, startedAt: null, finishedAt: null,
  };
}
