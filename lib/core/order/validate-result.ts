import { canonicalJson, type Json, type JsonFault, type JsonObject, findUnstorable, isEmptyJson, isObject, isSameJson, RESULT_BYTES_MAX, toPointer } from "./json-value";
import { type SchemaType, typesOf } from "./result-schema";

/** No more faults than a person reads. */
export const FAULTS_MAX = 20;

/** Everything that keeps a result from being accepted, at most twenty; an empty list is a valid result. */
export function validateResult(result: Json, schema: JsonObject | null): readonly JsonFault[] {
  const unstorable = findUnstorable(result, RESULT_BYTES_MAX);
  if (unstorable) return [unstorable];
  if (isEmptyJson(result)) return [{ path: "", message: "is empty" }];
  const faults: JsonFault[] = [];
  if (schema) check(result, schema, "", faults);
  return faults.slice(0, FAULTS_MAX);
}

/** Collects the faults of a value against a schema that `findSchemaFault` let pass. */
function check(value: Json, schema: JsonObject, path: string, faults: JsonFault[]): void {
  if (faults.length >= FAULTS_MAX) return;
  const add = (message: string) => void faults.push({ path, message });
  const types = typesOf(schema);
  if (types && !types.some((type) => isOfType(value, type))) return add(`must be ${types.join(" or ")}`);
  if (Array.isArray(schema["enum"]) && !wordsOf(schema["enum"]).has(canonicalJson(value))) add("must be one of the listed values");
  if (schema["const"] !== undefined && !isSameJson(schema["const"], value)) add(`must be ${JSON.stringify(schema["const"])}`);
  if (typeof value === "number") checkNumber(value, schema, add);
  else if (typeof value === "string") checkCount([...value].length, schema, ["minLength", "maxLength", "characters"], add);
  else if (Array.isArray(value)) checkList(value, schema, path, faults, add);
  else if (isObject(value)) checkObject(value, schema, path, faults, add);
}

const known = new WeakMap<object, ReadonlySet<string>>();

/** The listed values as texts, made once for each list: a worker may return a hundred thousand items to be found in it. */
function wordsOf(list: readonly Json[]): ReadonlySet<string> {
  const words = known.get(list) ?? new Set(list.map(canonicalJson));
  known.set(list, words);
  return words;
}

type Add = (message: string) => void;

function checkNumber(value: number, schema: JsonObject, add: Add): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  if (typeof minimum === "number" && value < minimum) add(`must be at least ${minimum}`);
  if (typeof maximum === "number" && value > maximum) add(`must be at most ${maximum}`);
  if (typeof exclusiveMinimum === "number" && value <= exclusiveMinimum) add(`must be more than ${exclusiveMinimum}`);
  if (typeof exclusiveMaximum === "number" && value >= exclusiveMaximum) add(`must be less than ${exclusiveMaximum}`);
}

function checkCount(count: number, schema: JsonObject, [min, max, what]: readonly [string, string, string], add: Add): void {
  const [least, most] = [schema[min], schema[max]];
  if (typeof least === "number" && count < least) add(`must have at least ${least} ${what}`);
  if (typeof most === "number" && count > most) add(`must have at most ${most} ${what}`);
}

function checkList(value: readonly Json[], schema: JsonObject, path: string, faults: JsonFault[], add: Add): void {
  checkCount(value.length, schema, ["minItems", "maxItems", "items"], add);
  const { items } = schema;
  if (isObject(items)) value.forEach((item, index) => check(item, items, `${path}/${index}`, faults));
}

function checkObject(value: JsonObject, schema: JsonObject, path: string, faults: JsonFault[], add: Add): void {
  const names = Object.keys(value);
  checkCount(names.length, schema, ["minProperties", "maxProperties", "properties"], add);
  const { required, additionalProperties } = schema;
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  for (const name of Array.isArray(required) ? required as readonly string[] : []) {
    if (!Object.hasOwn(value, name)) faults.push({ path: `${path}/${toPointer(name)}`, message: "is missing" });
  }
  for (const name of names) {
    const at = `${path}/${toPointer(name)}`;
    const own = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    if (own === false && !Object.hasOwn(properties, name)) faults.push({ path: at, message: "is not expected" });
    else if (isObject(own)) check(value[name] ?? null, own, at, faults);
  }
}

function isOfType(value: Json, type: SchemaType): boolean {
  switch (type) {
    case "null": return value === null;
    case "array": return Array.isArray(value);
    case "object": return isObject(value);
    case "integer": return Number.isInteger(value);
    default: return typeof value === type;
  }
}
