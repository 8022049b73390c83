import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { lockEscrowCommand } from "./lock";
import { breakOnce, freshKey, lock, onPlatform, run, settleLast } from "./test-escrow";

let fleet: TestFleet;
let worker: Awaited<ReturnType<TestFleet["addWorker"]>>;
const wish = (more: Record<string, unknown> = {}) => ({ payeeId: worker.agentId, amount: "5.00", description: "scan pairs", ...more });

beforeAll(async () => {
  fleet = await startTestFleet();
  worker = await fleet.addWorker("scan-eu-04");
});
afterAll(() => fleet.close());

describe("lock", () => {
  it("locks 5.00 and knows who will get what, with the lock code sealed", async () => {
    const before = (await onPlatform(fleet)).balance(fleet.orchestrator.upstreamId);
    const row = await fleet.db.escrow.findUniqueOrThrow({ where: { id: await lock(fleet, worker.agentId, "5.00") }, include: { events: true } });
    expect(row).toMatchObject({
      state: "locked", amountMicros: 5_000_000n, feeMicros: 50_000n, netMicros: 4_950_000n, referralMicros: 7_500n,
      referralAgentId: fleet.orchestrator.agentId, onSilence: "refund", payeeAgentId: worker.agentId, timeoutHours: 24,
    });
    expect(row.lockCode).toMatch(/^v1\./);
    expect(JSON.stringify(row.record)).not.toMatch(/lock_[0-9a-f]{8}/);
    expect(row.events.map(({ kind }) => kind).sort()).toEqual(["created", "locked"]);
    expect((await onPlatform(fleet)).balance(fleet.orchestrator.upstreamId)).toBe(before - 5_000_000n);
  });

  it("writes requested and succeeded to the audit log", async () => {
    const id = await lock(fleet, worker.agentId, "1.00");
    const entries = await fleet.db.auditEntry.findMany({ where: { subjectId: id }, orderBy: { seq: "asc" } });
    expect(entries.map(({ action, result }) => `${action} ${result}`)).toEqual(["escrow.lock requested", "escrow.lock succeeded"]);
  });

  it("is refused for a viewer, and the refusal is audited", async () => {
    const result = await run(fleet, lockEscrowCommand, wish(), { ctx: fleet.as("viewer") });
    expect(result).toMatchObject({ ok: false, outcome: "denied", code: "FORBIDDEN" });
    expect(await fleet.db.auditEntry.count({ where: { action: "escrow.lock", result: "denied" } })).toBeGreaterThan(0);
  });

  it("is one effect for a repeated key, and a conflict for another wish under it", async () => {
    const key = freshKey();
    const [first, second] = await Promise.all([run(fleet, lockEscrowCommand, wish(), { key }), run(fleet, lockEscrowCommand, wish(), { key })]);
    expect(first).toEqual(second);
    expect(await run(fleet, lockEscrowCommand, wish({ amount: "6.00" }), { key })).toMatchObject({ code: "CONFLICT" });
    expect(await fleet.db.auditEntry.findFirst({ orderBy: { seq: "desc" } })).toMatchObject({ action: "escrow.lock", result: "denied", after: { code: "CONFLICT" } });
  });

  it("stays created beside an unknown outcome, and settles to locked when the reply was lost after the effect", async () => {
    await breakOnce(fleet, "reply_lost_after", "/api/escrows");
    const result = await run(fleet, lockEscrowCommand, wish({ amount: "12.00" }));
    expect(result).toMatchObject({ ok: false, outcome: "unknown" });
    const staged = await fleet.db.escrow.findFirstOrThrow({ where: { amountMicros: 12_000_000n } });
    expect(staged.state).toBe("created");
    const count = (await onPlatform(fleet)).escrows.length;
    expect(await settleLast(fleet, lockEscrowCommand)).toMatchObject({ ok: true });
    const row = await fleet.db.escrow.findUniqueOrThrow({ where: { id: staged.id } });
    expect(row.state).toBe("locked");
    expect(row.lockCode).not.toBeNull();
    expect((await onPlatform(fleet)).escrows.length).toBe(count);
  });

  it("ends as cancelled when the request was lost before the effect, and locks nothing late", async () => {
    await breakOnce(fleet, "reply_lost_before", "/api/escrows");
    expect(await run(fleet, lockEscrowCommand, wish({ amount: "13.00" }))).toMatchObject({ outcome: "unknown" });
    const before = (await onPlatform(fleet)).balance(fleet.orchestrator.upstreamId);
    expect(await settleLast(fleet, lockEscrowCommand)).toMatchObject({ ok: false, outcome: "rejected", code: "NOT_DONE" });
    expect((await fleet.db.escrow.findFirstOrThrow({ where: { amountMicros: 13_000_000n } })).state).toBe("cancelled");
    expect((await onPlatform(fleet)).balance(fleet.orchestrator.upstreamId)).toBe(before);
  });

  it("makes a stranger an agent of kind external once he was paid, by the platform's id", async () => {
    await fleet.control("POST", "credit", { agentId: worker.upstreamId, amountMicros: "1" });
    const stranger = await registerStranger("ext-buyer-9");
    const id = await lock(fleet, stranger, "0.50");
    const row = await fleet.db.escrow.findUniqueOrThrow({ where: { id } });
    expect(row.referralMicros).toBe(0n);
    expect(await fleet.db.agent.findUniqueOrThrow({ where: { id: row.payeeAgentId ?? "" } })).toMatchObject({ kind: "external", name: stranger });
  });

  it("holds a paying worker to its wallet's daily limit", async () => {
    await fleet.control("POST", "credit", { agentId: worker.upstreamId, amountMicros: "50000000" });
    const at = new Date(fleet.now());
    await fleet.db.childWallet.create({
      data: {
        id: "wal_test", connectionId: fleet.connectionId, agentId: worker.agentId, label: "w", state: "active", dailyLimitMicros: 10_000_000n,
        autoReset: true, allowWithdrawals: false, createdAt: at, readAt: at,
      },
    });
    const payee = await fleet.addWorker("review-09");
    await lock(fleet, payee.agentId, "6.00", { payerId: worker.agentId });
    const result = await run(fleet, lockEscrowCommand, wish({ payerId: worker.agentId, payeeId: payee.agentId }));
    expect(result).toMatchObject({ ok: false, code: "WALLET_LIMIT" });
    expect(result).toHaveProperty("message", expect.stringContaining("may still spend 4 of its 10 USDC a day. Nothing was sent."));
  });

  it("sends nothing while the fleet is frozen", async () => {
    await fleet.db.connection.update({ where: { id: fleet.connectionId }, data: { frozenAt: new Date(), frozenBy: "Mara" } });
    expect(await run(fleet, lockEscrowCommand, wish())).toMatchObject({ code: "FROZEN" });
    await fleet.db.connection.update({ where: { id: fleet.connectionId }, data: { frozenAt: null } });
  });
});

async function registerStranger(name: string): Promise<string> {
  const response = await fleet.sandbox.fetch(new Request("http://127.0.0.1:4010/purpleflea.com/api/agents/register", {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ agent_id: name, agent_type: "buyer", capabilities: [] }),
  }));
  return ((await response.json()) as { agent_id: string }).agent_id;
}
