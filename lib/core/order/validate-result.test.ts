import { AjvJsonSchemaValidator } from "@modelcontextprotocol/sdk/validation/ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, findUnstorable, isEmptyJson, type Json, type JsonObject, RESULT_BYTES_MAX } from "./json-value";
import { findSchemaFault } from "./result-schema";
import { FAULTS_MAX, validateResult } from "./validate-result";

const SCHEMA: JsonObject = {
  type: "object", required: ["words", "lines"], additionalProperties: false,
  properties: { words: { type: "integer", minimum: 0 }, lines: { type: "array", maxItems: 3, items: { type: "string", minLength: 1 } } },
};

describe("a result", () => {
  it("passes when it fits the schema", () => {
    expect(validateResult({ words: 3, lines: ["a"] }, SCHEMA)).toEqual([]);
  });

  it("is told every fault with its place", () => {
    expect(validateResult({ words: -1.5, lines: ["a", "", 3, "d"], extra: 1 }, SCHEMA)).toEqual([
      { path: "/words", message: "must be integer" },
      { path: "/lines", message: "must have at most 3 items" },
      { path: "/lines/1", message: "must have at least 1 characters" },
      { path: "/lines/2", message: "must be string" },
      { path: "/extra", message: "is not expected" },
    ]);
    expect(validateResult({ words: -1 }, SCHEMA)).toEqual([
      { path: "/lines", message: "is missing" }, { path: "/words", message: "must be at least 0" },
    ]);
  });

  it("of fifty thousand items is found in a list of thousands before the process is missed", () => {
    const words = Array.from({ length: 4_000 }, (_, index) => index.toString(36).padStart(3, "0"));
    const schema: JsonObject = { type: "array", items: { enum: words } };
    expect(findSchemaFault(schema)).toBeNull();
    expect(validateResult(Array.from({ length: 40_000 }, () => words[3_999] ?? ""), schema)).toEqual([]);
    expect(validateResult(["zzz"], schema)).toEqual([{ path: "/0", message: "must be one of the listed values" }]);
  });

  it("must say something, with a schema or without", () => {
    for (const empty of [null, "", "  ", [], {}]) expect(validateResult(empty, null)).toEqual([{ path: "", message: "is empty" }]);
    for (const full of [0, false, "a", [null], { a: null }]) expect(validateResult(full, null)).toEqual([]);
  });

  it("must be storable: its size, its depth, its characters", () => {
    expect(validateResult("x".repeat(RESULT_BYTES_MAX), null)[0]?.message).toMatch(/bytes; at most/);
    let deep: Json = 1;
    for (let level = 0; level < 50; level++) deep = [deep];
    expect(validateResult(deep, null)[0]?.message).toMatch(/levels deep/);
    expect(findUnstorable({ "a/b": ["ok", "\u0000"] }, 100)).toMatchObject({ path: "/a~1b/1" });
    expect(findUnstorable("\ud800", 100)).not.toBeNull();
    expect(findUnstorable("😀", 100)).toBeNull();
  });

  it("is never told more faults than a person reads", () => {
    const schema: JsonObject = { type: "array", items: { type: "string" } };
    expect(validateResult(Array.from({ length: 1_000 }, (_, index) => index), schema)).toHaveLength(FAULTS_MAX);
  });

  it("does not take an inherited name for a property", () => {
    expect(validateResult({ a: 1 }, { required: ["toString", "constructor"] })).toHaveLength(2);
    expect(validateResult({ constructor: 1 }, { type: "object", properties: {}, additionalProperties: false })).toHaveLength(1);
  });
});

describe("a result schema", () => {
  it("may use the keywords that are checked, and no other", () => {
    expect(findSchemaFault(SCHEMA)).toBeNull();
    expect(findSchemaFault({ properties: { a: { pattern: "(a+)+" } } })).toEqual({ path: "/properties/a/pattern", message: "is not a keyword that the console checks" });
    expect(findSchemaFault({ $ref: "#" })).toMatchObject({ path: "/$ref" });
    expect(findSchemaFault({ type: "text" })).toMatchObject({ path: "/type" });
    expect(findSchemaFault({ items: [] })).toMatchObject({ path: "/items" });
    expect(findSchemaFault({ minItems: -1 })).toMatchObject({ path: "/minItems" });
    for (const notASchema of [null, true, "object", []]) expect(findSchemaFault(notASchema)).not.toBeNull();
  });
});

describe("validation", () => {
  const value = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 3 }, fc.integer({ min: -3, max: 3 }), fc.constantFrom(0.5, "", "a", "ab", true, null),
      fc.array(tie("json"), { maxLength: 3 }), fc.dictionary(fc.constantFrom("a", "b", "c"), tie("json"), { maxKeys: 3, noNullPrototype: true }),
    ),
  })).json;
  const type = fc.constantFrom("object", "array", "string", "number", "integer", "boolean", "null");
  const keywords = {
    type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })), minimum: fc.integer({ min: -2, max: 2 }), exclusiveMaximum: fc.integer({ min: -2, max: 3 }),
    minLength: fc.nat(2), maxLength: fc.nat(2), minItems: fc.nat(2), maxItems: fc.nat(3), minProperties: fc.nat(2), maxProperties: fc.nat(3),
    required: fc.uniqueArray(fc.constantFrom("a", "b")), enum: fc.uniqueArray(value, { minLength: 1, maxLength: 4, selector: canonicalJson }), const: value,
  };
  const leaf = fc.record(keywords, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;
  const schema = fc.record({
    ...keywords, properties: fc.dictionary(fc.constantFrom("a", "b"), leaf, { maxKeys: 2, noNullPrototype: true }), additionalProperties: fc.oneof(fc.boolean(), leaf), items: leaf,
  }, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;

  it("agrees with an independent validator on every value that says something", () => {
    const oracle = new AjvJsonSchemaValidator();
    fc.assert(fc.property(value, schema, (result, shape) => {
      fc.pre(!isEmptyJson(result));
      expect(findSchemaFault(shape)).toBeNull();
      const isValid = oracle.getValidator(shape as never)(result).valid;
      expect(validateResult(result, shape).length === 0).toBe(isValid);
    }), { numRuns: 300 });
  });

  it("gives one text for one value, whatever the order of its names", () => {
    fc.assert(fc.property(value, (json) => {
      const text = canonicalJson(json);
      expect(canonicalJson(JSON.parse(text) as Json)).toBe(text);
      expect(JSON.parse(text)).toEqual(json);
    }));
    expect(canonicalJson({ b: 1, a: [true, null] })).toBe('{"a":[true,null],"b":1}');
  });
});
