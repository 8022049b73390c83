import type { Json, JsonObject } from "../order/json-value";
import type { Usdc } from "../money";

/** The words of seed 003, and the job of seed 002 that many get and one is paid for. */
export const PATTERNS = ["hub_spoke", "pipeline", "auction", "marketplace"] as const;
export type Pattern = (typeof PATTERNS)[number];

/** `prefund`: locked when the run starts. `lazy`: locked when its turn comes. */
export const FUNDINGS = ["prefund", "lazy"] as const;
export type Funding = (typeof FUNDINGS)[number];

/** What a result must pass before its money is released. All of them, in the order given; a person comes last. */
export type Validator =
  | { readonly kind: "not_empty" }
  | { readonly kind: "schema"; readonly schema: JsonObject }
  /** A regular expression (RE2, linear time) over the text at `path`, a JSON pointer; blank for the whole result. */
  | { readonly kind: "pattern"; readonly path: string; readonly pattern: string }
  /** A CEL expression over `result` and `input` that must be true. */
  | { readonly kind: "expression"; readonly expression: string }
  /** Asked over HTTP: `{result, input, instructions}` in, `{accept, reasons}` out. */
  | { readonly kind: "judge"; readonly url: string }
  | { readonly kind: "human"; readonly question: string };

/** What is asked of whoever does a leg, and what its money waits for. */
export interface WorkTerms {
  readonly instructions: string;
  /** Instead of the run's input; `null` hands the run's input on. */
  readonly input: Json;
  readonly resultSchema: JsonObject | null;
  readonly validators: readonly Validator[];
  /** From each offer of the work, the first or one after it was sent back, to a result that passes the machine. */
  readonly workMinutes: number;
  /** The escrow's own time-out on the platform, in hours. */
  readonly timeoutHours: number;
  /** Between acceptance and release, in minutes; 0 releases at once. */
  readonly disputeMinutes: number;
  /** How often work is sent back before the escrow is cancelled: 0 to 2. */
  readonly revisions: number;
  /** Fresh escrows at most for one agent, as of seed 001: 1 to 3. */
  readonly attempts: number;
  /** Keys of nodes that must be done first. */
  readonly dependsOn: readonly string[];
  /** When it fails: true stops what depends on it; false lets that go on with `defaultOutput`. */
  readonly isCritical: boolean;
  readonly defaultOutput: Json;
  /** Instead of the run's funding. */
  readonly funding: Funding | null;
}

/** One agent is asked, and its backups in turn when it fails. Agents are named by id or by name. */
export interface TaskNode extends WorkTerms {
  readonly kind: "task";
  readonly key: string;
  readonly label: string;
  readonly worker: string;
  readonly backups: readonly string[];
  readonly amount: Usdc;
}

/** A stage of a pipeline; `isIndependent`: it needs nothing of the stage before and is funded at once. */
export interface StageNode extends TaskNode {
  readonly isIndependent: boolean;
}

/** Each stage is paid by the stage before, the first by the orchestrator. */
export interface PipelineNode {
  readonly kind: "pipeline";
  readonly key: string;
  readonly label: string;
  readonly stages: readonly StageNode[];
  readonly dependsOn: readonly string[];
  /** `each`: a stage is paid when its result is accepted. `from_the_end`: when the stages after it are through. */
  readonly settle: "each" | "from_the_end";
}

/** Percent, summing to 100. */
export interface BidWeights {
  readonly price: number;
  readonly completion: number;
  readonly time: number;
  readonly fee: number;
}

export const DEFAULT_WEIGHTS: BidWeights = { price: 40, completion: 30, time: 20, fee: 10 };

/** What decides between equal scores; what is still equal then goes to the earlier bid, then to the smaller id. */
export const TIE_RULES = ["lower_price", "shorter_time", "earlier_bid"] as const;
export type TieRule = (typeof TIE_RULES)[number];

export interface AuctionNode extends WorkTerms {
  readonly kind: "auction";
  readonly key: string;
  readonly label: string;
  readonly bidders: readonly string[];
  readonly ceiling: Usdc;
  readonly bidMinutes: number;
  readonly weights: BidWeights;
  /** True: an agent with fewer than ten completed jobs may bid and gets the middle of the completion score. */
  readonly allowsNewcomers: boolean;
  readonly tieRule: TieRule;
}

/** The same job for each worker; the first accepted result is paid, the others are not. */
export interface MarketplaceNode extends WorkTerms {
  readonly kind: "marketplace";
  readonly key: string;
  readonly label: string;
  readonly workers: readonly string[];
  readonly amount: Usdc;
}

/** One orchestrator pays many. Its legs may be auctions, pipelines and marketplaces. */
export interface HubNode {
  readonly kind: "hub_spoke";
  readonly legs: readonly SpokeNode[];
}

export type SpokeNode = TaskNode | PipelineNode | AuctionNode | MarketplaceNode;

export type RootNode = HubNode | PipelineNode | AuctionNode | MarketplaceNode;

/** What an operator designed. */
export interface RunPlan {
  readonly name: string;
  readonly funding: Funding;
  /** What every leg without an input of its own gets. */
  readonly input: Json;
  readonly root: RootNode;
}

export function patternOf(plan: RunPlan): Pattern {
  return plan.root.kind;
}
