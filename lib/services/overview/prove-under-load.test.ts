import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MINUTE_MS } from "@/lib/core/time";
import { releaseEscrowCommand } from "@/lib/services/escrow/release";
import { lock, run } from "@/lib/services/escrow/test-escrow";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { proveTreasury } from "./prove-treasury";

let fleet: TestFleet;
let worker: Awaited<ReturnType<TestFleet["addWorker"]>>;

beforeEach(async () => {
  fleet = await startTestFleet();
  worker = await fleet.addWorker("scan-eu-04");
  await proveTreasury(fleet.system, fleet.connectionId);
});
afterEach(() => fleet.close());

const prove = () => proveTreasury(fleet.system, fleet.connectionId);

/** One action after another is on its way, as while runs go on: whenever somebody looks, one is open. */
async function keepSending(amountMicros: bigint): Promise<{ stop: () => Promise<unknown> }> {
  const id = "int_busy";
  const intent = await fleet.db.intent.findFirstOrThrow();
  const { plan: _plan, reply: _reply, ...facts } = intent;
  await fleet.db.intent.create({
    data: { ...facts, plan: {}, id, idempotencyKey: "busy-key", kind: "escrow.release", outcome: "sending", amountMicros, settledAt: null, createdAt: new Date(fleet.now()) },
  });
  return { stop: () => fleet.db.intent.delete({ where: { id } }) };
}

describe("the proof of the treasury where something always moves", () => {
  it("waits for a quiet moment first, then says once a minute within what they agree", async () => {
    await lock(fleet, worker.agentId, "5.00");
    await keepSending(12_000_000n);
    expect(await prove()).toBeNull();
    await fleet.advance(2 * MINUTE_MS);
    const proof = await prove();
    expect(proof).toMatchObject({ differenceMicros: 0n, note: "Platform and books agree within 12 USDC that moved at that moment." });
    expect(await prove()).toBeNull();
  });

  it("is no base: the next exact proof counts from the one before", async () => {
    const load = await keepSending(12_000_000n);
    await fleet.advance(2 * MINUTE_MS);
    await fleet.control("POST", "credit", { agentId: fleet.orchestrator.upstreamId, amountMicros: "3000000" });
    expect(await prove()).toMatchObject({ differenceMicros: 3_000_000n, note: expect.stringContaining("within 12 USDC") as string });
    await load.stop();
    await run(fleet, releaseEscrowCommand, { escrowId: await lock(fleet, worker.agentId, "5.00") });
    expect(await prove()).toMatchObject({ differenceMicros: 3_000_000n, note: "3 USDC came in from outside." });
  });

  it("still raises an alert when more is missing than moves, twice", async () => {
    await keepSending(2_000_000n);
    const last = await fleet.db.treasuryProof.findFirstOrThrow({ orderBy: { at: "desc" } });
    await fleet.db.treasuryProof.update({ where: { id: last.id }, data: { expectedMicros: last.expectedMicros + 7_000_000n } });
    for (const count of [0, 1]) {
      await fleet.advance(2 * MINUTE_MS);
      expect(await prove()).toMatchObject({ differenceMicros: -7_000_000n });
      expect(await fleet.db.alert.count({ where: { kind: "treasury_difference", resolvedAt: null } })).toBe(count);
    }
  });
});
