import type { Json, JsonObject } from "@/lib/core/order/json-value";

/** A place in a plan as it is written: names of fields and positions in lists. */
export type Path = readonly (string | number)[];

/** What is there, or `undefined`. A plan that somebody typed may have any shape, so every step is looked at. */
export function valueAt(draft: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((value, step) => {
    if (Array.isArray(value)) return typeof step === "number" ? (value as readonly Json[])[step] : undefined;
    return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }, draft);
}

/** The plan with another value at a place; `undefined` takes the field or the entry away. */
export function withValue(draft: Json | undefined, path: Path, value: Json | undefined): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value ?? null;
  const inner = (held: Json | undefined) => (rest.length === 0 ? value : withValue(held, rest, value));
  if (typeof step === "number") {
    const list = Array.isArray(draft) ? [...(draft as readonly Json[])] : [];
    const next = inner(list[step]);
    if (next === undefined) list.splice(step, 1);
    else list[step] = next;
    return list;
  }
  const { [step]: held, ...others } = isObject(draft) ? draft : {};
  const next = inner(held);
  if (next === undefined) return others;
  // A field keeps its place, so that the text of the plan does not jump.
  return isObject(draft) && step in draft ? { ...draft, [step]: next } : { ...others, [step]: next };
}

/** The entries of a list; none where there is no list. */
export function listAt(draft: Json | undefined, path: Path): readonly Json[] {
  const value = valueAt(draft, path);
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** Text as a field shows it: numbers too, nothing for what is not text. */
export function textAt(draft: Json | undefined, path: Path): string {
  const value = valueAt(draft, path);
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The words of a list, for names of workers and keys of legs. */
export function wordsAt(draft: Json | undefined, path: Path): readonly string[] {
  return listAt(draft, path).filter((item) => typeof item === "string");
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
