import { z } from "zod";
import { ATTEMPT_SECONDS_DEFAULT, ATTEMPT_SECONDS_MAX } from "@/lib/core/order/lease";
import { findUnstorable, INPUT_BYTES_MAX, isObject, type Json, type JsonObject } from "@/lib/core/order/json-value";
import { findSchemaFault } from "@/lib/core/order/result-schema";
import { blankToNull, idField, moneyField, optionalTextField, switchField, textField, wholeNumberField } from "./fields";

const MINUTES_MAX = ATTEMPT_SECONDS_MAX / 60;

function parse(text: string): { readonly json: Json } | null {
  try {
    return { json: JSON.parse(text) as Json };
  } catch {
    return null;
  }
}

/** JSON that a person wrote; blank is `null`. `findFault` says what is wrong with it. */
function jsonField(name: string, findFault: (value: Json) => { readonly path: string; readonly message: string } | null) {
  return z.preprocess(blankToNull, z.string().nullable().transform((text, ctx): Json => {
    const parsed = text === null ? { json: null } : parse(text);
    const fault = parsed === null ? { path: "", message: "is not JSON" } : text === null ? null : findFault(parsed.json);
    if (parsed !== null && fault === null) return parsed.json;
    ctx.addIssue({ code: "custom", message: `${name}${fault?.path ? ` at ${fault.path}` : ""} ${fault?.message}.` });
    return z.NEVER;
  }));
}

/** The part of *Lock funds* that says what the payee does for it. Blank instructions: no work order. */
export const orderFields = {
  orderInstructions: z.preprocess((value) => blankToNull(value) ?? null, textField("the instructions", 3, 8_000).nullable()),
  orderInput: jsonField("Input", (value) => findUnstorable(value, INPUT_BYTES_MAX)),
  orderSchema: jsonField("Result schema", findSchemaFault).transform((value) => value as JsonObject | null),
  orderMinutes: z.preprocess((value) => blankToNull(value) ?? ATTEMPT_SECONDS_DEFAULT / 60, wholeNumberField("Minutes for one attempt", 1, MINUTES_MAX)),
};

/** A key that a worker's process chooses: enough of it that no other process has the same. */
const workerKey = z.string().regex(/^[A-Za-z0-9._:-]{16,128}$/, "must have 16 to 128 letters, digits, dots, colons, lines or dashes");

/** Any JSON: what these bodies hold was read from JSON, and their services bound its size, depth and characters. */
const json = z.custom<Json>((value) => value !== undefined, "is missing");
const jsonObject = z.custom<JsonObject>((value) => isObject(value as Json), "must be an object");

export const claimBody = z.strictObject({ claimKey: workerKey });
export const progressBody = z.strictObject({ claimKey: workerKey, progress: jsonObject });
export const resultBody = z.strictObject({ claimKey: workerKey, resultKey: workerKey, result: json });
/** Minutes that a job may be said to take: a week. */
const JOB_MINUTES_MAX = 10_080;

export const bidBody = z.strictObject({
  bidKey: workerKey, price: moneyField(), minutes: wholeNumberField("minutes", 1, JOB_MINUTES_MAX), note: optionalTextField("note", 500).optional().transform((note) => note ?? null),
});
export const heartbeatBody = z.strictObject({});

/** How long a worker waits for work: whole seconds, at most 25. */
export const waitQuery = z.strictObject({ wait: z.preprocess((value) => value ?? "0", wholeNumberField("wait", 0, 25)) });

export const makeWorkerTokenSchema = z.strictObject({ workerId: idField("a worker"), name: textField("a name", 1, 60) });
/** What a worker asks for a job when its own process does not bid. */
export const rateCardSchema = z.strictObject({
  workerId: idField("a worker"), price: moneyField(), minutes: wholeNumberField("Minutes", 1, JOB_MINUTES_MAX), note: optionalTextField("the note", 500),
});
export const removeRateCardSchema = z.strictObject({ workerId: idField("a worker") });

export const saveWorkerPushSchema = z.strictObject({ workerId: idField("a worker"), url: textField("an address", 1, 500), newSecret: switchField });
export const switchWorkerPushSchema = z.strictObject({ workerId: idField("a worker"), on: z.boolean("Reload the page and try again.") });

export const revokeWorkerTokenSchema = z.strictObject({ tokenId: idField("a token") });
