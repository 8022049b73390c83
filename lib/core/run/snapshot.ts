import type { EscrowState, RefundCause } from "../escrow/states";
import type { Usdc } from "../money";
import type { Json, JsonFault } from "../order/json-value";
import type { OrderState } from "../order/states";
import type { EpochMs } from "../time";
import type { RateCardTerms } from "../worker/rate-card";
import type { PlanLeg } from "./flatten";
import type { Validator } from "./plan";
import type { AfterReturn, BidState, LegState, RunState } from "./states";

/** The escrow of a leg's present attempt. */
export interface LegEscrow {
  readonly id: string;
  readonly state: EscrowState;
  readonly refundCause: RefundCause | null;
  /** An intent on it is on its way, or its outcome is unknown: nothing else may be asked of it now. */
  readonly isBusy: boolean;
  /** Why its lock was refused; `null` while nobody refused it. */
  readonly refusal: StepRefusal | null;
}

/** The order of a leg's present revision. */
export interface LegOrder {
  readonly id: string;
  readonly state: OrderState;
  readonly result: Json;
  readonly offeredAt: EpochMs;
  /** What the earlier revisions of the same attempt took, from each offer to its result. Units: ms. */
  readonly earlierMs: number;
  readonly returnedAt: EpochMs | null;
  readonly closedNote: string | null;
}

export interface LegBid {
  readonly agentId: string;
  readonly orderId: string | null;
  readonly state: BidState;
  readonly price: Usdc | null;
  readonly minutes: number | null;
  readonly placedAt: EpochMs | null;
  readonly rateCard: RateCardTerms | null;
}

/** One leg as its rows say. `plan` never changes. */
export interface LegSnapshot {
  readonly plan: PlanLeg;
  readonly state: LegState;
  /** Ids of agents in the order of asking; the ranking once an auction was awarded. */
  readonly candidates: readonly string[];
  readonly candidateIndex: number;
  readonly payerAgentId: string | null;
  readonly payeeAgentId: string | null;
  readonly amount: Usdc;
  /** Counts every wish to lock, so that no two of them share a key. */
  readonly attempt: number;
  /** Fresh escrows that the present candidate may still get, this one included. */
  readonly triesLeft: number;
  readonly revision: number;
  readonly escrow: LegEscrow | null;
  readonly order: LegOrder | null;
  readonly bids: readonly LegBid[];
  readonly output: Json;
  readonly hasOutput: boolean;
  readonly completeState: "sent" | "refused" | null;
  readonly judgeState: "wanted" | "accepted" | "rejected" | null;
  readonly judgeNote: string | null;
  readonly reviewState: "wanted" | "accepted" | "revise" | "rejected" | null;
  readonly reviewNote: string | null;
  readonly afterReturn: AfterReturn | null;
  readonly part: Usdc | null;
  readonly failureCode: string | null;
  readonly note: string | null;
  readonly retryAt: EpochMs | null;
  readonly dueAt: EpochMs | null;
  readonly releaseAt: EpochMs | null;
  readonly bidsCloseAt: EpochMs | null;
  readonly startedAt: EpochMs | null;
  readonly finishedAt: EpochMs | null;
}

export interface RunSnapshot {
  readonly state: RunState;
  readonly now: EpochMs;
  readonly input: Json;
  /** What the platform of this connection offers. */
  readonly canCancel: boolean;
  readonly canComplete: boolean;
  /** While the fleet is frozen no lock and no release is asked for; what comes back goes on. */
  readonly isFrozen: boolean;
  readonly legs: readonly LegSnapshot[];
  /** Own history of bidders, by agent id. */
  readonly records: Readonly<Record<string, AgentRecord>>;
}

export interface AgentRecord {
  readonly doneCount: number;
  readonly failedCount: number;
  readonly overrunCount: number;
}

export interface StepRefusal {
  readonly code: string;
  readonly message: string;
}

export const STEP_VERBS = ["lock", "complete", "release", "cancel", "judge"] as const;
export type StepVerb = (typeof STEP_VERBS)[number];

/** What the machine says of a result: what is wrong, and whom else to ask. Given to the engine, which knows no library. */
export type JudgeOutput = (asked: {
  readonly result: Json; readonly input: Json; readonly validators: readonly Validator[];
}) => { readonly faults: readonly JsonFault[]; readonly asksJudge: readonly string[]; readonly asksPerson: readonly string[] };

/** A call that is due. Its key comes from leg, attempt and verb, so that a repeat is the same wish. */
export interface StepCommand {
  readonly legKey: string;
  readonly verb: StepVerb;
  readonly attempt: number;
  readonly revision: number;
  /** Tells a wish that follows a refusal from the refused one: when it became due, else 0. */
  readonly round: number;
}

/** Why a run does not go on although nothing is wrong with the work. */
export interface Held {
  readonly code: string;
  readonly note: string;
}

/** What a call came to. A call whose outcome is unknown reports nothing: the rows say later what became of it. */
export interface StepResult extends StepCommand {
  readonly refusal: StepRefusal | null;
  /** The judge's word, or `null` when it gave none. */
  readonly verdict: { readonly accept: boolean; readonly reasons: readonly string[] } | null;
}

/** Rows to write together with the legs, beside their own columns. */
export type Effect =
  | { readonly kind: "offer"; readonly legKey: string; readonly input: Json; readonly feedback: readonly JsonFault[] }
  | { readonly kind: "close"; readonly orderId: string; readonly event: "accept" | "reject" | "cancel" | "expire"; readonly note: string }
  | { readonly kind: "invite"; readonly legKey: string; readonly agentId: string; readonly input: Json; readonly closesAt: EpochMs }
  | { readonly kind: "bid"; readonly legKey: string; readonly agentId: string; readonly bid: BidOutcome }
  | { readonly kind: "event"; readonly legKey: string; readonly event: string; readonly note: string }
  | {
      readonly kind: "job"; readonly agentId: string; readonly ended: "done" | "failed"; readonly isOverrun: boolean;
      readonly revisions: number; readonly isDisputed: boolean;
    };

export interface BidOutcome {
  readonly state: BidState;
  readonly source: "worker" | "rate_card" | null;
  readonly price: Usdc | null;
  readonly minutes: number | null;
  readonly score: Json;
  /** What its rate card says beside; a worker's own words stand in its bid already, and are `null` here. */
  readonly note: string | null;
}

export interface Decision {
  readonly state: RunState;
  /** Legs that changed, whole. */
  readonly changed: readonly LegSnapshot[];
  readonly effects: readonly Effect[];
  readonly commands: readonly StepCommand[];
  readonly held: Held | null;
  /** When something is due although nothing is heard of; `null`: wait for an event. */
  readonly wakeAt: EpochMs | null;
}
