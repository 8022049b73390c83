import { describe, expect, it } from "vitest";
import { secureHeaders } from "./secure-headers";
import { surfaceOf } from "./surface";

describe("the surface without a session", () => {
  it.each([
    ["public", ["/sign-in", "/setup", "/api/auth/csrf", "/api/auth/callback/credentials", "/api/health", "/api/ready"]],
    ["own-credential", ["/api/v1/workers", "/api/events", "/api/agent/heartbeat", "/api/mcp", "/api/metrics", "/api/cron/drain"]],
    ["static", ["/_next/static/chunks/main.js", "/icon.svg", "/robots.txt"]],
    ["guarded", [
      "/", "/workers", "/settings/people", "/sign-in/x", "/sign-inx", "/setup/x", "/api", "/api/authx", "/api/healthz", "/api/eventsource",
      "/api/exports/costs.csv", "/workers/icon.svg", "/.env", "/_nextx",
    ]],
  ] as const)("is %s for exactly these", (surface, paths) => {
    for (const path of paths) expect(surfaceOf(path), path).toBe(surface);
  });
});

describe("the headers of every response", () => {
  const facts = { nonce: "abc", requestId: "req_1", isSecure: false };

  it("let scripts run by nonce alone and nobody frame us", () => {
    const policy = secureHeaders(facts)["content-security-policy"] ?? "";
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
    expect(policy).not.toMatch(/(?:script-src|style-src |default-src)[^;]*unsafe/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(secureHeaders(facts)).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "same-origin" });
  });

  it("ask for https for good only where people use it", () => {
    expect(secureHeaders(facts)).not.toHaveProperty("strict-transport-security");
    expect(secureHeaders({ ...facts, isSecure: true })).toHaveProperty("strict-transport-security");
  });
});
