import { describe, expect, it } from "vitest";
import { ownPath, signInAddress } from "./own-path";

describe("the way back after a sign-in", () => {
  it.each(["/workers", "/escrows/esw_1?tab=events&page=2", "/"])("leads to %s", (path) => {
    expect(ownPath(path)).toBe(path);
  });

  it.each([
    "https://evil.example", "//evil.example", "/\\evil.example", "\\/evil.example", "javascript:alert(1)", "/\t/evil.example", "workers",
    "", null, undefined, "/api/auth/signout", "/sign-in", "/sign-in?callbackUrl=/x", "/%0d%0a//evil.example/../..//evil.example",
  ])("never leaves the console or repeats itself: %j", (path) => {
    const own = ownPath(path);
    expect(new URL(own, "http://console.test").origin).toBe("http://console.test");
    expect(own.startsWith("//") || own.startsWith("/sign-in") || own.startsWith("/api/")).toBe(false);
  });

  it("is carried as one encoded parameter", () => {
    expect(signInAddress("/escrows?state=locked&page=2")).toBe("/sign-in?callbackUrl=%2Fescrows%3Fstate%3Dlocked%26page%3D2");
    expect(signInAddress("/")).toBe("/sign-in");
  });
});
