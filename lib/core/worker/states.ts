/**
 * A worker's states. `registering` until its spawn ends; `unverified` when the referral proof failed (it gets no money);
 * `stale` when the heartbeat is late; `quarantined` by a rule; `frozen` by an operator; `failed` when the spawn gave up.
 */
export const WORKER_STATES = [
  "registering", "live", "unverified", "stale", "quarantined", "frozen", "failed", "retiring", "retired",
] as const;

export type WorkerState = (typeof WORKER_STATES)[number];

/** The steps of a spawn, in order. A step is stored when it is done, so "retry failed" does only what is missing. */
export const SPAWN_STEPS = ["registered", "verified", "key_stored", "wallet", "funded", "ready"] as const;

export type SpawnStep = (typeof SPAWN_STEPS)[number];

const FED: readonly WorkerState[] = ["registering", "live", "stale"];
const PAYABLE: readonly WorkerState[] = ["live", "stale"];

/** True when money may be sent to this worker's wallet. A registering worker gets its initial funding. */
export function canReceiveFunding(state: WorkerState): boolean {
  return FED.includes(state);
}

/** True when a new escrow may name this worker as a party. */
export function canTakePart(state: WorkerState): boolean {
  return PAYABLE.includes(state);
}

/** True while the worker counts as part of the fleet. */
export function isActive(state: WorkerState): boolean {
  return state !== "retired" && state !== "failed";
}

/** True for a text that is one of our state names. */
export function isWorkerState(text: string): text is WorkerState {
  return (WORKER_STATES as readonly string[]).includes(text);
}

/** The step that comes after the last one done; `null` when the spawn is complete. */
export function nextSpawnStep(done: SpawnStep | null): SpawnStep | null {
  if (done === null) return SPAWN_STEPS[0];
  return SPAWN_STEPS[SPAWN_STEPS.indexOf(done) + 1] ?? null;
}
