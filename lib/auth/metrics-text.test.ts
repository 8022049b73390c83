import { describe, expect, it } from "vitest";
import { hasBearer } from "./bearer";
import { metricsText } from "./metrics-text";
import { observeEvent } from "./process-metrics";

const figures = {
  workers: [{ state: "live", role: "trading", count: 3 }],
  escrows: [{ state: "locked", count: 2n, amountMicros: 5_000_000n }, { state: "released", count: 7n, amountMicros: 35_000_000n }],
  feesMicros: 350_000n, commissionMicros: 52_500n, intents: [{ kind: "escrow.lock", outcome: "succeeded", count: 9 }],
  intentsUnknown: 1, heartbeatAgeMs: 1_500, isChainOk: true,
};

describe("the metrics page", () => {
  it("gives base units and no label per agent", async () => {
    observeEvent("platform.call", { service: "escrow", route: "/api/escrows/{id}", status: 200, durationMs: 30 });
    const text = await metricsText(figures);
    for (const line of [
      'purpleflea_workers{state="live",role="trading"} 3', 'purpleflea_escrows_total{state="locked"} 2', "purpleflea_escrow_locked_usdc 5",
      'purpleflea_commission_usdc_total{product="escrow"} 0.0525', 'purpleflea_fees_usdc_total{product="escrow"} 0.35',
      'purpleflea_intents_total{kind="escrow.lock",outcome="succeeded"} 9', "purpleflea_intents_unknown 1",
      "purpleflea_heartbeat_age_seconds 1.5", "purpleflea_audit_chain_ok 1",
      'purpleflea_platform_request_seconds_count{service="escrow",route="/api/escrows/{id}",status="200"} 1',
    ]) expect(text).toContain(line);
  });

  it("opens for the right token alone", () => {
    const asking = (authorization?: string) => new Request("http://x", { headers: authorization ? { authorization } : {} });
    expect(hasBearer(asking("Bearer right"), "right")).toBe(true);
    for (const wrong of [undefined, "right", "Bearer", "Bearer wrong", "Basic right"]) expect(hasBearer(asking(wrong), "right")).toBe(false);
  });
});
