import type { Capability } from "@/lib/core/connection/capabilities";
import type { Usdc } from "@/lib/core/money";
import type { SpawnStep } from "./states";

export const WORKER_COUNT_MAX = 500;

/** A limit that a connection declares: so many requests in a window. */
export interface DeclaredLimit {
  readonly requests: number;
  readonly windowMs: number;
}

export type DeclaredLimits = { readonly [C in Capability]?: DeclaredLimit };

/** We use at most 80 % of what a platform declares. */
export const PACING_PERCENT = 80;

export interface SpawnFacts {
  readonly count: number;
  readonly initialFunding: Usdc;
  /** `null`: no limit. */
  readonly dailyLimit: Usdc | null;
  readonly declaredLimits: DeclaredLimits;
}

export interface StepPlan {
  readonly step: SpawnStep;
  readonly requests: number;
  /** How long the declared rate stretches this step; 0 when nothing is declared. */
  readonly durationMs: number;
}

/** What a batch costs before it is asked for. `spendPerDayMax` is `null` when nothing limits it. */
export interface SpawnPlan {
  readonly capital: Usdc;
  readonly spendPerDayMax: Usdc | null;
  readonly steps: readonly StepPlan[];
  readonly durationMs: number;
}

const STEP_CAPABILITY: readonly (readonly [SpawnStep, Capability])[] = [
  ["registered", "register"], ["verified", "agent.find"], ["wallet", "wallet.child"], ["funded", "wallet.fund"],
];

/**
 * The capital that leaves the orchestrator, the most that the workers can spend in a day, and the time that the
 * declared limits imply. Workers go through the steps side by side, so the slowest step sets the time.
 * Units: micro-USDC, milliseconds.
 */
export function planSpawn({ count, initialFunding, dailyLimit, declaredLimits }: SpawnFacts): SpawnPlan {
  const steps = STEP_CAPABILITY
    .filter(([step]) => step !== "funded" || initialFunding > 0n)
    .map(([step, capability]) => ({
      step, requests: count, durationMs: stretchMs(count, declaredLimits[capability]),
    }));
  return {
    capital: (initialFunding * BigInt(count)) as Usdc,
    spendPerDayMax: dailyLimit === null ? null : (dailyLimit * BigInt(count)) as Usdc,
    steps, durationMs: Math.max(0, ...steps.map((step) => step.durationMs)),
  };
}

/** The time that `requests` take at 80 % of a declared limit; the first window's share goes at once. */
export function stretchMs(requests: number, limit: DeclaredLimit | undefined): number {
  if (limit === undefined || requests === 0) return 0;
  const perWindow = Math.max(1, Math.floor((limit.requests * PACING_PERCENT) / 100));
  return Math.floor((requests - 1) / perWindow) * limit.windowMs;
}

