import { beforeEach, describe, expect, it } from "vitest";
import { findOrphans } from "@/lib/core/reconcile/orphans";
import { fromWire } from "@/lib/core/money";
import { addMs, type EpochMs, toEpochMs } from "@/lib/core/time";
import { findLostEscrow, findLostPayment } from "./settlement";
import { createTestFleet, type TestFleet } from "./testing/test-fleet";

const NONE: ReadonlySet<string> = new Set();
let fleet: TestFleet;
let sentAt: EpochMs;

/** What the platform's clock says, and facts of a call that was just sent and can no longer arrive. */
async function platformNow(): Promise<EpochMs> {
  return (await fleet.orchestrator.client.getBalance()).platformAt ?? toEpochMs(0);
}
const late = () => ({ sentAt, arrivesUntil: addMs(sentAt, 10_000), now: addMs(sentAt, 60_000) });

async function loseReply(path: string, effect: string): Promise<void> {
  sentAt = await platformNow();
  await fleet.control("/faults", { match: { method: "POST", path }, effect, times: 1 });
}

async function lock(key: string, amount = "5") {
  const { writer } = fleet.as(fleet.orchestrator, "escrow.create", "live");
  return writer.createEscrow(fleet.escrowOf(amount), { idempotencyKey: key });
}
const lostEscrow = (key: string, amount = "5") => ({ ...late(), idempotencyKey: key, amount: fromWire(amount), knownEscrowIds: NONE });

beforeEach(async () => {
  fleet = await createTestFleet();
  sentAt = await platformNow();
});

describe("a lost lock on the published services", () => {
  it("that happened is found by its reference, among others of the same amount", async () => {
    await lock("other-1");
    await loseReply("/escrow/create", "reply_lost_after");
    await expect(lock("intent-1")).rejects.toMatchObject({ outcome: "unknown" });
    await lock("other-2");
    const settled = await findLostEscrow(fleet.orchestrator.client, lostEscrow("intent-1"));
    expect(settled).toMatchObject({ state: "found", value: { escrow: { state: "locked", amount: fromWire("5") }, duplicates: [] } });
  });

  it("that did not happen is proven absent, and may be sent anew", async () => {
    await lock("other-1");
    await loseReply("/escrow/create", "reply_lost_before");
    await expect(lock("intent-1")).rejects.toMatchObject({ outcome: "unknown" });
    expect(await findLostEscrow(fleet.orchestrator.client, lostEscrow("intent-1"))).toEqual({ state: "absent" });
    await lock("intent-1");
    expect((await findLostEscrow(fleet.orchestrator.client, lostEscrow("intent-1"))).state).toBe("found");
  });

  it("that was delivered twice shows both: each holds money", async () => {
    await loseReply("/escrow/create", "duplicate");
    await lock("intent-1");
    const settled = await findLostEscrow(fleet.orchestrator.client, lostEscrow("intent-1"));
    expect(settled).toMatchObject({ state: "found", value: { duplicates: [{ amount: fromWire("5") }] } });
    expect((await fleet.orchestrator.client.getBalance()).value.available).toBe(fromWire("90"));
  });

  it("is undecided while it may still arrive, and when fifty newer rows hide it", async () => {
    const soon = { ...lostEscrow("intent-1"), now: addMs(sentAt, 1_000) };
    expect(await findLostEscrow(fleet.orchestrator.client, soon)).toEqual({ state: "undecided", why: "may_still_arrive" });
    await fleet.control("/clock", { advanceSeconds: 3_600 });
    for (let index = 0; index < 50; index += 1) {
      const input = { toAgentId: fleet.worker.agentId, amount: fromWire("0.01"), memo: null };
      await fleet.orchestrator.writer.pay(input, { idempotencyKey: fleet.nextKey() });
    }
    expect(await findLostEscrow(fleet.orchestrator.client, lostEscrow("intent-1"))).toEqual({ state: "undecided", why: "ledger_too_short" });
  });
});

describe("a lost payment", () => {
  const pay = () => fleet.orchestrator.writer.pay({ toAgentId: fleet.worker.agentId, amount: fromWire("20"), memo: "fund worker" }, { idempotencyKey: "intent-1" });
  const lost = (known: string[] = []) => ({ ...late(), amount: fromWire("20"), knownReferences: new Set(known) });

  it.each([["reply_lost_after", "found"], ["reply_lost_before", "absent"]])("by %s is %s", async (effect, state) => {
    const earlier = (await pay()).value.reference ?? "";
    await loseReply("/stats/pay", effect);
    await expect(pay()).rejects.toMatchObject({ outcome: "unknown" });
    const settled = await findLostPayment(fleet.orchestrator.client, lost([earlier]));
    expect(settled.state).toBe(state);
    if (settled.state === "found") expect(settled.value).toMatchObject({ amount: fromWire("-20"), service: "payment" });
  });

  it("stays undecided when two that nothing explains fit", async () => {
    await pay();
    await pay();
    expect(await findLostPayment(fleet.orchestrator.client, lost())).toEqual({ state: "undecided", why: "several_fit" });
  });
});

describe("the ledger of the orchestrator", () => {
  it("shows an escrow that no intent explains", async () => {
    const known = (await lock("ours")).value.escrow.upstreamId;
    const stranger = (await lock("somebody with the same key")).value.escrow.upstreamId;
    const rows = (await fleet.orchestrator.client.listLedger()).value;
    expect(findOrphans(rows, new Set([known]))).toMatchObject([{ kind: "escrow", upstreamId: stranger, amount: fromWire("-5") }]);
    expect(findOrphans(rows, new Set([known, stranger]))).toEqual([]);
  });
});
