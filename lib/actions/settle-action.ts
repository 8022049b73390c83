import type { Failure, Result } from "@/lib/core/result";
import type { CommandResult } from "@/lib/services/command-spec";
import type { ActionResult } from "./result";

/** What an action's `run` answers with, unwrapped: the data of a command, of a result, or a plain value. */
export type DataOf<R> = R extends { ok: true; output: infer O } ? O : R extends { ok: true; value: infer V } ? V : R extends { ok: false } ? never : R;

/** One shape for the view, whichever way a service says yes or no. */
export function settleAction<R>(answer: R): ActionResult<DataOf<R>> {
  if (!isVerdict(answer)) return { ok: true, data: answer as DataOf<R> };
  if (answer.ok) return { ok: true, data: ("output" in answer ? answer.output : answer.value) as DataOf<R> };
  if ("failure" in answer) return { ok: false, code: answer.failure.code, message: answer.failure.message };
  const { outcome, code, message, intentId, fieldErrors } = answer;
  return {
    ok: false, code, message, outcome, ...(intentId ? { intentId } : {}),
    ...(fieldErrors ? { fieldErrors: { ...fieldErrors } } : {}),
  };
}

type Verdict = CommandResult<unknown> | Result<unknown, Failure>;

function isVerdict(answer: unknown): answer is Verdict {
  if (typeof answer !== "object" || answer === null || !("ok" in answer)) return false;
  return answer.ok === true ? "output" in answer || "value" in answer : answer.ok === false && ("failure" in answer || "outcome" in answer);
}
