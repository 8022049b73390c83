import { z } from "zod";
import { TIMEOUT_HOURS_DEFAULT, TIMEOUT_HOURS_MAX, TIMEOUT_HOURS_MIN } from "@/lib/core/escrow/rates";
import type { Usdc } from "@/lib/core/money";
import { parseMoney } from "@/lib/core/money-input";
import { DEPTH_MAX, findUnstorable, INPUT_BYTES_MAX, type Json, type JsonObject } from "@/lib/core/order/json-value";
import { findSchemaFault } from "@/lib/core/order/result-schema";
import { FUNDINGS, type Validator } from "@/lib/core/run/plan";
import { textField } from "./fields";

/** A refusal of what is not a field here: a plan never carries a wish that nobody reads. */
export function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === "unrecognized_keys") return `has no field ${issue.keys.map((key) => JSON.stringify(key)).join(", ")}.`;
      return issue.input === undefined ? "is missing." : "must be an object.";
    },
  });
}

/** Text that a database keeps: the form's rules, and no half of a surrogate pair. */
function line(name: string, min: number, max: number) {
  return textField(name, min, max).regex(/^\P{Surrogate}*$/u, `Remove the broken character from ${name}.`);
}

/** Text that is code: nothing is trimmed. */
function code(name: string, min: number, max: number) {
  return z.string(`Enter ${name}.`).min(min, `Enter ${name}.`).max(max, `Keep ${name} within ${max} characters.`)
    .regex(/^[^\u0000\p{Surrogate}]*$/u, `Remove the broken character from ${name}.`);
}

export const planNameField = line("a name", 1, 80);
export const labelField = line("a label", 1, 80);
export const agentField = line("an agent", 1, 120);
export const keyField = z.string("Enter a key.")
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, "A key has at most 40 lower-case letters, digits, lines and dashes, like code-review.");

/** Whole numbers as JSON numbers, within bounds that the sentence names. */
export function countField(min: number, max: number, fallback: number) {
  const sentence = `must be a whole number from ${min} to ${max}.`;
  return z.int(sentence).min(min, sentence).max(max, sentence).default(fallback);
}

export function flagField(fallback: boolean) {
  return z.boolean("must be true or false.").default(fallback);
}

/** Exact decimal text. A JSON number is refused: it may have been rounded on its way here. */
export const amountField = z.string('Write the amount as text, like "0.50".').transform((text, ctx): Usdc => {
  const parsed = parseMoney(text);
  if (parsed.ok) return parsed.value;
  ctx.addIssue({ code: "custom", message: parsed.failure.message });
  return z.NEVER;
});

export function listField<T extends z.ZodType>(item: T, min: number, max: number, what: string) {
  return z.array(item, `must be a list of ${what}.`).min(min, `needs at least ${min} of ${what}.`).max(max, `has too many of ${what}; at most ${max}.`);
}

/** Any JSON that an order can carry; absent is `null`. */
export const inputField = z.unknown().optional().transform((value, ctx): Json => {
  if (value === undefined) return null;
  const fault = isJson(value, 0) ? findUnstorable(value, INPUT_BYTES_MAX) : { path: "", message: `is not JSON of at most ${DEPTH_MAX} levels` };
  if (fault === null) return value as Json;
  ctx.addIssue({ code: "custom", message: `${fault.path === "" ? "" : `at ${fault.path} `}${fault.message}.` });
  return z.NEVER;
});

const schemaField = z.unknown().optional().transform((value, ctx): JsonObject | null => {
  if (value === undefined || value === null) return null;
  const fault = isJson(value, 0) ? findSchemaFault(value) : { path: "", message: "is not JSON" };
  if (fault === null) return value as JsonObject;
  ctx.addIssue({ code: "custom", message: `${fault.path === "" ? "" : `at ${fault.path} `}${fault.message}.` });
  return z.NEVER;
});

const requiredSchema = schemaField.transform((value, ctx): JsonObject => {
  if (value !== null) return value;
  ctx.addIssue({ code: "custom", message: "Enter the schema." });
  return z.NEVER;
});

/** True for what JSON can say. The depth is bounded here, so that no later walk meets more of it. */
function isJson(value: unknown, depth: number): value is Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || depth > DEPTH_MAX) return false;
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === null || prototype === Object.prototype) && Object.values(value).every((item) => isJson(item, depth + 1));
}

const validatorField = z.discriminatedUnion("kind", [
  strict({ kind: z.literal("not_empty") }),
  strict({ kind: z.literal("schema"), schema: requiredSchema }),
  strict({ kind: z.literal("pattern"), path: code("a path", 0, 400).regex(/^(\/.*)?$/s, "A path is a JSON pointer like /summary, or blank for the whole result.").default(""), pattern: code("the pattern", 1, 1_000) }),
  strict({ kind: z.literal("expression"), expression: code("the expression", 1, 2_000) }),
  strict({ kind: z.literal("judge"), url: code("the judge's address", 1, 500) }),
  strict({ kind: z.literal("human"), question: line("the question", 3, 500) }),
], "Choose a check: not_empty, schema, pattern, expression, judge or human.");

const NOT_EMPTY: Validator[] = [{ kind: "not_empty" }];

/** The terms that every kind of node has, with the defaults of an everyday leg. */
export const termsShape = {
  instructions: line("the instructions", 3, 8_000),
  input: inputField,
  resultSchema: schemaField,
  validators: listField(validatorField, 0, 10, "checks").default(NOT_EMPTY),
  workMinutes: countField(1, TIMEOUT_HOURS_MAX * 60, 60),
  timeoutHours: countField(TIMEOUT_HOURS_MIN, TIMEOUT_HOURS_MAX, TIMEOUT_HOURS_DEFAULT),
  disputeMinutes: countField(0, TIMEOUT_HOURS_MAX * 60, 0),
  revisions: countField(0, 2, 2),
  attempts: countField(1, 3, 1),
  dependsOn: listField(keyField, 0, 1_000, "keys").default([]),
  isCritical: flagField(true),
  defaultOutput: inputField,
  funding: z.enum(FUNDINGS, "Choose prefund or lazy.").nullable().default(null),
};
