import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOUR_MS } from "@/lib/core/time";
import { runCommand } from "@/lib/services/command";
import { settleDueIntents } from "@/lib/services/reconcile/settle-due-intents";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { checkLowBalance } from "./check-low-balance";
import { claimFaucetCommand } from "./claim-faucet";
import { depositAddressCommand } from "./deposit-address";
import { getConnectionTreasury } from "./get-treasury";
import { listServiceAccounts } from "./list-accounts";
import { readAccounts } from "./read-accounts";
import { readCommission } from "./read-commission";
import { registerServiceAccountCommand } from "./register-service-account";
import { testPaymentCommand } from "./test-payment";
import { withdrawCommissionCommand } from "./withdraw-commission";
import { getCurrentConnection } from "./current-connection";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

let wish = 0;
const on = () => ({ connectionId: fleet.connectionId, idempotencyKey: `treasury-test-${++wish}` });

describe("the faucet", () => {
  it("is refused for a viewer", async () => {
    expect(await runCommand(fleet.as("viewer"), claimFaucetCommand, {}, on())).toMatchObject({ ok: false, code: "FORBIDDEN" });
  });

  it("is claimed once for an agent; a second one is refused here, before it is sent", async () => {
    const before = (await getCurrentConnection(fleet.system)).orchestrator?.balanceMicros ?? 0n;
    expect(await runCommand(fleet.as("treasurer"), claimFaucetCommand, {}, on())).toMatchObject({ ok: true, output: { credited: "1" } });
    expect((await getCurrentConnection(fleet.system)).orchestrator?.balanceMicros).toBe(before + 1_000_000n);
    expect(await runCommand(fleet.as("treasurer"), claimFaucetCommand, {}, on())).toMatchObject({ ok: false, code: "FAUCET_DONE", intentId: null });
  });

  it("is claimed once a day from this address, and the refusal says when it is possible again", async () => {
    await fleet.db.intent.updateMany({ where: { kind: "money.faucetClaim" }, data: { plan: { accountId: "acc_other", upstreamId: "ag_other" } } });
    const refused = await runCommand(fleet.as("operator"), claimFaucetCommand, {}, on());
    expect(refused).toMatchObject({ ok: false, code: "FAUCET_TODAY" });
    expect(refused.ok || refused.message).toMatch(/possible again after \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
  });
});

describe("money in", () => {
  it("says a 503 plainly and leaves nothing unknown", async () => {
    const asked = await runCommand(fleet.as("operator"), depositAddressCommand, { chain: "base" }, on());
    if (asked.ok) return expect((await getConnectionTreasury(fleet.system, fleet.connectionId)).deposits).toHaveLength(1);
    expect(asked).toMatchObject({ outcome: "rejected" });
    expect(asked.message).toContain("503");
    expect(await fleet.db.intent.count({ where: { outcome: "unknown" } })).toBe(0);
  });

  it("warns of a low balance below what a day took or 10.00, and stops by itself", async () => {
    expect(await checkLowBalance(fleet.system, fleet.connectionId)).toBe(false);
    await fleet.db.agentAccount.updateMany({ where: { agentId: fleet.orchestrator.agentId }, data: { balanceMicros: 9_999_999n } });
    expect(await checkLowBalance(fleet.system, fleet.connectionId)).toBe(true);
    expect(await fleet.db.alert.findFirst({ where: { kind: "low_balance" } })).toMatchObject({ resolvedAt: null, connectionId: fleet.connectionId });
    await fleet.db.agentAccount.updateMany({ where: { agentId: fleet.orchestrator.agentId }, data: { balanceMicros: 10_000_000n } });
    expect(await checkLowBalance(fleet.system, fleet.connectionId)).toBe(false);
    expect((await fleet.db.alert.findFirst({ where: { kind: "low_balance" } }))?.resolvedAt).not.toBeNull();
  });
});

describe("the first payment", () => {
  it("is 0.10 to a second agent, once per token, by an administrator", async () => {
    const second = await fleet.addWorker("second-agent");
    expect(await runCommand(fleet.as("operator"), testPaymentCommand, { toAgentId: second.upstreamId }, on())).toMatchObject({ ok: false, code: "FORBIDDEN" });
    expect(await runCommand(fleet.as("admin"), testPaymentCommand, { toAgentId: fleet.orchestrator.upstreamId }, on())).toMatchObject({ ok: false, code: "SELF" });
    const once = on();
    const paid = await runCommand(fleet.as("admin"), testPaymentCommand, { toAgentId: second.upstreamId }, once);
    expect(paid).toMatchObject({ ok: true, output: { amount: "0.10" } });
    expect(await runCommand(fleet.as("admin"), testPaymentCommand, { toAgentId: second.upstreamId }, once)).toEqual(paid);
    const [reading] = await readAccounts(fleet.as("viewer"), fleet.connectionId, second.agentId);
    expect(reading).toMatchObject({ service: "platform", balanceMicros: 100_000n });
  });

  it.each([["reply_lost_before", "rejected"], ["reply_lost_after", "succeeded"]])("is settled by the ledger after %s", async (effect, outcome) => {
    const second = await fleet.addWorker(`lost-${outcome}`);
    await fleet.control("POST", "faults", { match: { path: "stats/pay" }, effect, times: 1 });
    const lost = await runCommand(fleet.as("admin"), testPaymentCommand, { toAgentId: second.upstreamId }, on());
    await fleet.control("DELETE", "faults");
    expect(lost).toMatchObject({ ok: false, outcome: "unknown" });
    await fleet.advance(60_000);
    await settleDueIntents(fleet.system);
    expect(await fleet.db.intent.findUniqueOrThrow({ where: { id: (lost.ok ? null : lost.intentId) ?? "" } })).toMatchObject({ outcome });
  });
});

describe("accounts per service", () => {
  it("are opened with the orchestrator's code of that very service, and their keys stay sealed", async () => {
    const worker = await fleet.addWorker("many-accounts");
    const early = await runCommand(fleet.as("operator"), registerServiceAccountCommand, { agentId: worker.agentId, service: "trading" }, on());
    expect(early).toMatchObject({ ok: false, code: "NO_CODE" });
    for (const service of ["wallet", "trading", "domains"] as const) {
      expect(await runCommand(fleet.as("operator"), registerServiceAccountCommand, { agentId: fleet.orchestrator.agentId, service }, on())).toMatchObject({ ok: true });
      expect(await runCommand(fleet.as("viewer"), registerServiceAccountCommand, { agentId: worker.agentId, service }, on())).toMatchObject({ ok: false, code: "FORBIDDEN" });
      expect(await runCommand(fleet.as("operator"), registerServiceAccountCommand, { agentId: worker.agentId, service }, on())).toMatchObject({ ok: true });
      expect(await runCommand(fleet.as("operator"), registerServiceAccountCommand, { agentId: worker.agentId, service }, on())).toMatchObject({ ok: false, code: "HAS_ACCOUNT" });
    }
    const { dialects } = await getCurrentConnection(fleet.system);
    const own = await listServiceAccounts(fleet.system, fleet.orchestrator.agentId, dialects);
    const accounts = await listServiceAccounts(fleet.system, worker.agentId, dialects);
    expect(accounts.map((row) => row.service)).toEqual(["casino", "wallet", "trading", "domains"]);
    expect(accounts.map((row) => row.keyVersion)).toEqual([1, 1, 1, 1]);
    expect(accounts.map((row) => row.canRotate)).toEqual([true, false, false, false]);
    for (const index of [1, 2, 3]) expect(accounts[index]?.usedCode).toBe(own[index]?.ownCode);
    const intents = JSON.stringify(await fleet.db.intent.findMany({ where: { kind: "account.register" }, select: { plan: true, reply: true } }));
    expect(intents).not.toMatch(/sk_|pk_|pf_/);
    expect(await readCommission(fleet.system, fleet.connectionId, "wallet")).toMatchObject({ note: null, referredCount: 1 });
  });

  it("pay commission out only to a treasurer who entered his password, and only what is there", async () => {
    const form = { service: "wallet", availableMicros: 0n, address: `0x${"a".repeat(40)}` };
    expect(await runCommand(fleet.as("operator"), withdrawCommissionCommand, form, on())).toMatchObject({ ok: false, code: "FORBIDDEN" });
    expect(await runCommand(fleet.as("treasurer"), withdrawCommissionCommand, form, on())).toMatchObject({ ok: false, code: "NOTHING_AVAILABLE" });
    const treasurer = fleet.as("treasurer");
    const stale = { ...treasurer, now: () => (treasurer.now() + HOUR_MS) as ReturnType<typeof treasurer.now> };
    expect(await runCommand(stale, withdrawCommissionCommand, { ...form, availableMicros: 2_000_000n }, on())).toMatchObject({ ok: false, code: "STEP_UP_REQUIRED" });
    expect(await runCommand(treasurer, withdrawCommissionCommand, { ...form, address: "0x1" }, on())).toMatchObject({ ok: false, code: "INVALID" });
  });
});
