import { isLoopback } from "../connection/hosts";
import { canonicalJson, type Json, type JsonFault, isEmptyJson, isObject } from "../order/json-value";
import { FAULTS_MAX, validateResult } from "../order/validate-result";
import { findSchemaFault } from "../order/result-schema";
import type { Validator } from "./plan";
import type { JudgeOutput } from "./snapshot";

/** What a condition came to. `stopped`: it took too long, and nothing more of this result is computed. */
export type ConditionOutcome =
  | { readonly kind: "holds" }
  | { readonly kind: "fails" | "stopped"; readonly message: string };

/** The two languages of conditions. They live behind this door because the core runs no foreign code. */
export interface Conditions {
  /** Why this is no regular expression of RE2, or `null`. */
  readonly findPatternFault: (pattern: string) => string | null;
  /** Why this is no CEL expression that says true or false, or `null`. */
  readonly findExpressionFault: (expression: string) => string | null;
  readonly testPattern: (pattern: string, text: string) => ConditionOutcome;
  readonly testExpression: (expression: string, names: { readonly result: Json; readonly input: Json }) => ConditionOutcome;
}

/**
 * Makes the judgement of results: the faults that the machine finds, and who has to be asked besides. Every check is made,
 * so that a worker reads all that is wrong at once; a judge or a person is asked only of a result without faults.
 */
export function judgeWith(conditions: Conditions): JudgeOutput {
  return ({ result, input, validators }) => {
    const faults: JsonFault[] = [];
    for (const validator of validators) {
      const outcome = test(validator, result, input, conditions);
      faults.push(...outcome.faults);
      if (outcome.isStopped) break;
    }
    return {
      faults: faults.slice(0, FAULTS_MAX),
      asksJudge: validators.flatMap((validator) => (validator.kind === "judge" ? [validator.url] : [])),
      asksPerson: validators.flatMap((validator) => (validator.kind === "human" ? [validator.question] : [])),
    };
  };
}

interface Tested { readonly faults: readonly JsonFault[]; readonly isStopped: boolean }

function test(validator: Validator, result: Json, input: Json, conditions: Conditions): Tested {
  switch (validator.kind) {
    case "not_empty": return found(isEmptyJson(result) ? [{ path: "", message: "is empty" }] : []);
    case "schema": return found(validateResult(result, validator.schema));
    case "pattern": {
      const text = textAt(result, validator.path);
      if (text === null) return found([{ path: validator.path, message: "is missing" }]);
      return toTested(conditions.testPattern(validator.pattern, text), validator.path);
    }
    case "expression": return toTested(conditions.testExpression(validator.expression, { result, input }), "");
    case "judge": case "human": return found([]);
  }
}

function found(faults: readonly JsonFault[]): Tested {
  return { faults, isStopped: false };
}

function toTested(outcome: ConditionOutcome, path: string): Tested {
  return outcome.kind === "holds" ? found([]) : { faults: [{ path, message: outcome.message }], isStopped: outcome.kind === "stopped" };
}

/** The text that a pattern looks at: a string as it is, anything else as JSON; `null` where the pointer leads nowhere. */
function textAt(result: Json, path: string): string | null {
  const steps = path === "" ? [] : path.slice(1).split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  let value: Json | undefined = result;
  for (const step of steps) {
    if (Array.isArray(value)) value = /^(0|[1-9]\d*)$/.test(step) ? (value as readonly Json[])[Number(step)] : undefined;
    else value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  if (value === undefined) return null;
  return typeof value === "string" ? value : canonicalJson(value);
}

/** What is wrong with a check before anything is checked with it, or `null`. */
export function findValidatorFault(validator: Validator, conditions: Conditions): string | null {
  switch (validator.kind) {
    case "not_empty": case "human": return null;
    case "schema": {
      const fault = findSchemaFault(validator.schema);
      return fault && `The schema${fault.path === "" ? "" : ` at ${fault.path}`} ${fault.message}.`;
    }
    case "pattern": return conditions.findPatternFault(validator.pattern);
    case "expression": return conditions.findExpressionFault(validator.expression);
    case "judge": return findJudgeFault(validator.url);
  }
}

function findJudgeFault(text: string): string | null {
  if (!URL.canParse(text)) return "The judge's address is no address. Enter it as https://example.com/judge.";
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return "The judge's address carries a password, which would end up in logs. Give the judge an address without one.";
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname))) return null;
  return "The judge's address must begin with https://. http is for this machine only.";
}
