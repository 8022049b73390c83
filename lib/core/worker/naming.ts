import { fail, ok, type Result } from "@/lib/core/result";

/** The platform takes the name as the agent's id and a path segment; 64 characters fit everywhere. */
export const WORKER_NAME_MAX = 64;
export const DEFAULT_PREFIX = "worker";

export interface NameRequest {
  readonly prefix: string | null;
  readonly role: string;
  readonly count: number;
  /** Every name in use on the connection, of retired workers too: an id is never used again. */
  readonly taken: ReadonlySet<string>;
}

export interface NamingFailure {
  readonly code: "NAME_TOO_LONG";
  readonly message: string;
}

/**
 * The names of a batch, `worker-trading-01` and on; numbers in use are skipped, so a batch goes on where the last one
 * ended. Errors: `NAME_TOO_LONG`. Invariant: `count` different names, none of them taken.
 */
export function planNames({ prefix, role, count, taken }: NameRequest): Result<string[], NamingFailure> {
  const stem = prefix === role || prefix?.endsWith(`-${role}`) ? prefix : `${prefix ?? DEFAULT_PREFIX}-${role}`;
  const names: string[] = [];
  for (let number = 1; names.length < count; number++) {
    const name = `${stem}-${String(number).padStart(2, "0")}`;
    if (!taken.has(name)) names.push(name);
  }
  const longest = names.reduce((all, name) => Math.max(all, name.length), 0);
  if (longest <= WORKER_NAME_MAX) return ok(names);
  return fail({
    code: "NAME_TOO_LONG", message: `Names like ${names[0]} are longer than ${WORKER_NAME_MAX} characters. Shorten the prefix.`,
  });
}
