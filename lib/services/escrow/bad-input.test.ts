import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seal } from "@/lib/db/vault";
import { HOUR_MS } from "@/lib/core/time";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { lockEscrowCommand } from "./lock";
import { releaseEscrowCommand } from "./release";
import { syncDueEscrows } from "./sync-due-escrows";
import { breakOnce, lock, onPlatform, run } from "./test-escrow";

let fleet: TestFleet;
let worker: Awaited<ReturnType<TestFleet["addWorker"]>>;

beforeAll(async () => {
  fleet = await startTestFleet();
  worker = await fleet.addWorker("scan-eu-04");
});
afterAll(() => fleet.close());

describe("an amount that is none", () => {
  it.each([
    ["1.2345678", "USDC has six decimals at most."],
    ["-5", "The amount cannot be negative."],
    ["0", "The amount must be above zero."],
    ["99999999999999999999", "The largest amount is 8,000,000,000 USDC."],
    ["1e3", "Write the amount in full digits, without an exponent."],
    ["1,5", "Use a dot for decimals and no thousands separator, like 1250.50."],
    ["", "Enter an amount."],
  ])("%s is refused beside its field and nothing is sent", async (amount, sentence) => {
    const before = await onPlatform(fleet);
    const result = await run(fleet, lockEscrowCommand, { payeeId: worker.agentId, amount, description: "scan pairs" });
    expect(result).toMatchObject({ ok: false, code: "INVALID", fieldErrors: { amount: [sentence] } });
    expect((await onPlatform(fleet)).escrows.length).toBe(before.escrows.length);
  });

  it("is refused above the limit of one transaction", async () => {
    const result = await run(fleet, lockEscrowCommand, { payeeId: worker.agentId, amount: "251", description: "scan pairs" });
    expect(result).toMatchObject({ ok: false, outcome: "denied" });
    expect(result).toHaveProperty("message", expect.stringMatching(/Nothing was sent|250/));
  });
});

describe("a party that is not there", () => {
  it.each([
    [{ payeeId: "agt_01h455vb4pex5vsknk084sn02q" }, "UNKNOWN_PAYEE"],
    [{ payerId: "nobody-here" }, "UNKNOWN_PAYER"],
  ])("%o is refused before anything is sent", async (more, code) => {
    const result = await run(fleet, lockEscrowCommand, { payeeId: worker.agentId, amount: "1", description: "scan pairs", ...more });
    expect(result).toMatchObject({ ok: false, outcome: "denied", code });
    expect(result).toHaveProperty("message", expect.stringContaining("Nothing was sent."));
  });

  it("unknown to the platform: nothing moved, the row is cancelled and no agent is left behind", async () => {
    const result = await run(fleet, lockEscrowCommand, { payeeId: "ag_nobody", amount: "1", description: "scan pairs" });
    expect(result).toMatchObject({ ok: false, outcome: "rejected", code: "beneficiary_not_found" });
    expect(result).toHaveProperty("message", expect.stringMatching(/^Nothing moved\. .*Check the id and try again\.$/));
    expect((await fleet.db.escrow.findFirstOrThrow({ where: { payeeUpstreamId: "ag_nobody" } })).state).toBe("cancelled");
    expect(await fleet.db.agent.count({ where: { name: "ag_nobody" } })).toBe(0);
  });

  it("an unproven worker gets no money", async () => {
    const shady = await fleet.addWorker("shady-01");
    await fleet.db.agent.update({ where: { id: shady.agentId }, data: { referralProof: "contradicted" } });
    expect(await run(fleet, lockEscrowCommand, { payeeId: shady.agentId, amount: "1", description: "scan pairs" })).toMatchObject({ code: "PAYEE_UNVERIFIED" });
  });
});

describe("a refusal of the platform", () => {
  it("names the balance when it is too low, and the reservation is given back", async () => {
    const poor = await fleet.addWorker("poor-01");
    const result = await run(fleet, lockEscrowCommand, { payerId: poor.agentId, payeeId: worker.agentId, amount: "3", description: "scan pairs" });
    expect(result).toMatchObject({ ok: false, outcome: "rejected", code: "insufficient_balance" });
    expect(result).toHaveProperty("message", expect.stringContaining("Add money to the payer or lock less."));
    expect(await fleet.db.reservation.count({ where: { state: "held" } })).toBe(0);
  });

  it("a wrong lock code releases nothing", async () => {
    const id = await lock(fleet, worker.agentId, "2.00");
    const lockCode = seal(fleet.system.keyring, "lock_wrong", { table: "Escrow", id, column: "lockCode" });
    await fleet.db.escrow.update({ where: { id }, data: { lockCode } });
    const result = await run(fleet, releaseEscrowCommand, { escrowId: id });
    expect(result).toMatchObject({ ok: false, outcome: "rejected", code: "invalid_lock_code" });
    expect(result).toHaveProperty("message", expect.stringContaining("Nothing moved."));
    expect(JSON.stringify(result)).not.toContain("lock_wrong");
    expect((await fleet.db.escrow.findUniqueOrThrow({ where: { id } })).state).toBe("locked");
  });

  it("an expired escrow is not released, and is read again at once", async () => {
    const id = await lock(fleet, worker.agentId, "2.00", { timeoutHours: "1" });
    await fleet.advance(2 * HOUR_MS);
    const result = await run(fleet, releaseEscrowCommand, { escrowId: id });
    expect(result).toMatchObject({ ok: false, outcome: "rejected", code: "invalid_status" });
    expect(result).toHaveProperty("message", expect.stringMatching(/^Nothing moved\. .*refunded/));
    await syncDueEscrows(fleet.system, fleet.connectionId);
    expect(await fleet.db.escrow.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: "refunded", refundCause: "timeout" });
  });

  it("a task id is used once", async () => {
    await lock(fleet, worker.agentId, "1.00", { taskId: "task-77" });
    const again = await run(fleet, lockEscrowCommand, { payeeId: worker.agentId, amount: "1", description: "scan pairs", taskId: "task-77" });
    expect(again).toMatchObject({ ok: false, outcome: "denied", code: "TASK_ID_TAKEN" });
  });
});

describe("a platform that is not well", () => {
  it("down: nothing was sent, so nothing moved", async () => {
    const ctx = fleet.as();
    const refused = Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }) });
    const result = await run(fleet, lockEscrowCommand, { payeeId: worker.agentId, amount: "1", description: "scan pairs" }, {
      ctx: { ...ctx, fetch: () => Promise.reject(refused) },
    });
    expect(result).toMatchObject({ ok: false, outcome: "rejected" });
    expect(result).toHaveProperty("message", expect.stringMatching(/^Nothing moved\. The platform could not be reached\./));
  });

  it("answering HTML: we do not know, and say so", async () => {
    const id = await lock(fleet, worker.agentId, "2.00");
    await breakOnce(fleet, "html", "/release");
    const result = await run(fleet, releaseEscrowCommand, { escrowId: id });
    expect(result).toMatchObject({ ok: false, outcome: "unknown" });
    expect(result).toHaveProperty("message", expect.stringMatching(/^We do not know yet what happened\..*do not repeat it\.$/));
  });
});
