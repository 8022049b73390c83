import type { Usdc } from "../money";
import type { EpochMs } from "../time";
import type { BudgetParts } from "./budget-parts";
import type { Cascade } from "./cascade";
import type { AttemptFacts, AuctionFacts, LegFacts } from "./leg-view";
import type { Funding, Pattern } from "./plan";
import type { RunState } from "./states";

/** What a run is called and how it stands, wherever it is shown. Times are the console's. */
interface RunHead {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly pattern: Pattern;
  readonly funding: Funding;
  readonly state: RunState;
  /** Why it does not go on although nothing is wrong with the work. */
  readonly held: { readonly code: string; readonly note: string } | null;
  /** Kept with each step, so that list and detail say the same. */
  readonly failedCount: number;
  readonly createdByName: string;
  readonly createdAt: EpochMs;
  readonly finishedAt: EpochMs | null;
}

/** One line of the list of runs. Its sums are the run's own columns; units: micros. */
export interface RunLine extends RunHead {
  readonly legCount: number;
  readonly doneCount: number;
  readonly reviewCount: number;
  readonly parts: BudgetParts;
  readonly fees: Usdc;
  readonly referral: Usdc;
}

/** What time-outs would cost from here on. Units: micros. */
export interface StillToLose {
  /** Fees lost if every open escrow times out. */
  readonly fees: Usdc;
  /** What is held by the escrows of which this is known. */
  readonly open: Usdc;
  /** Held by escrows of which nobody can say what silence brings. */
  readonly unknown: Usdc;
}

/** Everything that a run's page says in money. Units: micros. */
export interface RunFigures {
  readonly parts: BudgetParts;
  /** Fees of all its payments so far, those between agents and those of time-outs included. */
  readonly fees: Usdc;
  /** What came back of them to an agent of the fleet. */
  readonly referral: Usdc;
  /** Paid and held between agents of the run, out of their own balances: no part of the budget. */
  readonly inner: { readonly released: Usdc; readonly locked: Usdc };
  readonly stillToLose: StillToLose;
}

/** Legs of one node that belong together: the stages of a pipeline, the racers of a marketplace, an auction with its bids. */
export interface GroupFacts {
  readonly key: string;
  readonly label: string;
  readonly pattern: Exclude<Pattern, "hub_spoke">;
  readonly legKeys: readonly string[];
  readonly auction: AuctionFacts | null;
}

export interface RunEventFacts {
  readonly id: string;
  readonly legKey: string | null;
  readonly kind: string;
  readonly note: string;
  readonly actor: string;
  readonly at: EpochMs;
}

/** What only the chosen leg's panel shows. */
export interface ChosenFacts {
  readonly key: string;
  readonly attempts: readonly AttemptFacts[];
  readonly cascade: Cascade;
  /** What a person is asked about its result; `null` when no person is asked. */
  readonly question: string | null;
  readonly instructions: string;
  readonly disputeMinutes: number;
  /** An accepted result is paid only after later stages. */
  readonly waitsForLater: boolean;
}

/** Everything that a run's page says. Times but escrows' deadlines are the console's; units: micros. */
export interface RunFacts extends RunHead {
  readonly orchestratorName: string;
  readonly templateName: string | null;
  readonly clonedFromId: string | null;
  readonly pausedAt: EpochMs | null;
  /** Above it an acceptance needs a treasurer. */
  readonly approvalAbove: Usdc | null;
  readonly figures: RunFigures;
  readonly legs: readonly LegFacts[];
  readonly groups: readonly GroupFacts[];
  /** The newest first. */
  readonly events: readonly RunEventFacts[];
  readonly chosen: ChosenFacts | null;
}
