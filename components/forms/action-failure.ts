import type { ActionResult } from "@/lib/actions/result";

export type ActionFailure = Extract<ActionResult<unknown>, { ok: false }>;

const UNREACHABLE: ActionFailure = {
  ok: false,
  code: "UNREACHABLE",
  message: "The console did not answer. It may have acted: reload the page and look before you try again.",
};

/** Turns a broken call into a sentence. A redirect arrives as a rejection too: the form then waits for the new page. */
export function unreachable(error: unknown): ActionFailure | Promise<never> {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : "";
  return digest.startsWith("NEXT_REDIRECT") ? new Promise<never>(() => undefined) : UNREACHABLE;
}

/** True when the platform was not asked or said no: the next try is a new wish and gets a new token. */
export function isSettled(failure: ActionFailure): boolean {
  return failure.outcome === "denied" || failure.outcome === "rejected";
}

/** True when the money may have moved: no button tries again, the console finds out by itself. */
export function isOpenOutcome(failure: ActionFailure | null): boolean {
  return failure?.outcome === "unknown" || failure?.outcome === "in_flight";
}
