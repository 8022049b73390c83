import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { previewRun } from "./preview-run";

const TASK = { instructions: "Do the work" };
/** The three specialists of seed 003: 0.50, 1.20 and 0.40. */
const HUB = {
  name: "Session", pattern: "hub_spoke", funding: "prefund",
  legs: [
    { key: "research", worker: "res-1", amount: "0.50", ...TASK }, { key: "code", worker: "cod-1", amount: "1.20", ...TASK },
    { key: "review", worker: "rev-1", amount: "0.40", dependsOn: ["code"], ...TASK },
  ],
};
const CHAIN = {
  name: "Chain", pattern: "pipeline", settle: "from_the_end",
  stages: [{ worker: "res-1", amount: "5", ...TASK }, { worker: "cod-1", amount: "3.50", ...TASK }, { worker: "rev-1", amount: "1.80", ...TASK }],
};

let fleet: TestFleet;
const ids: Record<string, string> = {};

beforeAll(async () => {
  fleet = await startTestFleet();
  for (const name of ["res-1", "cod-1", "rev-1"]) ids[name] = (await fleet.addWorker(name)).agentId;
});

afterAll(() => fleet.close());

const preview = (plan: unknown, ctx = fleet.as("operator")) => previewRun(ctx, fleet.connectionId, plan);
const errors = async (plan: unknown, ctx = fleet.as("operator")) => (await preview(plan, ctx)).faults.filter(({ severity }) => severity === "error");

describe("a dry run", () => {
  it("prices the session of seed 003 on real accounts: 2.10, fees 0.021, referral 0.00315", async () => {
    const { price } = await preview(HUB);
    expect(price).toMatchObject({
      orchestrator: fleet.orchestrator.name, payments: 3, budget: "2.1", lockedAtStart: "2.1",
      success: { paid: "2.1", fees: "0.021", referralBack: "0.00315", netCost: "2.09685" }, worst: { everythingFails: { orchestrator: "0" } },
    });
    expect(price?.success.accounts).toContainEqual({ account: "cod-1", change: "1.188" });
    expect([price?.capital.prefund.peak, price?.capital.lazy.peak]).toEqual(["2.1", "1.7"]);
  });

  it("warns of an auction in which every bid would be refused", async () => {
    const auction = { name: "Bids", pattern: "auction", bidders: ["res-1", "cod-1"], ceiling: "2", ...TASK };
    const silent = async (plan: unknown) => (await preview(plan)).faults.filter(({ message }) => message.includes("every bid would be refused"));
    expect(await silent(auction)).toMatchObject([{ path: "bidders", severity: "warning" }]);
    expect(await silent({ ...auction, allowsNewcomers: true })).toEqual([]);
    const { connectionId } = fleet;
    await fleet.db.reputation.create({ data: { agentId: ids["res-1"] ?? "", connectionId, doneCount: 10 } });
    expect(await silent(auction)).toEqual([]);
    await fleet.db.reputation.delete({ where: { agentId: ids["res-1"] ?? "" } });
  });

  it("says what a failure leaves in each account and whom it stops", async () => {
    const failures = (await preview(HUB)).price?.failures ?? [];
    expect(failures.map(({ keys, runEnds }) => [...keys, runEnds])).toEqual([["research", "failed"], ["code", "failed"], ["review", "failed"]]);
    const code = failures[1];
    expect(code?.effects.map(({ key, effect }) => [key, effect])).toEqual([["code", "failed"], ["review", "cancelled"]]);
    expect(code?.accounts.find(({ account }) => account === "res-1")).toEqual({ account: "res-1", change: "0.495" });
  });

  it("starts nothing: no run, no leg, no audit entry, no reservation", async () => {
    const counts = () => Promise.all([fleet.db.run.count(), fleet.db.leg.count(), fleet.db.auditEntry.count(), fleet.db.reservation.count()]);
    const before = await counts();
    await preview(HUB);
    expect(await counts()).toEqual(before);
  });

  it("takes ids and names for the same agents", async () => {
    const byId = { ...HUB, legs: HUB.legs.map((leg) => ({ ...leg, worker: ids[leg.worker] })) };
    expect((await preview(byId)).price).toEqual((await preview(HUB)).price);
    const twice = { ...HUB, legs: [{ ...HUB.legs[0], backups: [ids["res-1"]] }] };
    expect((await errors(twice)).map(({ path }) => path)).toEqual(["legs.0.backups.0"]);
  });

  it("shows the margins of a chain, and who must hold money that it does not hold", async () => {
    const { price, faults } = await preview(CHAIN);
    expect(price?.margins.map(({ gross }) => gross)).toEqual(["1.5", "1.7", "1.8"]);
    expect(price?.ownCapital.map(({ account, amount }) => [account, amount])).toEqual([["res-1", "3.5"], ["cod-1", "1.8"]]);
    await fleet.db.agentAccount.updateMany({ where: { agentId: ids["cod-1"] ?? "" }, data: { balanceMicros: 1_000_000n, balanceReadAt: new Date(fleet.now()) } });
    const again = await preview(CHAIN);
    expect(again.price?.ownCapital[1]).toMatchObject({ account: "cod-1", holds: "1", isShort: true });
    expect(again.faults.length).toBeGreaterThan(faults.length - 1);
    expect(again.faults).toContainEqual({ path: "", severity: "warning", message: expect.stringContaining("cod-1 must hold 1.8 USDC") as string });
  });
});

