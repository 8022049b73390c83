import { describe, expect, it } from "vitest";
import { hrefFromStart, hrefWith } from "./href-with";

describe("hrefWith", () => {
  it("changes one parameter and keeps the others", () => {
    expect(hrefWith({ q: "scan", sort: "name" }, { sort: "fees" })).toBe("?q=scan&sort=fees");
  });

  it("takes a parameter away on null and on empty", () => {
    expect(hrefWith({ q: "scan", state: "live" }, { q: null, state: "" })).toBe("?");
  });

  it("keeps repeated parameters", () => {
    expect(hrefWith({ state: ["live", "stale"] }, { q: "a b" })).toBe("?state=live&state=stale&q=a+b");
  });

  it("drops the page when the order changes", () => {
    expect(hrefFromStart({ after: "c1", q: "x" }, { sort: "name" })).toBe("?q=x&sort=name");
  });
});
