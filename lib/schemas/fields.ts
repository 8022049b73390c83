import { z } from "zod";
import type { Usdc } from "@/lib/core/money";
import { parseMoney } from "@/lib/core/money-input";

/** Operators' money: text in, micro-USDC out, with the core's own sentence for each way to be wrong. */
export function moneyField(options: { allowZero?: boolean } = {}) {
  return z.string("Enter an amount.").transform((text, ctx): Usdc => {
    const parsed = parseMoney(text, options);
    if (parsed.ok) return parsed.value;
    ctx.addIssue({ code: "custom", message: parsed.failure.message, params: { code: parsed.failure.code } });
    return z.NEVER;
  });
}

/** Money that may be left blank: blank is `null`, never 0. */
export function optionalMoneyField(options: { allowZero?: boolean } = {}) {
  return z.preprocess(blankToNull, moneyField(options).nullable());
}

/** A whole number from a form, within bounds that its sentence names. */
export function wholeNumberField(name: string, min: number, max: number) {
  const message = `${name} must be a whole number from ${min} to ${max}.`;
  return z.union([z.number(), z.string()], message).transform((value, ctx): number => {
    const text = String(value).trim();
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= min && number <= max) return number;
    ctx.addIssue({ code: "custom", message });
    return z.NEVER;
  });
}

/** A line of text: trimmed, without control characters. */
export function textField(name: string, min: number, max: number) {
  return z.string(`Enter ${name}.`).trim()
    .min(min, min <= 1 ? `Enter ${name}.` : `Write at least ${min} characters for ${name}.`)
    .max(max, `Keep ${name} within ${max} characters.`)
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/, `Remove the control characters from ${name}.`);
}

/** Text that may be left blank: blank is `null`. */
export function optionalTextField(name: string, max: number) {
  return z.preprocess(blankToNull, textField(name, 1, max).nullable());
}

/** A switch of a form: present and on, or absent. */
export const switchField = z.union([z.boolean(), z.string()]).optional()
  .transform((value) => value === true || value === "on" || value === "true");

/** One of our ids or a platform's id, chosen from a list or pasted. */
export function idField(what: string) {
  return textField(what, 1, 120).regex(/^[A-Za-z0-9._:-]+$/, `This is not the id of ${what}.`);
}

/** The token that a form makes when it opens and after each success: a double click is one intent. */
export const idempotencyKeyField = z.string("Reload the page and try again.")
  .min(8, "Reload the page and try again.").max(128, "Reload the page and try again.")
  .regex(/^[A-Za-z0-9._:-]+$/, "Reload the page and try again.");

/** Drops a blank form value. */
export function blankToNull(value: unknown): unknown {
  return value === undefined || (typeof value === "string" && value.trim() === "") ? null : value;
}
