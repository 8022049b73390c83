import { type Json, type JsonFault, type JsonObject, isObject, SCHEMA_BYTES_MAX, findUnstorable, toPointer } from "./json-value";

const TYPES = ["object", "array", "string", "number", "integer", "boolean", "null"] as const;
export type SchemaType = (typeof TYPES)[number];

type Check = (value: Json, path: string) => JsonFault | null;

const isCount = (value: Json) => typeof value === "number" && Number.isInteger(value) && value >= 0;
const must = (holds: (value: Json) => boolean, message: string): Check => (value, path) => (holds(value) ? null : { path, message });
const isNameList = (value: Json) => Array.isArray(value) && value.every((item) => typeof item === "string");
const count = must(isCount, "must be a whole number from 0 up");
const number = must((value) => typeof value === "number", "must be a number");
const words = must((value) => typeof value === "string", "must be text");

/** Every keyword that a result schema may use; what is not listed is refused, so that nothing is silently not checked. */
const KEYWORDS: Readonly<Record<string, Check>> = {
  type: must((value) => isType(value) || (Array.isArray(value) && value.length > 0 && value.every(isType)), `must be one or more of ${TYPES.join(", ")}`),
  enum: must((value) => Array.isArray(value) && value.length > 0, "must be a list of values"),
  const: () => null,
  required: must(isNameList, "must be a list of names"),
  properties: (value, path) => (isObject(value) ? firstOf(Object.entries(value), path) : { path, message: "must be an object of schemas" }),
  additionalProperties: (value, path) => (typeof value === "boolean" ? null : findSchemaPart(value, path)),
  items: (value, path) => findSchemaPart(value, path),
  minItems: count, maxItems: count, minLength: count, maxLength: count, minProperties: count, maxProperties: count,
  minimum: number, maximum: number, exclusiveMinimum: number, exclusiveMaximum: number,
  title: words, description: words, $schema: words, $comment: words, examples: must(Array.isArray, "must be a list"), default: () => null,
};

/** What is wrong with a schema, or `null`. It is a part of JSON Schema 2020-12: the keywords above, no references, no patterns. */
export function findSchemaFault(schema: Json): JsonFault | null {
  return findUnstorable(schema, SCHEMA_BYTES_MAX) ?? (isObject(schema) ? findSchemaPart(schema, "") : { path: "", message: "must be a JSON object" });
}

function findSchemaPart(schema: Json, path: string): JsonFault | null {
  if (!isObject(schema)) return { path, message: "must be a schema, a JSON object" };
  for (const [keyword, value] of Object.entries(schema)) {
    const at = `${path}/${toPointer(keyword)}`;
    const check = Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword] : undefined;
    if (!check) return { path: at, message: "is not a keyword that the console checks" };
    const fault = check(value, at);
    if (fault) return fault;
  }
  return null;
}

function firstOf(entries: readonly (readonly [string, Json])[], path: string): JsonFault | null {
  for (const [name, schema] of entries) {
    const fault = findSchemaPart(schema, `${path}/${toPointer(name)}`);
    if (fault) return fault;
  }
  return null;
}

function isType(value: Json): value is SchemaType {
  return (TYPES as readonly Json[]).includes(value);
}

/** The types that a schema allows; `null` for all. */
export function typesOf(schema: JsonObject): readonly SchemaType[] | null {
  const { type } = schema;
  if (type === undefined) return null;
  return (Array.isArray(type) ? type : [type]) as readonly SchemaType[];
}
