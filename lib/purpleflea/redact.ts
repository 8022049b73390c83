import type { PlatformRecord } from "./records";

const SECRET_NAMES = /^(api_?key|x-api-key|lock_?code|private_keys|mnemonic|monero_keys|secret|authorization|token|[a-z_]*(private|view|spend|signing)_?key|bitcoin_wif)$/i;
const KEY_SHAPE = /\b(?:sk|pk|pf|svc)_[a-z]+_[A-Za-z0-9_]{6,}/g;
const HIDDEN = "[hidden]";

/** The text without platform keys and without the secrets of this very call. */
export function redactText(text: string, secrets: readonly string[] = []): string {
  const known = secrets.filter((secret) => secret.length >= 4);
  return known.reduce((left, secret) => left.replaceAll(secret, HIDDEN), text).replace(KEY_SHAPE, HIDDEN);
}

/** A copy of an answer that is safe to store and to show: secrets hidden, the constant `_info` block left out. */
export function redactRecord(value: unknown, secrets: readonly string[] = []): PlatformRecord {
  const copy = redactValue(value, secrets);
  return isRecord(copy) ? copy : { value: copy };
}

function redactValue(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === "string") return redactText(value, secrets);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, secrets));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "_info")
      .map(([name, inner]) => [name, SECRET_NAMES.test(name) ? HIDDEN : redactValue(inner, secrets)]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
