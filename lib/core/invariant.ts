/** Stops a bug where it happens: an expected failure is a returned `Result`, never an invariant. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}
