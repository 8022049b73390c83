import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CapabilityDialects, SANDBOX_DIALECTS } from "@/lib/core/connection/capabilities";
import { HOUR_MS } from "@/lib/core/time";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { cancelEscrowCommand } from "./cancel";
import { lockEscrowCommand } from "./lock";
import { releaseEscrowCommand } from "./release";
import { syncEscrow } from "./sync-escrow";
import { breakOnce, lock, onPlatform, run, settleLast } from "./test-escrow";

let fleet: TestFleet;
let worker: Awaited<ReturnType<TestFleet["addWorker"]>>;
let buyer: Awaited<ReturnType<TestFleet["addWorker"]>>;
const speak = (dialects: Partial<CapabilityDialects>) =>
  fleet.db.connection.update({ where: { id: fleet.connectionId }, data: { dialects: { ...SANDBOX_DIALECTS, ...dialects } } });
const rowOf = (id: string) => fleet.db.escrow.findUniqueOrThrow({ where: { id } });

beforeAll(async () => {
  fleet = await startTestFleet();
  worker = await fleet.addWorker("scan-eu-04");
  buyer = await fleet.addWorker("buyer-01");
  await fleet.control("POST", "credit", { agentId: buyer.upstreamId, amountMicros: "100000000" });
});
afterAll(() => fleet.close());

describe("an escrow of the live dialect", () => {
  beforeAll(() => speak({
    "escrow.create": "live", "escrow.get": "live", "escrow.find": null, "escrow.release": "live", "escrow.cancel": null, "escrow.lock": null,
  }));

  it("has no lock code, no cancel, and its share goes to the payer's referrer", async () => {
    const id = await lock(fleet, worker.agentId, "20.00", { payerId: buyer.agentId, timeoutHours: "1" });
    expect(await rowOf(id)).toMatchObject({ state: "locked", lockCode: null, onSilence: "refund_minus_fee", referralBasis: "payer", referralMicros: 30_000n });
    expect(await run(fleet, cancelEscrowCommand, { escrowId: id })).toMatchObject({ code: "NOT_ON_THIS_CONNECTION" });
  });

  it("comes back minus 1 % at the deadline, and the share is booked as a commission", async () => {
    const id = await lock(fleet, worker.agentId, "20.00", { payerId: buyer.agentId, timeoutHours: "1" });
    const before = await onPlatform(fleet);
    await fleet.advance(2 * HOUR_MS);
    expect(await syncEscrow(fleet.system, id)).toBe("changed");
    expect(await rowOf(id)).toMatchObject({ state: "refunded", refundCause: "timeout", refundedMicros: 19_800_000n });
    const after = await onPlatform(fleet);
    // Both escrows of this block fell due.
    expect(after.balance(buyer.upstreamId) - before.balance(buyer.upstreamId)).toBe(39_600_000n);
    const costs = await fleet.db.costEntry.findMany({ where: { escrowId: id }, orderBy: { kind: "asc" } });
    expect(costs.map(({ kind, amountMicros }) => [kind, amountMicros])).toEqual([["lost", 200_000n], ["referral", 30_000n], ["refunded", 19_800_000n]]);
    expect(await fleet.db.commissionCredit.findUnique({ where: { escrowId: id } })).toMatchObject({ amountMicros: 30_000n, sourceAgentId: buyer.agentId });
  });

  it("is found again by the reference in its description when the reply was lost after the effect", async () => {
    await lock(fleet, worker.agentId, "6.00");
    await breakOnce(fleet, "reply_lost_after", "/escrow/create");
    expect(await run(fleet, lockEscrowCommand, { payeeId: worker.agentId, amount: "6.00", description: "scan pairs" })).toMatchObject({ outcome: "unknown" });
    const count = (await onPlatform(fleet)).escrows.length;
    const settled = await settleLast(fleet, lockEscrowCommand);
    expect(settled).toMatchObject({ ok: true, output: { state: "locked" } });
    expect((await onPlatform(fleet)).escrows.length).toBe(count);
    const ids = (await fleet.db.escrow.findMany({ where: { amountMicros: 6_000_000n } })).map(({ upstreamId }) => upstreamId);
    expect(new Set(ids).size).toBe(2);
  });

  it("is proven absent by the payer's ledger once the lost request can no longer arrive", async () => {
    await breakOnce(fleet, "reply_lost_before", "/escrow/create");
    expect(await run(fleet, lockEscrowCommand, { payeeId: worker.agentId, amount: "8.00", description: "scan pairs" })).toMatchObject({ outcome: "unknown" });
    expect(await settleLast(fleet, lockEscrowCommand)).toMatchObject({ outcome: "unknown" });
    await fleet.advance(30_000);
    expect(await settleLast(fleet, lockEscrowCommand)).toMatchObject({ outcome: "rejected", code: "NOT_DONE" });
    expect((await fleet.db.escrow.findFirstOrThrow({ where: { amountMicros: 8_000_000n } })).state).toBe("cancelled");
  });

  it("releases to the payee", async () => {
    const id = await lock(fleet, worker.agentId, "5.00");
    expect(await run(fleet, releaseEscrowCommand, { escrowId: id })).toMatchObject({ ok: true });
    expect(await rowOf(id)).toMatchObject({ state: "released", netMicros: 4_950_000n });
  });
});

describe("an escrow of the router dialect", () => {
  beforeAll(() => speak({ "escrow.create": "router", "escrow.release": "router" }));

  it("is made and locked by two calls, and one wish", async () => {
    const id = await lock(fleet, worker.agentId, "3.00");
    const row = await rowOf(id);
    expect(row).toMatchObject({ state: "locked", dialect: "router", lockCode: null });
    expect((await onPlatform(fleet)).escrows.find(({ escrowId }) => escrowId === row.upstreamId)).toMatchObject({ state: "locked" });
  });

  it.each([["reply_lost_after", "locked"], ["reply_lost_before", "cancelled"]])("settles a lock with %s to %s", async (effect, state) => {
    const amount = effect === "reply_lost_after" ? "3.10" : "3.20";
    await breakOnce(fleet, effect, "/lock");
    expect(await run(fleet, lockEscrowCommand, { payeeId: worker.agentId, amount, description: "scan pairs" })).toMatchObject({ outcome: "unknown" });
    await settleLast(fleet, lockEscrowCommand);
    const row = await fleet.db.escrow.findFirstOrThrow({ where: { amountMicros: amount === "3.10" ? 3_100_000n : 3_200_000n } });
    expect(row.state).toBe(state);
  });
});
