/** Any JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = { readonly [key: string]: Json };

/** A place in a value and what is wrong there; `path` is a JSON pointer, empty for the whole. */
export interface JsonFault {
  readonly path: string;
  readonly message: string;
}

/** Bytes of UTF-8 that one part of an order may have as canonical JSON. */
export const INPUT_BYTES_MAX = 65_536;
export const SCHEMA_BYTES_MAX = 32_768;
export const PROGRESS_BYTES_MAX = 4_096;
export const RESULT_BYTES_MAX = 262_144;

/** Levels that a value may be nested. */
export const DEPTH_MAX = 32;

/** The first thing that keeps a parsed value from being stored as it is, or `null`. */
export function findUnstorable(value: Json, maxBytes: number): JsonFault | null {
  const fault = findFault(value, 0);
  if (fault) return fault;
  const bytes = new TextEncoder().encode(canonicalJson(value)).length;
  return bytes > maxBytes ? { path: "", message: `has ${bytes} bytes; at most ${maxBytes} are kept` } : null;
}

/** The path is put together on the way back: a worker's process may send a hundred thousand places without a fault. */
function findFault(value: Json, depth: number): JsonFault | null {
  if (depth > DEPTH_MAX) return { path: "", message: `is nested more than ${DEPTH_MAX} levels deep` };
  if (typeof value === "string") return isStorableText(value) ? null : { path: "", message: "has a character that cannot be kept (U+0000 or half a pair)" };
  if (typeof value === "number") return Number.isFinite(value) ? null : { path: "", message: "is no finite number" };
  if (!isContainer(value)) return null;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const fault = findFault(value[index] as Json, depth + 1);
      if (fault) return { ...fault, path: `/${index}${fault.path}` };
    }
    return null;
  }
  for (const [key, item] of Object.entries(value)) {
    if (!isStorableText(key)) return { path: "", message: "has a name with a character that cannot be kept" };
    const fault = findFault(item as Json, depth + 1);
    if (fault) return { ...fault, path: `/${toPointer(key)}${fault.path}` };
  }
  return null;
}

/** True for a value that says nothing: null, blank text, an empty list or an empty object. */
export function isEmptyJson(value: Json): boolean {
  if (value === null) return true;
  if (typeof value === "string") return value.trim() === "";
  return isContainer(value) && Object.keys(value).length === 0;
}

/** One text for one value: names sorted by code unit, no spaces. The hash of a result is taken over it. */
export function canonicalJson(value: Json): string {
  if (!isContainer(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(",")}]`;
  const object = value as JsonObject;
  return `{${Object.keys(object).sort().map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key] ?? null)}`).join(",")}}`;
}

/** True when both are the same JSON. */
export function isSameJson(left: Json, right: Json): boolean {
  return canonicalJson(left) === canonicalJson(right);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** One name of a JSON pointer (RFC 6901). */
export function toPointer(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function isContainer(value: Json): value is readonly Json[] | JsonObject {
  return typeof value === "object" && value !== null;
}

function isStorableText(text: string): boolean {
  return !/\u0000|\p{Surrogate}/u.test(text);
}
