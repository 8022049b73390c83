import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HOUR_MS } from "@/lib/core/time";
import { cancelEscrowCommand } from "@/lib/services/escrow/cancel";
import { releaseEscrowCommand } from "@/lib/services/escrow/release";
import { syncDueEscrows } from "@/lib/services/escrow/sync-due-escrows";
import { lock, run } from "@/lib/services/escrow/test-escrow";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { proveTreasury } from "./prove-treasury";

let fleet: TestFleet;
let stage: Awaited<ReturnType<TestFleet["addWorker"]>>;
let next: Awaited<ReturnType<TestFleet["addWorker"]>>;

beforeEach(async () => {
  fleet = await startTestFleet();
  stage = await fleet.addWorker("stage-1");
  next = await fleet.addWorker("stage-2");
  await fleet.control("POST", "credit", { agentId: stage.upstreamId, amountMicros: "50000000" });
  await proveTreasury(fleet.system, fleet.connectionId);
});
afterEach(() => fleet.close());

const prove = () => proveTreasury(fleet.system, fleet.connectionId);
const byStage = (amount: string, more: Record<string, unknown> = {}) => lock(fleet, next.agentId, amount, { payerId: stage.agentId, ...more });

describe("the proof of the treasury while a worker pays from its own account", () => {
  it("holds when it locks and when it releases", async () => {
    const escrowId = await byStage("3.50");
    expect(await prove()).toMatchObject({ differenceMicros: 0n, escrowMicros: 0n });
    await run(fleet, releaseEscrowCommand, { escrowId });
    expect(await prove()).toMatchObject({ differenceMicros: 0n, availableMicros: 1_000_005_250n });
  });

  it("holds when its money comes back by a cancel and by a time-out", async () => {
    const escrowId = await byStage("2.00");
    await run(fleet, cancelEscrowCommand, { escrowId });
    expect(await prove()).toMatchObject({ differenceMicros: 0n });
    await byStage("1.00", { timeoutHours: "1" });
    await fleet.advance(2 * HOUR_MS);
    await syncDueEscrows(fleet.system, fleet.connectionId);
    expect(await prove()).toMatchObject({ differenceMicros: 0n });
  });
});
