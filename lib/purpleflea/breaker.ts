import type { Clock } from "@/lib/core/time";

/** So many failures in a row open the circuit. */
export const BREAKER_FAILURES = 5;
/** So long it stays open before one call may try again. Units: ms. */
export const BREAKER_OPEN_MS = 10_000;

/** One circuit for each connection and service; `key` names both. */
export interface Breaker {
  /** Milliseconds until a call may be tried; 0 lets this call through. When the time is over, one call alone tries. */
  readonly enter: (key: string) => number;
  readonly succeeded: (key: string) => void;
  readonly failed: (key: string) => void;
}

/** Makes the circuits of one process. A refusal is an answer: only silence and 5xx are failures. */
export function createBreaker(now: Clock): Breaker {
  const circuits = new Map<string, { failures: number; openUntil: number }>();
  return {
    enter: (key) => {
      const circuit = circuits.get(key);
      if (circuit === undefined || circuit.failures < BREAKER_FAILURES) return 0;
      const leftMs = circuit.openUntil - now();
      if (leftMs > 0) return leftMs;
      // The others go on waiting while this one tries; a try that never reports back holds them for one more turn only.
      circuit.openUntil = now() + BREAKER_OPEN_MS;
      return 0;
    },
    succeeded: (key) => void circuits.delete(key),
    failed: (key) => {
      const failures = (circuits.get(key)?.failures ?? 0) + 1;
      circuits.set(key, { failures, openUntil: now() + BREAKER_OPEN_MS });
    },
  };
}
