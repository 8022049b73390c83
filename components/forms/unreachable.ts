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
