import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ServiceError } from "@/lib/services/service-error";
import type { ServiceContext } from "@/lib/services/context";
import { toFailure, toFieldFailure } from "./failures";
import { toFormInput } from "./form-input";
import { settleAction } from "./settle-action";

describe("an action's answer", () => {
  it("is the data of a plain value, a result or a command", () => {
    expect(settleAction({ count: 3 })).toEqual({ ok: true, data: { count: 3 } });
    expect(settleAction({ ok: true, value: 3 })).toEqual({ ok: true, data: 3 });
    expect(settleAction({ ok: true, intentId: "int_1", output: { escrowId: "esw_1" } })).toEqual({ ok: true, data: { escrowId: "esw_1" } });
  });

  it("says why not, and whether the platform was asked", () => {
    expect(settleAction({ ok: false, failure: { code: "NO", message: "No." } })).toEqual({ ok: false, code: "NO", message: "No." });
    expect(settleAction({ ok: false, outcome: "unknown", code: "REPLY_LOST", message: "We do not know.", intentId: "int_1" })).toEqual({
      ok: false, code: "REPLY_LOST", message: "We do not know.", outcome: "unknown", intentId: "int_1",
    });
  });

  it("never shows the text of an unexpected error", () => {
    const logged: unknown[] = [];
    const ctx = { requestId: "req_7", log: (...line: unknown[]) => void logged.push(line) } as unknown as ServiceContext;
    const failure = toFailure(new Error("password authentication failed for user console"), ctx, "escrow.release");
    expect(failure).toMatchObject({ code: "FAILED", message: expect.stringContaining("req_7") });
    expect(failure.message).not.toContain("password");
    expect(JSON.stringify(logged)).toContain("escrow.release");
    expect(toFailure(new ServiceError("NOT_FOUND", "This escrow does not exist."), ctx, "x")).toMatchObject({ code: "NOT_FOUND", message: "This escrow does not exist." });
  });

  it("names each wrong field", () => {
    const parsed = z.object({ count: z.number("Enter a count.") }).safeParse({});
    expect(parsed.error && toFieldFailure(parsed.error)).toMatchObject({ code: "INVALID", fieldErrors: { count: ["Enter a count."] } });
  });
});

describe("a form's idempotency token", () => {
  const token = "0123456789abcdef";

  it("is taken off where a schema does not know it and given to one that asks for it", () => {
    const strict = z.strictObject({ name: z.string() });
    const asking = z.strictObject({ name: z.string(), idempotencyKey: z.string() });
    const raw = { name: "x", idempotencyKey: token };
    expect(strict.safeParse(toFormInput(strict, raw).fields).success).toBe(true);
    expect(asking.parse(toFormInput(asking, raw).fields).idempotencyKey).toBe(token);
    expect(toFormInput(strict, raw).token).toBe(token);
  });

  it.each([undefined, "", "short", 42, "has spaces in the middle of it", "x".repeat(200)])("is none when it is %j", (bad) => {
    expect(toFormInput(undefined, { idempotencyKey: bad }).token).toBeNull();
  });

  it.each([undefined, null, "text", [1]])("leaves other input alone: %j", (raw) => {
    expect(toFormInput(undefined, raw)).toEqual({ fields: raw, token: null });
  });
});
