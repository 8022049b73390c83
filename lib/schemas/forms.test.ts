import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { setUpSchema, signInSchema, changeRolesSchema } from "./account";
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

describe("provisionWalletSchema", () => {
  it("reads switches as a form sends them", () => {
    const parsed = provisionWalletSchema.parse({ workerId: "agt_1", dailyLimit: "0", fundNow: "", autoReset: "on", idempotencyKey: KEY });
    expect(parsed).toMatchObject({ dailyLimit: 0n, fundNow: null, autoReset: true, allowWithdrawals: false });
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
