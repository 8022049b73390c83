import type { ReferralProof } from "../referral/proof";
import type { EpochMs } from "../time";
import type { StepPlan } from "./spawn-plan";
import type { SpawnStep } from "./states";

/** What a batch would be, before anybody asks for it: plain JSON, money as decimal USDC. */
export interface SpawnPreview {
  readonly count: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly each: string;
  readonly capital: string;
  readonly dailyLimitEach: string;
  readonly spendPerDay: string;
  /** The orchestrator's balance as last read, and what is left of it; `null` when it was never read. */
  readonly available: string | null;
  readonly availableAfter: string | null;
  readonly isShort: boolean;
  /** False when neither a limit nor funding is asked for: then no child wallet is made. */
  readonly opensWallet: boolean;
  readonly durationMs: number;
  readonly steps: readonly StepPlan[];
  readonly prompt: string;
  readonly referralCode: string;
}

/** One worker of a batch: the last step done, and why it stopped. */
export interface BatchWorker {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly step: SpawnStep | null;
  readonly proof: ReferralProof;
  readonly failure: string | null;
}

/** A batch with the progress of each worker, as plain JSON. Money is decimal USDC, times are ISO. */
export interface BatchProgress {
  readonly id: string;
  readonly number: number;
  readonly role: string;
  readonly count: number;
  readonly state: string;
  readonly funding: string;
  readonly dailyLimit: string;
  readonly capital: string;
  readonly funded: string;
  readonly createdByName: string;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly workers: readonly BatchWorker[];
}

/** One line about a batch: how many of its workers are ready and how many stopped. */
export interface BatchSummary {
  readonly id: string;
  readonly number: number;
  readonly role: string;
  readonly count: number;
  readonly state: string;
  readonly createdByName: string;
  readonly createdAt: EpochMs;
  readonly ready: number;
  readonly stopped: number;
}
