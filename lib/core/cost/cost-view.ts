import type { EpochMs } from "../time";
import type { AccountLine, Consolidation } from "./consolidate";
import type { CostPattern } from "./patterns";

export const COST_GROUPS = ["agent", "role", "pattern", "run"] as const;
export type CostGroup = (typeof COST_GROUPS)[number];

/** The workflow of what belongs to none, in filters and groups. */
export const NO_RUN = "none";

/** Whole UTC days, both included, `YYYY-MM-DD`. */
export interface CostRange {
  readonly from: string;
  readonly to: string;
}

/** Which booked effects count. `null` takes all. */
export interface CostFilters extends CostRange {
  readonly pattern: CostPattern | null;
  readonly runId: string | null;
  readonly role: string | null;
  readonly agentId: string | null;
}

/** The figures of a row or of a total. Units: micros. */
export interface CostSums {
  /** What left the payers: the whole amount on release, the fee inside it, and every fee kept on a refund. */
  readonly paidMicros: bigint;
  readonly feesMicros: bigint;
  /** The part of the fees that failed work cost: kept by the platform although the money came back. */
  readonly lostMicros: bigint;
  readonly referralMicros: bigint;
  /** What agents of the fleet received, whoever paid. */
  readonly earnedMicros: bigint;
  /** The part of it that clients outside the fleet paid. */
  readonly clientMicros: bigint;
  readonly refundedMicros: bigint;
  readonly releasedCount: number;
  readonly refundedCount: number;
  /** Earned plus referral less paid: what the fleet as a whole gained, for what stayed inside is no cost. */
  readonly netMicros: bigint;
}

/** One agent, role, pattern or run. `role` and `kind` are an agent's, `number` is a run's. */
export interface CostRow extends CostSums {
  readonly key: string;
  readonly name: string;
  readonly role: string | null;
  readonly kind: string | null;
  readonly number: number | null;
}

/** `insidePaidMicros` is what own workers were paid: it moved inside the fleet, and only its fees left. */
export interface CostTotals extends CostSums {
  readonly groupCount: number;
  readonly agentCount: number;
  readonly insidePaidMicros: bigint;
}

/** One booked effect. Units: micros, negative when it left the fleet and the figure is the net. */
export interface CostEntry {
  readonly id: string;
  readonly at: EpochMs;
  readonly kind: string;
  readonly product: string;
  readonly amountMicros: bigint;
  readonly agentId: string;
  readonly agentName: string;
  readonly payerName: string | null;
  readonly escrowId: string | null;
  readonly pattern: CostPattern;
  readonly run: { readonly id: string; readonly number: number | null; readonly name: string } | null;
}

/** What the report can be narrowed to, and the name of the agent that it is narrowed to. */
export interface CostChoices {
  readonly roles: readonly string[];
  /** The newest runs, and the one that is chosen. */
  readonly runs: readonly { readonly id: string; readonly number: number; readonly name: string }[];
  readonly agentName: string | null;
}

/** The fleet's own accounts over a range, and what is left of them when flows inside the fleet are taken out. Units: micros. */
export interface FleetConsolidation extends Consolidation {
  readonly orchestrator: AccountLine;
  readonly workers: AccountLine;
  /** Commission for agents that are not of the fleet. No agent of ours is behind it, so a filter shows none of it. */
  readonly outsideCommissionMicros: bigint;
  /** What trading changed in the fleet's accounts, with what they have locked: the fleet's result and that commission. */
  readonly treasuryChangeMicros: bigint;
}
