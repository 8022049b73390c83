import { describe, expect, it } from "vitest";
import { invariant } from "./invariant";
import { fail, ok } from "./result";

describe("invariant", () => {
  it("names what is broken", () => {
    expect(() => invariant(false, "the parts sum")).toThrow("Invariant broken: the parts sum");
    expect(() => invariant("present", "never thrown")).not.toThrow();
  });
});

describe("result", () => {
  it("tells success and expected failure apart", () => {
    expect(ok(1)).toEqual({ ok: true, value: 1 });
    expect(fail({ code: "LIMIT", message: "Too much." })).toEqual({ ok: false, failure: { code: "LIMIT", message: "Too much." } });
  });
});
