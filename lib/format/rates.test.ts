import { describe, expect, it } from "vitest";
import { formatCount, formatNoun } from "./counts";
import { shortenId, shortenMiddle } from "./ids";
import { barPercent, formatBps, formatShare } from "./rates";

describe("rates", () => {
  it("shows basis points as per cent", () => {
    expect(formatBps(100)).toBe("1 %");
    expect(formatBps(250)).toBe("2.5 %");
    expect(formatBps(1500)).toBe("15 %");
  });

  it("shows a share with one decimal and says when there is nothing to share", () => {
    expect(formatShare(781_700_000n, 1_895_970_000n)).toBe("41.2 %");
    expect(formatShare(-1n, 4n)).toBe("−25 %");
    expect(formatShare(1n, 0n)).toBe("no data");
  });

  it("keeps a bar within its track", () => {
    expect(barPercent(5n, 20n)).toBe(25);
    expect(barPercent(30n, 20n)).toBe(100);
    expect(barPercent(0n, 0n)).toBe(0);
    expect(barPercent(1n, 0n)).toBe(100);
  });
});

describe("counts and ids", () => {
  it("groups thousands and agrees with the noun", () => {
    expect(formatCount(184_212)).toBe("184,212");
    expect(formatCount(-1_000)).toBe("−1,000");
    expect(formatNoun(1, "worker")).toBe("1 worker");
    expect(formatNoun(2, "entry", "entries")).toBe("2 entries");
  });

  it("shortens an id in the middle and keeps its prefix", () => {
    expect(shortenId("esc_5f1c0a92be7734d1")).toBe("esc_5f1c…34d1");
    expect(shortenId("escrow_01jd3k8f2heabs0v9mxw4tq7nz")).toBe("escrow_01jd…q7nz");
    expect(shortenId("ag_1234567")).toBe("ag_1234567");
  });

  it("shortens a name in the middle, so that workers of one batch are told apart", () => {
    expect(shortenMiddle("report-researcher-01", 14)).toBe("report-…her-01");
    expect(shortenMiddle("report-researcher-01", 14)).toHaveLength(14);
    expect(shortenMiddle("scan-01", 14)).toBe("scan-01");
  });
});
