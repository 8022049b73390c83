import { z } from "zod";
import { ServiceError } from "@/lib/services/service-error";
import type { ServiceContext } from "@/lib/services/context";
import type { ActionResult } from "./result";

export type ActionFailure = Extract<ActionResult<unknown>, { ok: false }>;

export const SIGNED_OUT: ActionFailure = {
  ok: false, code: "UNAUTHENTICATED", message: "Your session has ended. Nothing was done. Sign in again.",
};

/** The sentence of a thrown error. What we did not expect is logged and shown by its reference alone. */
export function toFailure(error: unknown, ctx: ServiceContext, name: string): ActionFailure {
  if (error instanceof ServiceError) return { ok: false, code: error.code, message: error.message };
  ctx.log("action.failed", { action: name, error: error instanceof Error ? (error.stack ?? error.name) : "unknown" });
  return {
    ok: false, code: "FAILED",
    message: `The console failed while doing this. Look at the page before you repeat it. Reference ${ctx.requestId}.`,
  };
}

/** What is wrong with each field, and the first of it as the sentence. */
export function toFieldFailure(error: z.ZodError): ActionFailure {
  const { fieldErrors, formErrors } = z.flattenError(error) as { fieldErrors: Record<string, string[]>; formErrors: string[] };
  const message = formErrors[0] ?? Object.values(fieldErrors).flat()[0] ?? "Some fields need another value.";
  return { ok: false, code: "INVALID", message: `${message} Nothing was done.`, fieldErrors };
}
