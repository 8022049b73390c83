import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toEpochMs } from "../time";
import { canonicalEntry, canonicalJson, type ChainedEntry, GENESIS_HASH } from "./chain";

const FIRST: ChainedEntry = {
  seq: 1n, id: "aud_1", connectionId: "con_1", at: toEpochMs(1_795_168_220_415), actorType: "operator", actorId: "opr_1",
  actorName: "Ada", action: "escrow.lock", result: "requested", subjectType: "escrow", subjectId: "esw_1", subjectName: "t-1",
  summary: "Lock 5", before: null, after: { amount: "5", payee: "w-01" }, intentId: "int_1", requestId: "req_1",
  previousHash: GENESIS_HASH,
};

describe("canonicalEntry", () => {
  it("does not depend on the order of keys or on columns that it does not name", () => {
    const shuffled = { ...FIRST, after: { payee: "w-01", amount: "5" }, createdBy: "x" };
    expect(canonicalEntry(shuffled)).toBe(canonicalEntry(FIRST));
  });

  it("changes with every field", () => {
    for (const field of Object.keys(FIRST) as (keyof ChainedEntry)[]) {
      expect(canonicalEntry({ ...FIRST, [field]: "forged" } as never), field).not.toBe(canonicalEntry(FIRST));
    }
  });
});

describe("canonicalJson", () => {
  it("gives the same text after a trip through a JSON column", () => {
    fc.assert(fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalJson(value));
    }));
  });

  it("throws on a value that JSON cannot hold", () => {
    expect(() => canonicalJson(() => 1)).toThrow(TypeError);
  });
});
