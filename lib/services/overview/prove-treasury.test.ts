import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HOUR_MS, MINUTE_MS } from "@/lib/core/time";
import { runCommand } from "@/lib/services/command";
import { claimFaucetCommand } from "@/lib/services/connection/claim-faucet";
import { lockEscrowCommand } from "@/lib/services/escrow/lock";
import { releaseEscrowCommand } from "@/lib/services/escrow/release";
import { syncDueEscrows } from "@/lib/services/escrow/sync-due-escrows";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { getOverview } from "./get-overview";
import { getTreasury } from "./get-treasury";
import { proveTreasury } from "./prove-treasury";

let fleet: TestFleet;
let keys = 0;

beforeEach(async () => {
  fleet = await startTestFleet();
  await fleet.addWorker("scan-eu-04");
});

afterEach(() => fleet.close());

async function lock(amount: string): Promise<string> {
  const input = { payerId: "", payeeId: "scan-eu-04", amount, description: "Scan the market", timeoutHours: "24", taskId: "" };
  const result = await runCommand(fleet.as(), lockEscrowCommand, input, { connectionId: fleet.connectionId, idempotencyKey: `lock-key-${keys++}` });
  return result.ok ? result.output.escrowId : "";
}

async function release(escrowId: string): Promise<void> {
  const result = await runCommand(fleet.as(), releaseEscrowCommand, { escrowId }, { connectionId: fleet.connectionId, idempotencyKey: `release-key-${keys++}` });
  if (!result.ok) throw new Error(result.message);
}

function prove() {
  return proveTreasury(fleet.system, fleet.connectionId);
}

describe("the proof of the treasury", () => {
  it("agrees with the platform before, during and after an escrow", async () => {
    expect(await prove()).toMatchObject({ availableMicros: 1_000_000_000n, escrowMicros: 0n, differenceMicros: 0n });
    const escrowId = await lock("5");
    expect(await prove()).toMatchObject({ availableMicros: 995_000_000n, escrowMicros: 5_000_000n, differenceMicros: 0n });
    await release(escrowId);
    expect(await prove()).toMatchObject({ availableMicros: 995_007_500n, escrowMicros: 0n, expectedMicros: 995_007_500n, differenceMicros: 0n });
    const treasury = await getTreasury(fleet.as(), fleet.connectionId);
    expect(treasury).toMatchObject({ totalMicros: 995_007_500n, provenMicros: 995_007_500n, note: "Platform and books agree." });
  });

  it("does not take a refund that was not read yet for missing money", async () => {
    await prove();
    await lock("5");
    await prove();
    await fleet.advance(25 * HOUR_MS);
    expect(await prove()).toMatchObject({ availableMicros: 1_000_000_000n, escrowMicros: 5_000_000n, differenceMicros: 5_000_000n });
    await syncDueEscrows(fleet.system, fleet.connectionId);
    expect(await prove()).toMatchObject({ availableMicros: 1_000_000_000n, escrowMicros: 0n, differenceMicros: 0n });
    expect(await fleet.db.alert.count({ where: { kind: "treasury_difference" } })).toBe(0);
  });

  it("excludes the money of an unknown outcome", async () => {
    await prove();
    await fleet.control("POST", "faults", { match: { method: "POST", path: "/api/escrows" }, effect: "reply_lost_after", times: 1 });
    await lock("12");
    await prove();
    expect(await getTreasury(fleet.as(), fleet.connectionId)).toMatchObject({ unknownMicros: 12_000_000n, unknownCount: 1, provenMicros: 976_000_000n });
  });

  it("raises an alert when money is missing twice, and closes it when it is back", async () => {
    await prove();
    const last = await fleet.db.treasuryProof.findFirstOrThrow({ orderBy: { at: "desc" } });
    await fleet.db.treasuryProof.update({ where: { id: last.id }, data: { expectedMicros: last.expectedMicros + 7_000_000n, availableMicros: last.availableMicros + 7_000_000n } });
    expect(await prove()).toMatchObject({ differenceMicros: -7_000_000n });
    expect(await fleet.db.alert.count({ where: { kind: "treasury_difference" } })).toBe(0);
    await prove();
    expect(await fleet.db.alert.findFirst({ where: { kind: "treasury_difference", resolvedAt: null } })).toMatchObject({ amountAtRiskMicros: 7_000_000n });
    await fleet.control("POST", "credit", { agentId: fleet.orchestrator.upstreamId, amountMicros: "7000000" });
    expect(await prove()).toMatchObject({ differenceMicros: 0n });
    expect(await fleet.db.alert.count({ where: { kind: "treasury_difference", resolvedAt: null } })).toBe(0);
  });

  it("takes money from outside as a deposit once it has stayed", async () => {
    await prove();
    await fleet.control("POST", "credit", { agentId: fleet.orchestrator.upstreamId, amountMicros: "50000000" });
    expect(await prove()).toMatchObject({ differenceMicros: 50_000_000n, note: "50 USDC came in from outside." });
    await fleet.advance(11 * MINUTE_MS);
    expect(await prove()).toMatchObject({ differenceMicros: 0n, expectedMicros: 1_050_000_000n });
    expect(await fleet.db.alert.findFirst({ where: { kind: "treasury_deposit" } })).toMatchObject({ title: "50 USDC came in from outside", resolvedAt: null });
    expect(await fleet.db.auditEntry.findFirst({ where: { action: "treasury.deposit" } })).toMatchObject({ summary: "50 USDC of unknown origin taken as a deposit", result: "recorded" });
    await prove();
    expect(await fleet.db.alert.count({ where: { kind: "treasury_deposit" } })).toBe(1);
  });

  it("knows what the faucet gave to a claim of its own", async () => {
    await prove();
    const claimed = await runCommand(fleet.as(), claimFaucetCommand, {}, { connectionId: fleet.connectionId, idempotencyKey: "claim-key-1" });
    expect(claimed).toMatchObject({ ok: true });
    const proof = await prove();
    expect(proof).toMatchObject({ differenceMicros: 0n });
    expect(proof?.availableMicros).toBeGreaterThan(1_000_000_000n);
  });
});

