import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lockEscrowCommand } from "@/lib/services/escrow/lock";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { fundWalletCommand } from "@/lib/services/wallet/fund";
import { balances, breakOnce, openWallet, run, settleLast } from "@/lib/services/wallet/test-wallet";
import { requestRetirement } from "@/lib/services/worker/retire-worker";
import { resumeRetirements } from "@/lib/services/worker/resume-retirements";
import { bringHome } from "./retire-worker";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

const retire = (agentId: string) =>
  requestRetirement(fleet.as("operator"), fleet.connectionId, { agentId, escrows: "wait", idempotencyKey: `retire-${agentId}` });

describe("retiring a worker whose money is still on its way", () => {
  it("waits for an unknown funding of its wallet: it may yet arrive, and then somebody must bring it home", async () => {
    const { walletId, workerId } = await openWallet(fleet, "r-unknown", "5");
    await breakOnce(fleet, "reply_lost_before", "/fund");
    expect(await run(fleet, fundWalletCommand, { walletId, amount: "3" })).toMatchObject({ outcome: "unknown" });
    expect((await retire(workerId)).ok).toBe(true);
    expect(await bringHome(fleet.system, { agentId: workerId, cancel: false, key: "r-1" })).toMatchObject({ code: "UNKNOWN_OUTCOME" });
    expect(await resumeRetirements(fleet.system)).toBe(0);
    expect(await settleLast(fleet, fundWalletCommand)).toMatchObject({ ok: true });
    expect((await balances(fleet, walletId)).wallet).toBe(3_000_000n);
    expect(await bringHome(fleet.system, { agentId: workerId, cancel: false, key: "r-2" })).toBeNull();
    expect((await balances(fleet, walletId)).wallet).toBe(0n);
  });

  it("goes on although older retirements wait for their escrows", async () => {
    const [older, younger] = [await fleet.addWorker("r-older"), await fleet.addWorker("r-younger")];
    expect((await run(fleet, lockEscrowCommand, { payeeId: older.agentId, amount: "1", description: "Scan pairs" })).ok).toBe(true);
    for (const { agentId } of [older, younger]) {
      expect((await retire(agentId)).ok).toBe(true);
      await fleet.db.agent.update({ where: { id: agentId }, data: { failureCode: "STOPPED", failureMessage: "The platform did not answer." } });
    }
    expect(await resumeRetirements(fleet.system, 1)).toBe(1);
  });

  it("keeps the key while an account of another product holds money that the console cannot sweep", async () => {
    const worker = await fleet.addWorker("r-product");
    const account = { id: "acc_r_product", agentId: worker.agentId, connectionId: fleet.connectionId, service: "domains", upstreamId: "ag_r_product", balanceMicros: 2_000_000n, createdAt: new Date() };
    await fleet.db.agentAccount.create({ data: account });
    expect((await retire(worker.agentId)).ok).toBe(true);
    const held = await bringHome(fleet.system, { agentId: worker.agentId, cancel: false, key: "r-product-1" });
    expect(held).toMatchObject({ code: "OTHER_MONEY", message: expect.stringContaining("2 USDC on domains") as string });
    await fleet.db.agentAccount.update({ where: { id: account.id }, data: { balanceMicros: 0n } });
    expect(await bringHome(fleet.system, { agentId: worker.agentId, cancel: false, key: "r-product-2" })).toBeNull();
  });
});
