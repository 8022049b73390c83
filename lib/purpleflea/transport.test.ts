import { describe, expect, it } from "vitest";
import { z } from "zod";
import { toEpochMs } from "@/lib/core/time";
import {
  PlatformAnswerUnreadable, PlatformFailed, PlatformRateLimited, PlatformRefused, PlatformReplyLost, PlatformTimedOut,
  PlatformUnreachable,
} from "./errors";
import type { CallRecord, PlatformRuntime } from "./settings";
import { sandboxSettings } from "./testing/test-fleet";
import { createSend } from "./transport";

const KEY = "sk_live_0123456789abcdef";
const schema = z.looseObject({ status: z.string() });
const wire = { service: "escrow", method: "POST", path: "/escrow/release/esc_1", route: "/escrow/release/:id", schema } as const;

interface Options { effect?: "read" | "write"; signal?: AbortSignal; timeoutMs?: number; runtime?: Partial<PlatformRuntime> }

/** Sends one request to a network that answers as told, and says what was sent and recorded. */
async function send(answers: (() => Response | Promise<Response>)[], options: Options = {}) {
  const requests: Request[] = [];
  const calls: CallRecord[] = [];
  const timeouts = { readMs: options.timeoutMs ?? 1_000, writeMs: options.timeoutMs ?? 1_000 };
  const run = createSend({ ...sandboxSettings(), timeouts }, { apiKey: KEY }, {
    fetch: async (request) => {
      requests.push(request);
      return (answers[requests.length - 1] ?? answers.at(-1) ?? (() => Response.json({})))();
    },
    now: () => toEpochMs(0), sleep: () => Promise.resolve(), random: () => 0, onCall: (call) => calls.push(call),
    ...options.runtime,
  }, { effect: options.effect ?? "write", signal: options.signal });
  const result = await run({ ...wire, body: { lock_code: "lock-7x9k2" } }).then(
    (reply) => ({ reply, error: null }), (error: unknown) => ({ reply: null, error: error as PlatformRefused }),
  );
  return { ...result, requests, calls };
}

const broken = (code: string | null) => () => Promise.reject(
  new TypeError("fetch failed", code === null ? {} : { cause: Object.assign(new Error("x"), { code }) }),
);
const refusal = (status: number, body: unknown, headers = {}) => () => Response.json(body, { status, headers });
const html = (status: number) => () => new Response("<!doctype html><h1>Bad Gateway</h1>", { status });

describe("a write", () => {
  it.each([
    ["a refusal with a code", refusal(409, { error: "invalid_status", message: "Cannot release" }), PlatformRefused, "rejected"],
    ["too many requests", refusal(429, { error: "rate_limited" }), PlatformRateLimited, "rejected"],
    ["a refused connection", broken("ECONNREFUSED"), PlatformUnreachable, "rejected"],
    ["an unknown host", broken("ENOTFOUND"), PlatformUnreachable, "rejected"],
    ["a reset connection", broken("ECONNRESET"), PlatformReplyLost, "unknown"],
    ["a broken connection without a cause", broken(null), PlatformReplyLost, "unknown"],
    ["a server error", refusal(500, { error: "internal_error" }), PlatformFailed, "unknown"],
    ["a page of HTML with 200", html(200), PlatformAnswerUnreadable, "unknown"],
    ["a page of HTML with 404", html(404), PlatformAnswerUnreadable, "unknown"],
    ["a redirect", () => new Response(null, { status: 302, headers: { location: "https://elsewhere.example" } }), PlatformAnswerUnreadable, "unknown"],
    ["success without the fields we need", refusal(200, { done: true }), PlatformAnswerUnreadable, "unknown"],
    ["an empty success", () => new Response("", { status: 200 }), PlatformAnswerUnreadable, "unknown"],
    ["an endless answer", () => new Response("x".repeat(9_000_000)), PlatformAnswerUnreadable, "unknown"],
  ])("that meets %s is told apart and never repeated", async (_name, answer, kind, outcome) => {
    const { error, requests } = await send([answer]);
    expect(error).toBeInstanceOf(kind);
    expect([error?.outcome, requests.length]).toEqual([outcome, 1]);
  });

  it("is unknown when no answer comes in time", async () => {
    const { error } = await send([() => new Promise(() => undefined)], { timeoutMs: 5 });
    expect(error).toBeInstanceOf(PlatformTimedOut);
    expect(error?.outcome).toBe("unknown");
  });

  it("is rejected when it was given up before it was sent", async () => {
    const { error, requests } = await send([refusal(200, {})], { signal: AbortSignal.abort() });
    expect([error?.outcome, requests.length]).toEqual(["rejected", 0]);
  });

  it("carries the code, the sentence and the wait that the platform named", async () => {
    const { error } = await send([refusal(429, { error: "rate_limited", message: "Limit: 10 per 60s" }, { "retry-after": "3" })]);
    expect(error).toMatchObject({ upstreamCode: "rate_limited", upstreamMessage: "Limit: 10 per 60s", retryAfterMs: 3_000, status: 429 });
  });
});

describe("a read", () => {
  it("is repeated twice at most, and only for what may pass", async () => {
    const passing = await send([broken("ECONNRESET"), html(502), refusal(200, { status: "ok" })], { effect: "read" });
    expect([passing.reply?.body.status, passing.requests.length]).toEqual(["ok", 3]);
    const failing = await send([refusal(503, { error: "down" })], { effect: "read" });
    expect([failing.requests.length, failing.error?.outcome]).toEqual([3, "rejected"]);
    for (const answer of [refusal(404, { error: "not_found" }), html(200), refusal(429, { error: "rate_limited" })]) {
      expect((await send([answer], { effect: "read" })).requests.length).toBe(1);
    }
  });
});

describe("every call", () => {
  it("asks for its permit first and reports its route without ids", async () => {
    const order: string[] = [];
    const { requests, calls } = await send([refusal(200, { status: "released" })], {
      runtime: { acquire: async (service) => void order.push(service) },
    });
    expect([order, requests[0]?.headers.get("authorization")]).toEqual([["escrow"], `Bearer ${KEY}`]);
    const [call] = calls;
    expect(call).toEqual({
      service: "escrow", method: "POST", route: "/escrow/release/:id", status: 200, durationMs: 0, requestId: requests[0]?.headers.get("x-request-id"),
    });
  });

  it("reads the platform's clock and gives a record without secrets", async () => {
    const body = { status: "ok", api_key: KEY, note: `code lock-7x9k2 of ${KEY}`, _info: { docs: "x" }, inner: [{ lock_code: "zz" }] };
    const { reply } = await send([refusal(200, body, { date: "Fri, 20 Nov 2026 09:51:29 GMT" })]);
    expect(reply?.platformAt).toBe(Date.parse("2026-11-20T09:51:29Z"));
    expect(reply?.raw).toEqual({
      status: "ok", api_key: "[hidden]", note: "code [hidden] of [hidden]", inner: [{ lock_code: "[hidden]" }],
    });
  });

  it("never repeats a secret in an error", async () => {
    const message = `The lock code lock-7x9k2 of ${KEY} and sk_trade_ffffffffffff is wrong`;
    const { error } = await send([refusal(403, { error: "invalid_lock_code", message })]);
    for (const text of [error?.message, error?.upstreamMessage, JSON.stringify(error)]) {
      expect(text).not.toMatch(/lock-7x9k2|sk_live_0|sk_trade_f/);
    }
  });
});