describe("a plan that cannot start", () => {
  it("names the place of each agent that is not there or cannot take part", async () => {
    await fleet.addWorker("sleepy-1");
    await fleet.db.agent.update({ where: { connectionId_name: { connectionId: fleet.connectionId, name: "sleepy-1" } }, data: { state: "retired" } });
    await fleet.addWorker("doubtful-1");
    await fleet.db.agent.update({ where: { connectionId_name: { connectionId: fleet.connectionId, name: "doubtful-1" } }, data: { referralProof: "unverified" } });
    const workers = ["nobody-1", "sleepy-1", "doubtful-1", fleet.orchestrator.name, "@researcher"];
    const faults = await errors({ ...HUB, legs: workers.map((worker, index) => ({ key: `leg-${index}`, worker, amount: "1", ...TASK })) });
    expect(faults.map(({ path }) => path).sort()).toEqual(workers.map((_, index) => `legs.${index}.worker`));
    expect(faults.map(({ message }) => message).join("\n")).toMatch(/nobody-1[\s\S]*retired[\s\S]*proven referral link[\s\S]*orchestrator/);
  });

  it("explains itself: a cycle, weights, an amount below the least", async () => {
    const cycle = await preview({ ...HUB, legs: [{ ...HUB.legs[0], dependsOn: ["review"] }, HUB.legs[1], { ...HUB.legs[2], dependsOn: ["research"] }] });
    expect([cycle.price, cycle.faults[0]?.path]).toEqual([null, "legs.0.dependsOn"]);
    const auction = { name: "A", pattern: "auction", bidders: ["res-1", "cod-1"], ceiling: "2", weights: { price: 50, completion: 30, time: 20, fee: 10 }, ...TASK };
    expect((await errors(auction)).map(({ path }) => path)).toEqual(["weights"]);
    expect((await errors({ ...HUB, legs: [{ ...HUB.legs[0], amount: "0.09" }] })).map(({ path }) => path)).toEqual(["legs.0.amount"]);
  });

  it("is no plan: every field that is wrong is named, without its path in the sentence", async () => {
    const { faults, price } = await preview({ ...HUB, funding: "later", legs: [{ key: "Research", worker: "res-1", amount: "-1", ...TASK }] });
    expect(price).toBeNull();
    expect(faults.map(({ path }) => path).sort()).toEqual(["funding", "legs.0.amount", "legs.0.key"]);
    for (const { message } of faults) expect(message).not.toMatch(/^legs/);
    expect((await preview(undefined)).faults).toHaveLength(1);
    expect((await preview([1])).faults).toHaveLength(1);
  });

  it("meets the limits and the balance before it starts", async () => {
    const large = (amount: string) => ({ ...HUB, legs: [{ ...HUB.legs[0], amount }] });
    expect((await errors(large("251"))).map(({ message }) => message).join()).toMatch(/250 USDC per transaction/);
    expect((await errors(large("150"), fleet.as("operator"))).map(({ message }) => message).join()).toMatch(/treasurer/);
    const treasurer = fleet.as("operator", "treasurer");
    expect(await preview(large("150"), { ...treasurer, actor: { ...treasurer.actor, steppedUpAt: null } as typeof treasurer.actor })).toMatchObject({ needsPassword: true });
    expect(await preview(large("150"), treasurer)).toMatchObject({ needsPassword: false, faults: [expect.objectContaining({ severity: "warning" })] });
    await fleet.db.agentAccount.update({ where: { id: fleet.orchestrator.accountId }, data: { balanceMicros: 1_000_000n } });
    expect((await errors(HUB)).map(({ message }) => message).join()).toMatch(/locked at the start.*holds 1\b/);
    expect((await preview({ ...HUB, funding: "lazy" })).faults.map(({ severity }) => severity)).not.toContain("error");
  });
});
