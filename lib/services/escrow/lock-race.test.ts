import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { provisionWalletCommand } from "../wallet/provision";
import { lockEscrowCommand } from "./lock";
import { run } from "./test-escrow";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

describe("locks of one worker at once", () => {
  it("neither wait for each other for ever nor pass its daily limit", async () => {
    const [payer, payee] = [await fleet.addWorker("race-payer"), await fleet.addWorker("race-payee")];
    await fleet.control("POST", "credit", { agentId: payer.upstreamId, amountMicros: "100000000" });
    expect((await run(fleet, provisionWalletCommand, { workerId: payer.agentId, dailyLimit: "20" })).ok).toBe(true);
    const lockOne = () => run(fleet, lockEscrowCommand, { payerId: payer.agentId, payeeId: payee.agentId, amount: "1", description: "Scan pairs" });
    // Fewer side by side than the pool has connections, so that decisions and outcomes really meet.
    const rounds = await Promise.all(Array.from({ length: 3 }, async () => {
      const results = [];
      for (let turn = 0; turn < 10; turn++) results.push(await lockOne());
      return results;
    }));
    const results = rounds.flat();
    expect(results.filter(({ ok }) => ok)).toHaveLength(20);
    expect(results.filter((result) => !result.ok && result.code === "WALLET_LIMIT")).toHaveLength(10);
    expect(await fleet.db.escrow.count({ where: { payerAgentId: payer.agentId, state: "locked" } })).toBe(20);
  });
});
