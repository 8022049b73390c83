/**
 * JSON logs, one line each. Secrets never reach them: fields are cut by name, and in the finished line
 * text that looks like a key is cut wherever it stands, inside a message or an error as well.
 */
import pino, { type DestinationStream, type Logger } from "pino";
import { logLevel } from "@/lib/env";

const CUT = "[cut]";

const SECRET_FIELD =
  /^(.*(api_?key|lock_?code|password|passphrase|secret|mnemonic|private_?key|master_?keys?|set_?up_?url)|(.*_)?token|.*Token|authorization|cookie|set-cookie|x-api-key|seed_?phrase)$/i;

/** Keys and tokens by their shape: platform keys, our own tokens, bearer headers, passwords inside addresses. */
const SECRET_TEXT = /\b(?:[a-z]{2,6}_(?:live|test)_|pfc_|pfw_|whsec_|lc_|lock_)[A-Za-z0-9_-]{6,}|\bBearer\s+[A-Za-z0-9._~+/=-]+|(?<=:\/\/[^:/\s@]{0,64}:)[^@/\s"\\]+(?=@)/g;

const DEPTH_MAX = 8;

/** Cuts secrets out of text. */
export function redactText(text: string): string {
  return text.replace(SECRET_TEXT, CUT);
}

/** A copy without secrets: plain objects, arrays and errors are walked, big integers become decimal text. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEPTH_MAX) return "[deep]";
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `[${value.byteLength} bytes]`;
  if (value instanceof Error) return redactError(value, depth);
  return redactFields(value, depth);
}

function redactFields(value: object, depth: number): Record<string, unknown> {
  const entries = Object.entries(value).map(([name, item]) => {
    const secret = SECRET_FIELD.test(name) && item !== null && item !== undefined;
    return [name, secret ? CUT : redact(item, depth + 1)] as const;
  });
  return Object.fromEntries(entries);
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  const fields = redactFields(error, depth);
  const causes = cause === undefined ? {} : { cause: redact(cause, depth + 1) };
  return { ...fields, type: name, message: redactText(message), stack: redactText(stack ?? ""), ...causes };
}

/** A logger that writes to a stream of the caller's; `log` is the one of the process. */
export function createLog(level: string, destination: DestinationStream): Logger {
  return pino(
    {
      level,
      base: {},
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: "message",
      formatters: { level: (label) => ({ level: label }), log: (fields) => redactFields(fields, 0) },
      serializers: { err: (error: unknown) => error, error: (error: unknown) => error },
    },
    { write: (line) => destination.write(redactText(line)) },
  );
}

/** The log of this process. */
export const log: Logger = createLog(logLevel(), pino.destination({ dest: 1, sync: true }));

/** The log of one request: each of its lines carries the request's id. */
export function requestLog(requestId: string): Logger {
  return log.child({ requestId });
}
