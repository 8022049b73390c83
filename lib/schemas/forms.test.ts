import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { setUpSchema, signInSchema, changeRolesSchema } from "./account";
import { escrowActionSchema, lockEscrowSchema } from "./escrow";
import { provisionWalletSchema } from "./wallet";
import { spawnSchema } from "./worker";

const KEY = "form-0123456789";

/** The sentence beside one field. */
function sentence(schema: z.ZodType, input: Record<string, unknown>, field: string): string | undefined {
  const parsed = schema.safeParse(input);
  return parsed.success ? undefined : parsed.error.issues.find((issue) => issue.path[0] === field)?.message;
}

describe("spawnSchema", () => {
  it("needs a role and a count only", () => {
    const parsed = spawnSchema.parse({
      role: "trading", count: "3", capabilities: "", initialFunding: "", dailyLimit: " ", namePrefix: "", ownWords: "",
      idempotencyKey: KEY,
    });
    expect(parsed).toEqual({
      role: "trading", count: 3, capabilities: [], initialFunding: null, dailyLimit: null, namePrefix: null,
      ownWords: null, idempotencyKey: KEY,
    });
    expect(spawnSchema.parse({ role: "casino", count: 1, idempotencyKey: KEY })).toMatchObject({ initialFunding: null });
  });

  it("reads capabilities from one text and money exactly", () => {
    const parsed = spawnSchema.parse({
      role: "scanner", count: "500", capabilities: "dex_scan, price_feed,dex_scan", initialFunding: "50", dailyLimit: "2.5",
      idempotencyKey: KEY,
    });
    expect(parsed.capabilities).toEqual(["dex_scan", "price_feed"]);
    expect([parsed.initialFunding, parsed.dailyLimit]).toEqual([50_000_000n, 2_500_000n]);
  });

  it.each(["0", "501", "-1", "1.5", "three", "", "1e2"])("refuses %j workers", (count) => {
    expect(sentence(spawnSchema, { role: "trading", count, idempotencyKey: KEY }, "count")).toBe(
      "Count must be a whole number from 1 to 500.",
    );
  });

  it("refuses a field that it does not know", () => {
    expect(spawnSchema.safeParse({ role: "trading", count: 1, budget: "5", idempotencyKey: KEY }).success).toBe(false);
  });
});

describe("lockEscrowSchema", () => {
  const form = { payeeId: "worker-trading-01", amount: "5", description: "Scan 1000 pairs", idempotencyKey: KEY };

  it("defaults to the orchestrator, 24 hours and no task", () => {
    expect(lockEscrowSchema.parse({ ...form, payerId: "", timeoutHours: "", taskId: "" })).toMatchObject({
      payerId: null, amount: 5_000_000n, timeoutHours: 24, taskId: null,
    });
  });

  it.each([
    ["0.0000001", "USDC has six decimals at most."], ["-5", "The amount cannot be negative."],
    ["0", "The amount must be above zero."], ["1e3", "Write the amount in full digits, without an exponent."],
    ["1,5", "Use a dot for decimals and no thousands separator, like 1250.50."], ["", "Enter an amount."],
    ["9999999999999", "The largest amount is 8,000,000,000 USDC."],
  ])("answers the amount %j with a sentence", (amount, message) => {
    expect(sentence(lockEscrowSchema, { ...form, amount }, "amount")).toBe(message);
  });

  it.each(["0", "721", "1.9", "soon"])("refuses a timeout of %j hours", (timeoutHours) => {
    expect(sentence(lockEscrowSchema, { ...form, timeoutHours }, "timeoutHours")).toMatch(/from 1 to 720/);
  });

  it("refuses an escrow with oneself and a description of two letters", () => {
    expect(sentence(lockEscrowSchema, { ...form, payerId: form.payeeId }, "payeeId")).toMatch(/two different agents/);
    expect(sentence(lockEscrowSchema, { ...form, description: " x " }, "description")).toMatch(/at least 3/);
  });
});

describe("provisionWalletSchema", () => {
  it("reads switches as a form sends them", () => {
    const parsed = provisionWalletSchema.parse({ workerId: "agt_1", dailyLimit: "0", fundNow: "", autoReset: "on", idempotencyKey: KEY });
    expect(parsed).toMatchObject({ dailyLimit: 0n, fundNow: null, autoReset: true, allowWithdrawals: false });
  });
});

describe("escrowActionSchema", () => {
  it("takes a blank reason as none and refuses a form without its token", () => {
    expect(escrowActionSchema.parse({ escrowId: "esw_1", reason: " ", idempotencyKey: KEY }).reason).toBeNull();
    expect(sentence(escrowActionSchema, { escrowId: "esw_1" }, "idempotencyKey")).toBe("Reload the page and try again.");
  });

  it("refuses an id that is none", () => {
    expect(sentence(escrowActionSchema, { escrowId: "../admin", idempotencyKey: KEY }, "escrowId")).toBe(
      "This is not the id of an escrow.",
    );
  });
});

describe("account forms", () => {
  it("treats an address as one whatever its case", () => {
    expect(signInSchema.parse({ email: " Ada@Example.org ", password: "x" }).email).toBe("ada@example.org");
  });

  it("asks for twelve characters of a new password only", () => {
    const form = { token: "t".repeat(32), name: "Ada", email: "ada@example.org", password: "short" };
    expect(sentence(setUpSchema, form, "password")).toBe("Use at least 12 characters.");
    expect(setUpSchema.safeParse({ ...form, password: "correct horse battery" }).success).toBe(true);
  });

  it("keeps roles in one order, once each, and asks for at least one", () => {
    expect(changeRolesSchema.parse({ operatorId: "opr_1", roles: ["admin", "viewer", "admin"] }).roles).toEqual(["viewer", "admin"]);
    expect(sentence(changeRolesSchema, { operatorId: "opr_1", roles: [] }, "roles")).toBe("Choose at least one role.");
    expect(sentence(changeRolesSchema, { operatorId: "opr_1" }, "roles")).toBe("Choose at least one role.");
  });
});
