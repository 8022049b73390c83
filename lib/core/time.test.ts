import { describe, expect, it } from "vitest";
import { addMs, DAY_MS, fromDate, fromDateOrNull, fromIso, toEpochMs, toIso, utcDay } from "./time";

describe("time", () => {
  it("reads and writes the same instant", () => {
    expect(toIso(fromIso("2026-11-20T09:51:29+01:00"))).toBe("2026-11-20T08:51:29.000Z");
  });

  it("reads a column as it stands, and an empty one as nothing", () => {
    const at = fromIso("2026-11-20T08:51:29Z");
    expect([fromDate(new Date(at)), fromDateOrNull(new Date(at)), fromDateOrNull(null)]).toEqual([at, at, null]);
  });

  it("cuts days at midnight UTC", () => {
    const lastMs = fromIso("2026-11-20T23:59:59.999Z");
    expect([utcDay(lastMs), utcDay(addMs(lastMs, 1))]).toEqual(["2026-11-20", "2026-11-21"]);
    expect(utcDay(addMs(lastMs, -DAY_MS))).toBe("2026-11-19");
  });

  it("throws on what is no instant", () => {
    expect(() => fromIso("yesterday")).toThrow(RangeError);
    expect(() => toEpochMs(Number.NaN)).toThrow(RangeError);
  });
});