describe("the Overview", () => {
  it("lists what waits by dollars and says what changed", async () => {
    await prove();
    const escrowId = await lock("5");
    await fleet.db.$transaction([
      fleet.db.escrow.update({ where: { id: escrowId }, data: { state: "completed" } }),
      fleet.db.escrowTotal.deleteMany({ where: { connectionId: fleet.connectionId } }),
      fleet.db.escrowTotal.create({ data: { connectionId: fleet.connectionId, state: "completed", count: 1n, amountMicros: 5_000_000n } }),
    ]);
    await fleet.control("POST", "faults", { match: { method: "POST", path: "/api/escrows" }, effect: "reply_lost_after", times: 1 });
    await lock("12");
    const overview = await getOverview(fleet.as(), fleet.connectionId);
    expect(overview.needs.counts).toEqual({ alerts: 0, unknown: 1, completed: 1, runs: 0 });
    expect(overview.needs.items.map(({ kind }) => kind)).toEqual(["unknown", "completed"]);
    expect(overview.needs.lostMicros).toBe(12_000_000n);
    expect(overview.figures.workers).toMatchObject({ total: 1, live: 1, sinceYesterday: 1 });
    expect(overview.activity[0]).toMatchObject({ action: "escrow.lock", result: "unknown" });
  });

  it("tells each lock in one line, from the wish to its outcome", async () => {
    await lock("5");
    await fleet.control("POST", "faults", { match: { method: "POST", path: "/api/escrows" }, effect: "reply_lost_after", times: 1 });
    await lock("12");
    const { activity } = await getOverview(fleet.as(), fleet.connectionId);
    expect(activity.filter(({ action }) => action === "escrow.lock").map(({ result }) => result)).toEqual(["unknown", "succeeded"]);
  });
});
