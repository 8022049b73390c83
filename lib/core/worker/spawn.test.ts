import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromWire, ZERO } from "@/lib/core/money";
import { planNames } from "./naming";
import { systemPrompt } from "./prompt";
import { defaultCapabilities, KNOWN_ROLES, roleDuty } from "./roles";
import { planSpawn } from "./spawn-plan";
import { canReceiveFunding, nextSpawnStep, SPAWN_STEPS } from "./states";

describe("planNames", () => {
  it("numbers a batch and skips what is taken", () => {
    const taken = new Set(["worker-trading-01", "worker-trading-03"]);
    expect(planNames({ prefix: null, role: "trading", count: 3, taken })).toEqual({
      ok: true, value: ["worker-trading-02", "worker-trading-04", "worker-trading-05"],
    });
  });

  it("does not say the role twice and goes past 99", () => {
    const names = planNames({ prefix: "alpha-trading", role: "trading", count: 100, taken: new Set() });
    expect(names.ok && [names.value[0], names.value[99]]).toEqual(["alpha-trading-01", "alpha-trading-100"]);
  });

  it("gives as many different free names as asked", () => {
    const taken = fc.array(fc.integer({ min: 1, max: 80 })).map((numbers) => new Set(numbers.map((n) => `w-x-${String(n).padStart(2, "0")}`)));
    fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), taken, (count, names) => {
      const planned = planNames({ prefix: "w", role: "x", count, taken: names });
      const list = planned.ok ? planned.value : [];
      expect(new Set(list).size).toBe(count);
      expect(list.some((name) => names.has(name))).toBe(false);
    }));
  });

  it("refuses names that the platform cannot take", () => {
    const result = planNames({ prefix: "p".repeat(62), role: "x", count: 1, taken: new Set() });
    expect(result.ok ? null : result.failure.code).toBe("NAME_TOO_LONG");
  });
});

describe("systemPrompt", () => {
  const facts = {
    name: "worker-trading-01", role: "trading", capabilities: ["price_feed"], orchestratorName: "orch-main",
    referralCode: "ORCH-7X9K2-REF", dailyLimit: fromWire("2.5"), ownWords: "  Trade ETH only.  ",
  };

  it("carries the referral code, the limit, the role and the operator's own words", () => {
    const prompt = systemPrompt(facts);
    for (const part of ["ORCH-7X9K2-REF", "2.5 USDC in 24 hours", roleDuty("trading"), "price_feed"]) expect(prompt).toContain(part);
    expect(prompt.endsWith("Trade ETH only.")).toBe(true);
  });

  it("does not invent a limit that is not set", () => {
    expect(systemPrompt({ ...facts, dailyLimit: null, ownWords: null })).not.toContain("at most");
  });
});

describe("roles", () => {
  it("give every known role capabilities and a duty, and a free role a duty of its own", () => {
    for (const role of KNOWN_ROLES) expect(defaultCapabilities(role).length).toBeGreaterThan(0);
    expect([defaultCapabilities("scout"), roleDuty("scout")]).toEqual([[], "Your role is scout. You do nothing outside of it."]);
  });
});

describe("planSpawn", () => {
  const register = { requests: 10, windowMs: 60_000 };

  it("counts capital and the most that can be spent in a day", () => {
    const plan = planSpawn({ count: 3, initialFunding: fromWire("50"), dailyLimit: fromWire("2"), declaredLimits: {} });
    expect(plan).toMatchObject({ capital: 150_000_000n, spendPerDayMax: 6_000_000n, durationMs: 0 });
  });

  it("stretches 100 registrations at 80 % of ten a minute over twelve minutes", () => {
    const plan = planSpawn({ count: 100, initialFunding: ZERO, dailyLimit: null, declaredLimits: { register } });
    expect(plan).toMatchObject({ durationMs: 12 * 60_000, spendPerDayMax: null });
    expect(plan.steps.map((step) => step.step)).toEqual(["registered", "verified", "wallet"]);
  });
});

describe("worker states", () => {
  it("go through the steps in order", () => {
    const walked = [];
    for (let step = nextSpawnStep(null); step !== null; step = nextSpawnStep(step)) walked.push(step);
    expect(walked).toEqual([...SPAWN_STEPS]);
  });

  it("give an unverified, frozen or retired worker no money", () => {
    const fed = ["registering", "live", "unverified", "stale", "quarantined", "frozen", "failed", "retiring", "retired"] as const;
    expect(fed.filter(canReceiveFunding)).toEqual(["registering", "live", "stale"]);
  });
});
