import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { changePolicy, findPolicy } from "./change-policy";
import { checkConnection } from "./check-connection";
import { controlSandbox, listSandboxFaults } from "./control-sandbox";
import { freezeFleet, unfreezeFleet } from "./freeze";
import { getFreezeFacts } from "./get-freeze-facts";
import { getShellData } from "./get-shell-data";
import { findCurrentConnection, getCurrentConnection } from "./current-connection";
import type { ServiceContext } from "../context";

let fleet: TestFleet;

beforeAll(async () => {
  fleet = await startTestFleet();
});

afterAll(() => fleet.close());

function notProven(ctx: ServiceContext): ServiceContext {
  return ctx.actor.type === "operator" ? { ...ctx, actor: { ...ctx.actor, steppedUpAt: null } } : ctx;
}

async function lastEntry() {
  return fleet.db.auditEntry.findFirstOrThrow({ orderBy: { seq: "desc" } });
}

describe("freezing", () => {
  it("is refused for a viewer, and the refusal is in the audit log", async () => {
    expect(await freezeFleet(fleet.as("viewer"), fleet.connectionId, null)).toMatchObject({ ok: false, failure: { code: "FORBIDDEN" } });
    expect(await lastEntry()).toMatchObject({ action: "fleet.freeze", result: "denied" });
  });

  it("stops the fleet once, tells who and why, and lets go only after the password", async () => {
    expect((await freezeFleet(fleet.as("operator"), fleet.connectionId, "odd transfers")).ok).toBe(true);
    expect((await freezeFleet(fleet.as("operator"), fleet.connectionId, "again")).ok).toBe(true);
    expect(await lastEntry()).toMatchObject({ action: "fleet.freeze", before: { frozen: false }, after: { frozen: true, reason: "odd transfers" } });
    const shell = await getShellData(fleet.as(), await findCurrentConnection(fleet.as()), { name: "T", email: "t@example.com", roles: [] });
    expect(shell.frozen).toMatchObject({ by: "Test Person", reason: "odd transfers" });
    expect(await unfreezeFleet(fleet.as("operator"), fleet.connectionId)).toMatchObject({ ok: false, failure: { code: "FORBIDDEN" } });
    expect(await unfreezeFleet(notProven(fleet.as("admin")), fleet.connectionId)).toMatchObject({ ok: false, failure: { code: "STEP_UP_REQUIRED" } });
    expect((await unfreezeFleet(fleet.as("admin"), fleet.connectionId)).ok).toBe(true);
    expect((await getCurrentConnection(fleet.as())).frozenAt).toBeNull();
  });

  it("says what stops and what runs on", async () => {
    expect(await getFreezeFacts(fleet.as(), fleet.connectionId)).toEqual([
      { label: "Workers that get no more money", value: "0" },
      { label: "Calls in flight, cannot be recalled", value: "0, 0.00 USDC" },
      { label: "Escrows that run on and may refund", value: "0, 0.00 USDC" },
    ]);
  });
});

describe("the policy", () => {
  const limits = { perTransactionMicros: 50_000_000n, perDayMicros: 200_000_000n, approvalAboveMicros: null };

  it("changes for an administrator who proved himself, with before and after", async () => {
    expect(await changePolicy(fleet.as("operator"), fleet.connectionId, limits)).toMatchObject({ ok: false, failure: { code: "FORBIDDEN" } });
    expect(await changePolicy(notProven(fleet.as("admin")), fleet.connectionId, limits)).toMatchObject({ ok: false, failure: { code: "STEP_UP_REQUIRED" } });
    expect(await changePolicy(fleet.as("admin"), fleet.connectionId, limits)).toMatchObject({ ok: true });
    expect(await findPolicy(fleet.as(), fleet.connectionId)).toMatchObject(limits);
    expect(await lastEntry()).toMatchObject({
      action: "policy.change", before: { perTransaction: "250", perDay: "1000", approvalAbove: "100" }, after: { perTransaction: "50", perDay: "200", approvalAbove: "unlimited" },
    });
  });

  it("refuses a transaction larger than a day", async () => {
    expect(await changePolicy(fleet.as("admin"), fleet.connectionId, { ...limits, perTransactionMicros: null })).toMatchObject({ ok: false, failure: { code: "ABOVE_DAY" } });
  });
});

describe("the connection", () => {
  it("observes what a read can prove and leaves writes as documented", async () => {
    const check = await checkConnection(fleet.as("viewer"), fleet.connectionId);
    expect(check.answered).toBe(true);
    expect(check.observed).toEqual(expect.arrayContaining(["balance", "referral.summary", "ledger", "wallet.find", "escrow.find"]));
    const evidence = await fleet.db.capability.findMany({ where: { connectionId: fleet.connectionId } });
    expect(evidence.find(({ name }) => name === "balance")?.evidence).toBe("observed");
    expect(evidence.find(({ name }) => name === "escrow.dispute")?.evidence).toBe("documented");
  });
});

describe("the sandbox's controls", () => {
  it("set and clear faults, credit and book, each with its entry", async () => {
    const ctx = fleet.as("operator");
    const { baseUrls, orchestrator } = await getCurrentConnection(ctx);
    await controlSandbox(ctx, fleet.connectionId, { kind: "fault", effect: "latency", method: "GET", path: "/api/none", times: 2 });
    expect(await listSandboxFaults(ctx, baseUrls)).toMatchObject([{ effect: "latency", times: 2, hits: 0 }]);
    await controlSandbox(ctx, fleet.connectionId, { kind: "clearFaults" });
    expect(await listSandboxFaults(ctx, baseUrls)).toEqual([]);
    await controlSandbox(ctx, fleet.connectionId, { kind: "credit", upstreamId: orchestrator?.upstreamId ?? "", amountMicros: 2_500_000n });
    expect((await getCurrentConnection(ctx)).orchestrator?.balanceMicros).toBe(1_002_500_000n);
    expect(await lastEntry()).toMatchObject({ action: "sandbox.credit", result: "recorded" });
  });

  it("are refused for a viewer and change nothing", async () => {
    await expect(controlSandbox(fleet.as("viewer"), fleet.connectionId, { kind: "clearFaults" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
