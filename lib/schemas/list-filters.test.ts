import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor";
import { walletFiltersSchema, workerFiltersSchema } from "./list-filters";
import { dayParam } from "./search-fields";

describe("list filters", () => {
  it("start from the newest fifty", () => {
    expect(workerFiltersSchema.parse({})).toEqual({
      q: null, state: null, role: null, proof: null, tag: null, sort: "created", cursor: null, direction: "next", size: 50, order: "desc",
    });
  });

  it("read what a URL says", () => {
    const cursor = encodeCursor({ value: "12.5", id: "agt_1" });
    const filters = workerFiltersSchema.parse({ q: " scan ", state: "live", sort: "fees", order: "asc", size: "100", cursor });
    expect(filters).toMatchObject({ q: "scan", state: "live", sort: "fees", order: "asc", size: 100, cursor: { value: "12.5", id: "agt_1" } });
  });

  it("fall back to the default and never throw on a URL that somebody typed", () => {
    const value = fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(undefined));
    const keys = ["q", "state", "role", "proof", "sort", "order", "size", "cursor", "direction", "from", "to", "range", "result", "use"];
    const params = fc.record(Object.fromEntries(keys.map((key) => [key, value])));
    fc.assert(fc.property(params, (input) => {
      for (const schema of [workerFiltersSchema, walletFiltersSchema]) {
        expect(schema.safeParse(input).success).toBe(true);
      }
    }));
    expect(workerFiltersSchema.parse({ state: "stolen", size: "1000000", sort: ["created", "x"] })).toMatchObject({
      state: null, size: 50, sort: "created",
    });
  });

  it("keep whole days only", () => {
    expect(["2026-11-01", "2026-02-31"].map((day) => dayParam.parse(day))).toEqual(["2026-11-01", null]);
  });
});

describe("cursor", () => {
  it("gives back every place, whatever the name in it", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), fc.string({ maxLength: 30 }), (value, id) => {
      const word = encodeCursor({ value, id });
      expect(word).toMatch(/^[A-Za-z0-9_-]*$/);
      expect(decodeCursor(word)).toEqual({ value, id });
    }));
  });

  it("gives nothing for a word that we never gave out", () => {
    for (const word of ["", "%", "abc", btoa("[1,2]"), btoa("{}"), "a".repeat(601)]) expect(decodeCursor(word)).toBeNull();
  });
});
