import { describe, expect, it } from "vitest";
import { toEpochMs } from "@/lib/core/time";
import { BREAKER_FAILURES, BREAKER_OPEN_MS, createBreaker } from "./breaker";
import { createPlatformClient } from "./client";
import { sandboxSettings } from "./testing/test-fleet";
import { createPlatformWriter } from "./write-client";

function world(answer: () => Response | Promise<Response>) {
  let at = 0;
  const seen = { requests: 0 };
  const now = () => toEpochMs(at);
  const runtime = {
    now, breaker: createBreaker(now), sleep: () => Promise.resolve(), random: () => 0,
    fetch: () => {
      seen.requests += 1;
      return answer();
    },
  };
  const writer = createPlatformWriter(sandboxSettings(), { apiKey: "sk_live_0123456789" }, runtime);
  const client = createPlatformClient(sandboxSettings(), { apiKey: "sk_live_0123456789" }, runtime);
  const pay = () => writer.pay({ toAgentId: "ag_1", amount: 1n as never, memo: null }, { idempotencyKey: "intent-1" })
    .catch((error: unknown) => error as Error);
  return { seen, pay, client, advance: (ms: number) => void (at += ms) };
}

const lost = () => Promise.reject(Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNRESET" } }));
const html = () => new Response("<h1>Bad Gateway</h1>", { status: 502 });

describe("the circuit of a service", () => {
  it.each([["lost replies", lost], ["pages of an error", html]])("opens after %s in a row: the next payment is not sent", async (_name, answer) => {
    const { seen, pay } = world(answer);
    for (let index = 0; index < BREAKER_FAILURES; index += 1) expect(await pay()).toMatchObject({ outcome: "unknown" });
    expect(await pay()).toMatchObject({ name: "PlatformCircuitOpen", outcome: "rejected", retryAfterMs: BREAKER_OPEN_MS });
    expect(seen.requests).toBe(BREAKER_FAILURES);
  });

  it("lets one call try when the time is over, and closes when that one succeeds", async () => {
    let answer: () => Response | Promise<Response> = lost;
    const { seen, pay, advance } = world(() => answer());
    for (let index = 0; index < BREAKER_FAILURES; index += 1) await pay();
    advance(BREAKER_OPEN_MS);
    expect((await Promise.all([pay(), pay(), pay()])).map((error) => (error as Error).name).sort())
      .toEqual(["PlatformCircuitOpen", "PlatformCircuitOpen", "PlatformReplyLost"]);
    advance(BREAKER_OPEN_MS);
    answer = () => Response.json({ tx_id: "pay_1", amount: 1 });
    await pay();
    await pay();
    expect(seen.requests).toBe(BREAKER_FAILURES + 3);
  });

  it("stays closed for refusals and for failures with a code: the service answers", async () => {
    for (const status of [409, 429, 503]) {
      const { seen, pay } = world(() => Response.json({ error: "wallet_service_unavailable" }, { status }));
      for (let index = 0; index < 12; index += 1) await pay();
      expect(seen.requests).toBe(12);
    }
  });

  it("is one for each service", async () => {
    const { client, pay, seen } = world(html);
    for (let index = 0; index < BREAKER_FAILURES; index += 1) await pay();
    await expect(client.getEscrow("esc_1")).rejects.toMatchObject({ name: "PlatformFailed" });
    expect(seen.requests).toBe(BREAKER_FAILURES + 3);
  });
});
