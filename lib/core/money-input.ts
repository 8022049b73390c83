import { MICROS_PER_USDC, type Usdc, usdc, USDC_WIRE_MAX } from "./money";
import { fail, ok, type Result } from "./result";

export type MoneyInputCode =
  | "EMPTY" | "SPACE_INSIDE" | "COMMA" | "EXPONENT" | "NEGATIVE" | "NOT_A_NUMBER" | "TOO_PRECISE" | "TOO_LARGE" | "ZERO";

export interface MoneyInputFailure {
  readonly code: MoneyInputCode;
  /** A sentence to show beside the field. */
  readonly message: string;
}

const SENTENCES: Record<MoneyInputCode, string> = {
  EMPTY: "Enter an amount.",
  SPACE_INSIDE: "Write the amount without spaces.",
  COMMA: "Use a dot for decimals and no thousands separator, like 1250.50.",
  EXPONENT: "Write the amount in full digits, without an exponent.",
  NEGATIVE: "The amount cannot be negative.",
  NOT_A_NUMBER: "Use digits and a dot only, like 12.50.",
  TOO_PRECISE: "USDC has six decimals at most.",
  TOO_LARGE: "The largest amount is 8,000,000,000 USDC.",
  ZERO: "The amount must be above zero.",
};

/**
 * Reads an operator's text exactly; nothing is rounded or guessed. Spaces around it are dropped.
 * Units: micro-USDC. Errors: one literal code for each way to be wrong, with its sentence.
 */
export function parseMoney(
  text: string, { allowZero = false }: { allowZero?: boolean } = {},
): Result<Usdc, MoneyInputFailure> {
  const trimmed = text.trim();
  const code = findFault(trimmed);
  if (code !== null) return refuse(code);
  const [whole = "", fraction = ""] = trimmed.split(".");
  const micros = BigInt(whole || "0") * MICROS_PER_USDC + BigInt(fraction.padEnd(6, "0"));
  if (micros > USDC_WIRE_MAX) return refuse("TOO_LARGE");
  if (micros === 0n && !allowZero) return refuse("ZERO");
  return ok(usdc(micros));
}

function findFault(text: string): MoneyInputCode | null {
  if (text === "") return "EMPTY";
  if (/\s/.test(text)) return "SPACE_INSIDE";
  if (text.includes(",")) return "COMMA";
  if (/^[+-]?\d*\.?\d*e[+-]?\d+$/i.test(text)) return "EXPONENT";
  if (/^[-\u2212]/.test(text)) return "NEGATIVE";
  if (!/^(\d+\.?\d*|\.\d+)$/.test(text)) return "NOT_A_NUMBER";
  if ((text.split(".")[1] ?? "").length > 6) return "TOO_PRECISE";
  return text.length > 40 ? "TOO_LARGE" : null;
}

function refuse(code: MoneyInputCode): { ok: false; failure: MoneyInputFailure } {
  return fail({ code, message: SENTENCES[code] });
}
