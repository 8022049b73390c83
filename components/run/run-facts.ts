import type { PriceOfSilence } from "@/lib/core/escrow/silence";
import type { Dialect, EscrowState, RefundCause } from "@/lib/core/escrow/states";
import type { Usdc } from "@/lib/core/money";
import type { Json, JsonFault } from "@/lib/core/order/json-value";
import type { OrderState } from "@/lib/core/order/states";
import type { BudgetParts } from "@/lib/core/run/budget-parts";
import type { Cascade } from "@/lib/core/run/cascade";
import type { BidWeights, Funding, Pattern, TieRule } from "@/lib/core/run/plan";
import type { AfterReturn, BidState, LegState, RunState } from "@/lib/core/run/states";
import type { EpochMs } from "@/lib/core/time";

/** One line of the list of runs. */
export interface RunLine {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly pattern: Pattern;
  readonly funding: Funding;
  readonly state: RunState;
  readonly held: { readonly code: string; readonly note: string } | null;
  readonly legCount: number;
  readonly doneCount: number;
  readonly failedCount: number;
  readonly reviewCount: number;
  readonly parts: BudgetParts;
  readonly fees: Usdc;
  readonly createdByName: string;
  readonly createdAt: EpochMs;
  readonly finishedAt: EpochMs | null;
}

/** An escrow of a leg; its deadline is platform time. */
export interface LegEscrowFacts {
  readonly id: string;
  readonly state: EscrowState;
  readonly platformWord: string | null;
  readonly refundCause: RefundCause | null;
  readonly dialect: Dialect;
  readonly amount: Usdc;
  readonly net: Usdc;
  readonly deadlineAt: EpochMs | null;
  readonly intent: string | null;
  readonly silence: PriceOfSilence;
  readonly money: { readonly released: Usdc; readonly locked: Usdc; readonly returned: Usdc; readonly lost: Usdc; readonly unknown: Usdc };
}

export interface LegFacts {
  readonly id: string;
  readonly key: string;
  readonly nodeKey: string;
  readonly label: string;
  readonly pattern: Pattern;
  readonly state: LegState;
  readonly afterReturn: AfterReturn | null;
  /** `null`: the orchestrator. */
  readonly payerName: string | null;
  readonly payeeName: string | null;
  readonly candidates: readonly string[];
  readonly candidateIndex: number;
  readonly amount: Usdc;
  readonly attempt: number;
  readonly triesLeft: number;
  readonly revision: number;
  readonly revisionsMax: number;
  readonly escrow: LegEscrowFacts | null;
  readonly order: { readonly id: string; readonly state: OrderState } | null;
  readonly reviewState: string | null;
  readonly failureCode: string | null;
  readonly note: string | null;
  readonly part: Usdc | null;
  readonly isCritical: boolean;
  readonly dependsOn: readonly string[];
  readonly retryAt: EpochMs | null;
  readonly dueAt: EpochMs | null;
  readonly releaseAt: EpochMs | null;
  readonly bidsCloseAt: EpochMs | null;
  readonly finishedAt: EpochMs | null;
}

export interface BidFacts {
  readonly agentId: string;
  readonly name: string;
  readonly state: BidState;
  readonly source: string | null;
  readonly price: Usdc | null;
  readonly minutes: number | null;
  readonly note: string | null;
  /** Thousandths; each part runs to 1,000. */
  readonly score: { readonly total: number; readonly price: number; readonly completion: number; readonly time: number; readonly fee: number } | null;
  readonly refusal: string | null;
}

export interface AuctionFacts {
  readonly isOpen: boolean;
  readonly invited: number;
  readonly placed: number;
  readonly ceiling: Usdc;
  readonly floor: Usdc;
  readonly weights: BidWeights;
  readonly tieRule: TieRule;
  readonly allowsNewcomers: boolean;
  readonly closesAt: EpochMs | null;
  readonly bids: readonly BidFacts[] | null;
}

export interface GroupFacts {
  readonly key: string;
  readonly label: string;
  readonly pattern: Exclude<Pattern, "hub_spoke">;
  readonly legKeys: readonly string[];
  readonly auction: AuctionFacts | null;
}

export interface RevisionFacts {
  readonly orderId: string;
  readonly revision: number;
  readonly state: OrderState;
  readonly offeredAt: EpochMs;
  readonly returnedAt: EpochMs | null;
  readonly progress: Json;
  readonly result: Json;
  readonly resultHash: string | null;
  readonly faults: readonly JsonFault[];
  readonly closedNote: string | null;
}

export interface AttemptFacts {
  readonly number: number;
  readonly payeeName: string;
  readonly createdAt: EpochMs;
  readonly escrow: LegEscrowFacts;
  readonly revisions: readonly RevisionFacts[];
}

export interface ChosenFacts {
  readonly key: string;
  readonly attempts: readonly AttemptFacts[];
  readonly cascade: Cascade;
  readonly question: string | null;
  readonly instructions: string;
  readonly disputeMinutes: number;
  readonly waitsForLater: boolean;
}

export interface RunEventFacts {
  readonly id: string;
  readonly legKey: string | null;
  readonly kind: string;
  readonly note: string;
  readonly actor: string;
  readonly at: EpochMs;
}

/** Everything that a run's page says. */
export interface RunFacts {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly pattern: Pattern;
  readonly funding: Funding;
  readonly state: RunState;
  readonly held: { readonly code: string; readonly note: string } | null;
  readonly orchestratorName: string;
  readonly templateName: string | null;
  readonly clonedFromId: string | null;
  readonly createdByName: string;
  readonly createdAt: EpochMs;
  readonly pausedAt: EpochMs | null;
  readonly failedCount: number;
  readonly finishedAt: EpochMs | null;
  readonly figures: {
    readonly parts: BudgetParts;
    readonly fees: Usdc;
    readonly referral: Usdc;
    readonly inner: { readonly released: Usdc; readonly locked: Usdc };
    readonly stillToLose: { readonly fees: Usdc; readonly open: Usdc; readonly unknown: Usdc };
  };
  readonly legs: readonly LegFacts[];
  readonly groups: readonly GroupFacts[];
  readonly events: readonly RunEventFacts[];
  readonly chosen: ChosenFacts | null;
}

/** What surrounds a run: two clocks, what the platform can do, and who looks. */
export interface RunScene {
  /** The console's time. */
  readonly now: EpochMs;
  /** The platform's time, for escrows' deadlines. */
  readonly platformNow: EpochMs;
  readonly clockOffsetMs: number;
  readonly canCancel: boolean;
  readonly isSandbox: boolean;
  readonly isFrozen: boolean;
  readonly mayControl: boolean;
  readonly mayReview: boolean;
  /** May a result above the threshold be accepted by this person, and did he just prove himself. */
  readonly mayReleaseAbove: boolean;
  readonly isSteppedUp: boolean;
  readonly approvalAbove: Usdc | null;
}
