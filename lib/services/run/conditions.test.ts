import fc from "fast-check";
import { RE2JS } from "re2js";
import { describe, expect, it, vi } from "vitest";
import type { Json } from "@/lib/core/order/json-value";
import { findValidatorFault } from "@/lib/core/run/judge-output";
import type { Validator } from "@/lib/core/run/plan";
import { conditions, judgeOutput } from "./conditions";

const judge = (result: Json, ...validators: Validator[]) => judgeOutput({ result, input: { least: 3 }, validators });
const faults = (result: Json, ...validators: Validator[]) => judge(result, ...validators).faults.map(({ path, message }) => `${path} ${message}`.trim());
const pattern = (text: string, path = ""): Validator => ({ kind: "pattern", path, pattern: text });
const expression = (text: string): Validator => ({ kind: "expression", expression: text });
const fault = (validator: Validator) => findValidatorFault(validator, conditions);

describe("judgeOutput", () => {
  it("lets a good result pass and says who is to be asked besides", () => {
    const verdict = judge({ summary: "Three sources.", sources: ["a", "b", "c"] },
      { kind: "not_empty" }, { kind: "schema", schema: { type: "object", required: ["summary"] } }, pattern("^Three", "/summary"),
      expression("size(result.sources) >= input.least"), { kind: "judge", url: "https://judge.example/x" }, { kind: "human", question: "Is it good?" });
    expect(verdict).toEqual({ faults: [], asksJudge: ["https://judge.example/x"], asksPerson: ["Is it good?"] });
  });

  it("names everything that is wrong at once", () => {
    expect(faults({ summary: "" }, { kind: "schema", schema: { properties: { summary: { type: "string", minLength: 1 } } } }, pattern("^[A-Z]", "/summary"), pattern("x", "/missing/0"), expression("result.summary != ''"))).toEqual([
      "/summary must have at least 1 characters", '/summary does not pass the pattern "^[A-Z]"', "/missing/0 is missing", "does not pass the condition result.summary != ''",
    ]);
    expect(faults({}, { kind: "not_empty" })).toEqual(["is empty"]);
  });

  it("reads a pattern's place as a JSON pointer, and what is no text as JSON", () => {
    expect(faults({ "a/b": ["x", { "c~": 12 }] }, pattern("^x$", "/a~1b/0"), pattern("^12$", "/a~1b/1/c~0"), pattern('^\\["x"', "/a~1b"))).toEqual([]);
    expect(faults("plain", pattern("^plain$"))).toEqual([]);
    expect(faults({}, pattern("x", "/toString"), pattern("x", "/__proto__"))).toEqual(["/toString is missing", "/__proto__ is missing"]);
  });

  it("computes with JSON's numbers and whole numbers alike", () => {
    expect(faults({ score: 7, parts: [1, 2.5] }, expression("result.score + 1 == 8"), expression("result.parts[1] * 2 == 5.0"), expression("10 - result.score > 2"))).toEqual([]);
  });

  it("takes an error of an expression, and anything but true, as a fault", () => {
    expect(faults({ a: 1 }, expression("result.b == 1"))[0]).toMatch(/cannot be checked.*No such key: b/);
    expect(faults({ a: 1 }, expression("result.a"))[0]).toMatch(/does not pass/);
    expect(faults({ a: 1 }, expression("1 +"))[0]).toMatch(/cannot be checked/);
    expect(faults({ a: 1 }, pattern("("))[0]).toMatch(/cannot be checked/);
  });

  it("stops what takes too long, and all checks after it", () => {
    const list = Array.from({ length: 3_000 }, (_, index) => index);
    const began = performance.now();
    expect(faults(list, expression("result.all(a, result.all(b, result.all(c, a >= 0)))"), expression("false"))).toEqual([
      "could not be checked in time against the condition result.all(a, result.all(b, result.all(c, a >= 0)))",
    ]);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it("matches a hostile pattern in linear time", () => {
    expect(faults(`${"a".repeat(250_000)}b`, pattern("^(a+)+$"))[0]).toMatch(/does not pass/);
  });

  it("never throws, whatever the result and the conditions are", () => {
    fc.assert(fc.property(fc.jsonValue(), fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 }), (result, text, place) => {
      const validators: Validator[] = [pattern(text, `/${place}`), expression(text)];
      expect(judgeOutput({ result: result as Json, input: null, validators }).faults.length).toBeGreaterThanOrEqual(0);
      for (const validator of validators) expect([null, "string"]).toContain(fault(validator) === null ? null : "string");
    }), { numRuns: 200 });
  });
});

describe("findValidatorFault", () => {
  it("takes what compiles", () => {
    for (const validator of [pattern("^\\p{L}+$"), expression("result.all(x, x > 0)"), expression("has(result.a)"), { kind: "judge", url: "https://judge.example" }, { kind: "judge", url: "http://127.0.0.1:9000/judge" }] as const) {
      expect(fault(validator)).toBeNull();
    }
  });

  it("tries once more what a machine that stood still did not finish", () => {
    vi.spyOn(RE2JS, "compile").mockImplementationOnce(() => {
      for (;;) continue;
    });
    expect(fault(pattern("^compiled at the second try$"))).toBeNull();
  });

  it("says what is wrong with the others", () => {
    expect(fault(pattern("("))).toMatch(/does not compile/);
    expect(fault(pattern("(?=a)"))).toMatch(/does not compile/);
    expect(fault(expression("1 +"))).toMatch(/does not compile/);
    expect(fault(expression("answer == 1"))).toMatch(/Unknown variable: answer/);
    expect(fault(expression("size(result)"))).toMatch(/gives int/);
    expect(fault(expression("result.all(x, x.matches('(a+)+$'))"))).toMatch(/matches/);
    expect(fault(expression("(".repeat(500) + "1"))).toMatch(/does not compile/);
    expect(fault({ kind: "schema", schema: { $ref: "#" } })).toMatch(/at \/\$ref is not a keyword/);
    expect(fault({ kind: "judge", url: "http://judge.example" })).toMatch(/https/);
    expect(fault({ kind: "judge", url: "https://me:secret@judge.example" })).toMatch(/password/);
    expect(fault({ kind: "judge", url: "judge" })).toMatch(/no address/);
  });
});
