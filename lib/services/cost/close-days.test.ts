import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs, DAY_MS, type EpochMs, HOUR_MS } from "@/lib/core/time";
import { releaseEscrowCommand } from "../escrow/release";
import { syncEscrow } from "../escrow/sync-escrow";
import { lock, run } from "../escrow/test-escrow";
import { getCommissionLedger } from "../referral/get-commission-ledger";
import { registerAt } from "../testing/outside-agents";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { closeDays } from "./close-days";
import { NO_FILTERS } from "./cost-query";
import { lastDays } from "./cost-range";
import { getConsolidation } from "./get-consolidation";
import { getCostTotals } from "./get-cost-report";
import { getDailySums } from "./get-daily-sums";

let fleet: TestFleet;
let payees: readonly string[];

beforeAll(async () => {
  fleet = await startTestFleet();
  const outside = await registerAt(fleet, "");
  payees = [(await fleet.addWorker("one")).agentId, (await fleet.addWorker("two")).agentId, outside.agent_id];
  for (const [index, payee] of payees.entries()) await pay(payee, `${index + 1}.25`);
  const late = await lock(fleet, payees[0] ?? "", "20.00", { timeoutHours: "1" });
  await fleet.db.escrow.update({ where: { id: late }, data: { dialect: "live", pattern: "pipeline" } });
  await fleet.advance(2 * HOUR_MS);
  await syncEscrow(fleet.system, late);
});
afterAll(() => fleet.close());

async function pay(payee: string, amount: string): Promise<void> {
  expect(await run(fleet, releaseEscrowCommand, { escrowId: await lock(fleet, payee, amount) })).toMatchObject({ ok: true });
}

/** As an engine does it that looks three days later: today is over by then. */
const closeAll = () => closeDays({ db: fleet.db, now: () => addMs(fleet.now(), 3 * DAY_MS) }, fleet.connectionId);

async function reports(now: EpochMs) {
  const { system, connectionId } = fleet;
  const filters = { ...NO_FILTERS, ...lastDays(now, 30) };
  const narrow = { ...filters, role: "external", pattern: "single" } as const;
  return {
    days: await getDailySums(system, connectionId, filters), ledger: await getCommissionLedger(system, connectionId, { since: null, now }),
    fleet: await getConsolidation(system, connectionId, filters), narrow: await getConsolidation(system, connectionId, narrow),
  };
}

/** The sums of the days against those of every agent, which nothing closes. */
async function expectAgreement(): Promise<void> {
  const filters = { ...NO_FILTERS, ...lastDays(fleet.now(), 30) };
  const [days, all] = await Promise.all([getDailySums(fleet.system, fleet.connectionId, filters), getCostTotals(fleet.system, fleet.connectionId, filters)]);
  for (const name of ["paidMicros", "earnedMicros", "feesMicros", "referralMicros"] as const) {
    expect(days.reduce((sum, day) => sum + day[name], 0n), name).toBe(all[name]);
  }
}

describe("days that are closed", () => {
  it("say what they said before, also when they are closed again", async () => {
    const now = fleet.now();
    const before = await reports(now);
    expect(await closeAll()).toBeGreaterThan(1);
    expect(await closeAll()).toBe(0);
    expect(await reports(now)).toEqual(before);
    await expectAgreement();
  });

  it("take what is booked after that", async () => {
    for (const payee of payees) await pay(payee, "0.10");
    await expectAgreement();
  });

  it("lose nothing that is booked while they are closed", async () => {
    await fleet.db.costDayTotal.deleteMany({});
    const escrows = await Promise.all(payees.flatMap((payee) => ["0.01", "0.02"].map((amount) => lock(fleet, payee, amount))));
    const [released] = await Promise.all([Promise.all(escrows.map((escrowId) => run(fleet, releaseEscrowCommand, { escrowId }))), closeAll()]);
    expect(released.every(({ ok }) => ok)).toBe(true);
    expect(await fleet.db.costDayTotal.count()).toBeGreaterThan(1);
    await expectAgreement();
  });
});
