import { describe, expect, it } from "vitest";
import { activeHref } from "./active-href";
import { NAV_GROUPS } from "./nav-items";

const hrefs = NAV_GROUPS.flatMap((group) => group.items.map((item) => item.href));

describe("activeHref", () => {
  it.each([
    ["/", "/"],
    ["/workers", "/workers"],
    ["/workers/spawn", "/workers/spawn"],
    ["/workers/agent_1", "/workers"],
    ["/escrows/new", "/escrows"],
    ["/settings/people", "/settings"],
    ["/fleet", undefined],
  ])("marks for %s the entry %s", (pathname, active) => {
    expect(activeHref(pathname, hrefs)).toBe(active);
  });
});
