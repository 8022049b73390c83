import type { FailureEffect } from "./price-failures";
import type { PlanFault } from "./plan-fault";

/** What is wrong with a written plan and where: `path` is the field as written, like `legs.2.amount`; empty for the whole. */
export type WrittenFault = Pick<PlanFault, "path" | "message" | "severity">;

/** What the dry run says about a plan: plain data, money as decimal USDC. */
export interface RunPreviewView {
  /** Errors first. */
  readonly faults: readonly WrittenFault[];
  /** `null` while the plan is no plan yet, or nobody can say what it would do. */
  readonly price: RunPriceView | null;
  /** An amount above the threshold: the password once more, by a treasurer. */
  readonly needsPassword: boolean;
}

/** What a plan costs. Auctions are counted at their ceiling. */
export interface RunPriceView {
  readonly orchestrator: string;
  readonly payments: number;
  /** The most that leaves the orchestrator. */
  readonly budget: string;
  readonly lockedAtStart: string;
  readonly success: SuccessView;
  readonly capital: { readonly planned: CapitalLine; readonly prefund: CapitalLine; readonly lazy: CapitalLine };
  readonly margins: readonly MarginLine[];
  readonly ownCapital: readonly OwnCapitalLine[];
  readonly worst: { readonly nobodyActs: LostView; readonly everythingFails: LostView };
  readonly failures: readonly FailureLine[];
  /** Points of failure of a large plan that were not played. */
  readonly failuresOmitted: number;
}

/** When all work succeeds. */
export interface SuccessView {
  readonly paid: string;
  readonly fees: string;
  readonly burned: string;
  readonly referralBack: string;
  readonly referralOfOthers: string;
  readonly netCost: string;
  readonly minutes: number;
  readonly accounts: readonly AccountLine[];
}

export interface AccountLine {
  readonly account: string;
  readonly change: string;
}

/** Fees lost, by who bears them. */
export interface LostView {
  readonly orchestrator: string;
  readonly agents: string;
}

/** What is locked from each moment on. */
export interface CapitalLine {
  readonly peak: string;
  readonly steps: readonly { readonly minute: number; readonly label: string; readonly locked: string; readonly lockedByAgents: string }[];
}

/** What one stage of a pipeline keeps. */
export interface MarginLine {
  readonly key: string;
  readonly label: string;
  readonly account: string;
  readonly gets: string;
  readonly pays: string;
  readonly gross: string;
  readonly net: string;
}

/** What a worker must hold beforehand to pay others. */
export interface OwnCapitalLine {
  readonly account: string;
  readonly amount: string;
  readonly standIns: readonly string[];
  readonly holds: string | null;
  readonly readAgoMs: number | null;
  readonly isShort: boolean;
}

/** What is left when one leg fails for good, played with the engine itself. */
export interface FailureLine {
  readonly keys: readonly string[];
  readonly label: string;
  readonly runEnds: "done" | "failed";
  readonly minutes: number;
  readonly burned: string;
  readonly accounts: readonly AccountLine[];
  /** Only legs that it touches. */
  readonly effects: readonly { readonly key: string; readonly label: string; readonly effect: FailureEffect; readonly isToldToStop: boolean }[];
}
