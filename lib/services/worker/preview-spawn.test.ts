import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { previewSpawn } from "./preview-spawn";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

const preview = (form: Record<string, string>) => previewSpawn(fleet.system, fleet.connectionId, form);

describe("the preview of a spawn", () => {
  it("says names, capital, spending and what is left, and registers nothing", async () => {
    const answer = await preview({ role: "trading", count: "24", initialFunding: "25", dailyLimit: "20", capabilities: "", namePrefix: "", ownWords: "" });
    expect(answer).toMatchObject({
      ok: true,
      value: {
        firstName: "worker-trading-01", lastName: "worker-trading-24", capital: "600", spendPerDay: "480", available: "1000",
        availableAfter: "400", isShort: false, durationMs: 0,
      },
    });
    expect(await fleet.db.agent.count({ where: { kind: "worker" } })).toBe(0);
  });

  it("embeds the orchestrator's referral code in the prompt", async () => {
    const answer = await preview({ role: "casino", count: "1" });
    expect(answer.ok && answer.value.prompt).toContain(fleet.orchestrator.referralCode);
  });

  it("goes on from the names in use and reads a blank limit as 0", async () => {
    await fleet.addWorker("worker-wallet-01");
    expect(await preview({ role: "wallet", count: "2" })).toMatchObject({ value: { firstName: "worker-wallet-02", dailyLimitEach: "0", spendPerDay: "0" } });
  });

  it("takes the time from the connection's declared limits", async () => {
    const declaredLimits = { register: { requests: 10, windowMs: 60_000 } };
    await fleet.db.connection.update({ where: { id: fleet.connectionId }, data: { declaredLimits } });
    expect(await preview({ role: "domains", count: "24" })).toMatchObject({ value: { durationMs: 120_000 } });
  });

  it.each([[{ role: "trading", count: "501" }], [{ role: "trading", count: "3", initialFunding: "1,5" }], [{ role: "", count: "3" }]])("answers %j with a sentence", async (form) => {
    const answer = await preview(form as Record<string, string>);
    expect(answer).toMatchObject({ ok: false, failure: { code: "INVALID" } });
  });

  it("says when the orchestrator is short", async () => {
    expect(await preview({ role: "trading", count: "500", initialFunding: "2.5" })).toMatchObject({ value: { isShort: true, availableAfter: "-250" } });
  });
});
