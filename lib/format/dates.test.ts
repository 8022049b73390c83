import { describe, expect, it } from "vitest";
import { fromIso } from "@/lib/core/time";
import { formatClockIn, formatClockSeconds, formatDay, formatDistance, formatInstant, formatMoment, formatWhen } from "./dates";

const now = fromIso("2026-11-20T14:02:31Z");

describe("dates on the screen", () => {
  it("names the day", () => {
    expect(formatDay(now)).toBe("Fri 20 Nov");
    expect(formatClockSeconds(now)).toBe("14:02:31");
    expect(formatInstant(now)).toBe("Fri 20 Nov 2026, 14:02:31 UTC");
  });

  it("gives clock and distance together", () => {
    expect(formatWhen(fromIso("2026-11-20T15:10:00Z"), now)).toBe("15:10 UTC, in 1 h 07 min");
    expect(formatWhen(fromIso("2026-11-20T14:02:29Z"), now)).toBe("14:02 UTC, 2 s ago");
  });

  it("puts the day in front when it is another day", () => {
    expect(formatMoment(fromIso("2026-11-22T00:00:00Z"), now)).toBe("Sun 22 Nov 00:00 UTC");
    expect(formatMoment(fromIso("2027-11-20T14:00:00Z"), now)).toBe("Sat 20 Nov 14:00 UTC");
  });

  it("says now within a second", () => {
    expect(formatDistance(now, now)).toBe("now");
  });

  it("shows the reader's zone by its city", () => {
    expect(formatClockIn(fromIso("2026-11-20T14:20:00Z"), "Europe/Berlin")).toBe("15:20 Berlin");
    expect(formatClockIn(fromIso("2026-11-20T14:20:00Z"), "America/New_York")).toBe("09:20 New York");
  });
});
