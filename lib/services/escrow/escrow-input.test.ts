import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { escrowMoveInput, lockEscrowInput } from "./escrow-input";

/** The sentence beside one field. */
function sentence(schema: z.ZodType, input: Record<string, unknown>, field: string): string | undefined {
  const parsed = schema.safeParse(input);
  return parsed.success ? undefined : parsed.error.issues.find((issue) => issue.path[0] === field)?.message;
}

describe("lockEscrowInput", () => {
  const form = { payeeId: "worker-trading-01", amount: "5", description: "Scan 1000 pairs" };

  it("defaults to the orchestrator, 24 hours and no task", () => {
    expect(lockEscrowInput.parse({ ...form, payerId: "", timeoutHours: "", taskId: "" })).toMatchObject({
      payerId: null, amount: 5_000_000n, timeoutHours: 24, taskId: null,
    });
  });

  it.each([
    ["0.0000001", "USDC has six decimals at most."], ["-5", "The amount cannot be negative."],
    ["0", "The amount must be above zero."], ["1e3", "Write the amount in full digits, without an exponent."],
    ["1,5", "Use a dot for decimals and no thousands separator, like 1250.50."], ["", "Enter an amount."],
    ["9999999999999", "The largest amount is 8,000,000,000 USDC."],
  ])("answers the amount %j with a sentence", (amount, message) => {
    expect(sentence(lockEscrowInput, { ...form, amount }, "amount")).toBe(message);
  });

  it.each(["0", "721", "1.9", "soon"])("refuses a timeout of %j hours", (timeoutHours) => {
    expect(sentence(lockEscrowInput, { ...form, timeoutHours }, "timeoutHours")).toMatch(/from 1 to 720/);
  });

  it("refuses a description of two letters", () => {
    expect(sentence(lockEscrowInput, { ...form, description: " x " }, "description")).toMatch(/at least 3/);
  });
});

describe("escrowMoveInput", () => {
  it("takes a blank reason as none", () => {
    expect(escrowMoveInput.parse({ escrowId: "esw_1", reason: " " }).reason).toBeNull();
  });

  it("refuses an id that is none", () => {
    expect(sentence(escrowMoveInput, { escrowId: "../admin" }, "escrowId")).toBe(
      "This is not the id of an escrow.",
    );
  });
});
