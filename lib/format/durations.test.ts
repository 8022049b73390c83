import { describe, expect, it } from "vitest";
import { formatCountdown, formatDuration, formatDurationExact } from "./durations";

describe("formatDuration", () => {
  it.each([
    [0, "0 s"],
    [41_999, "41 s"],
    [17 * 60_000 + 29_000, "17 min"],
    [67 * 60_000, "1 h 07 min"],
    [33 * 3_600_000 + 57 * 60_000, "33 h 57 min"],
    [76 * 3_600_000, "3 d 04 h"],
    [-5, "0 s"],
  ])("shows %d ms as %s", (length, shown) => {
    expect(formatDuration(length)).toBe(shown);
  });

  it("shows seconds below an hour when asked to be exact", () => {
    expect(formatDurationExact(227_000)).toBe("3 min 47 s");
    expect(formatDurationExact(5_000)).toBe("5 s");
  });
});

describe("formatCountdown", () => {
  it.each([
    [17 * 60_000 + 29_000, "17:29"],
    [5_000, "00:05"],
    [0, "00:00"],
    [-1, "00:00"],
    [3_600_000, "1 h 00 min"],
  ])("shows %d ms left as %s", (left, shown) => {
    expect(formatCountdown(left)).toBe(shown);
  });
});
