import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runCommand, settleIntent } from "@/lib/services/command";
import type { CommandResult, CommandSpec } from "@/lib/services/command-spec";
import { settleDueIntents } from "@/lib/services/reconcile/settle-due-intents";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { claimFaucetCommand } from "./claim-faucet";
import { depositAddressCommand } from "./deposit-address";
import { readCommission } from "./read-commission";
import { registerServiceAccountCommand } from "./register-service-account";
import { testPaymentCommand } from "./test-payment";
import { withdrawCommissionCommand } from "./withdraw-commission";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());
beforeEach(async () => void await fleet.control("DELETE", "faults"));

const BEFORE = "reply_lost_before";
const AFTER = "reply_lost_after";
let keys = 0;

/** Runs a command whose reply is lost, lets the reconciler settle it, and answers what its intent came to. */
async function lose<I, P, R, O>(spec: CommandSpec<I, P, R, O>, input: unknown, path: string, effect: string) {
  await fleet.control("POST", "faults", { match: { method: "POST", path }, effect, times: 1 });
  const idempotencyKey = `lost-reply-${++keys}`;
  const lost: CommandResult<O> = await runCommand(fleet.as(), spec, input, { connectionId: fleet.connectionId, idempotencyKey });
  expect(lost).toMatchObject({ ok: false, outcome: "unknown" });
  await fleet.control("DELETE", "faults");
  await fleet.advance(60_000);
  await settleDueIntents(fleet.system);
  const intent = await fleet.db.intent.findUniqueOrThrow({ where: { connectionId_idempotencyKey: { connectionId: fleet.connectionId, idempotencyKey } } });
  expect(await fleet.db.alert.count({ where: { dedupeKey: `intent:${intent.id}`, resolvedAt: null } })).toBe(intent.outcome === "unknown" ? 1 : 0);
  return intent;
}

const balance = async () => (await fleet.db.agentAccount.findUniqueOrThrow({ where: { id: fleet.orchestrator.accountId } })).balanceMicros;

describe("a faucet claim whose reply is lost", () => {
  it("before the effect did not happen and may be made again; after it, it happened once", async () => {
    const before = await balance();
    expect(await lose(claimFaucetCommand, {}, "/faucet/claim", BEFORE)).toMatchObject({ outcome: "rejected", errorCode: "NOT_DONE" });
    expect(await balance()).toBe(before);
    expect(await lose(claimFaucetCommand, {}, "/faucet/claim", AFTER)).toMatchObject({ outcome: "succeeded", reply: { credited: "1" } });
    await fleet.advance(1_000);
    expect(await balance()).toBe((before ?? 0n) + 1_000_000n);
  });
});

describe("a deposit address whose reply is lost", () => {
  it.each([BEFORE, AFTER])("is asked for again after %s: the platform answers the one it has", async (effect) => {
    const settled = await lose(depositAddressCommand, { chain: "base" }, "deposit-address", effect);
    expect(settled.outcome).toBe("succeeded");
    const again = await runCommand(fleet.as(), depositAddressCommand, { chain: "base" }, { connectionId: fleet.connectionId, idempotencyKey: `address-${effect}` });
    expect(again.ok && again.output.address).toBe((settled.reply as { address: string }).address);
  });
});

describe("an account whose registration's reply is lost", () => {
  it.each([BEFORE, AFTER])("is given up after %s, and the next registration opens the one that counts", async (effect) => {
    const worker = await fleet.addWorker(`lost-account-${effect.replaceAll("_", "-")}`);
    await fleet.db.agentAccount.deleteMany({ where: { agentId: fleet.orchestrator.agentId, service: "wallet", keys: { none: {} } } });
    const own = { connectionId: fleet.connectionId, idempotencyKey: `own-wallet-account` };
    expect(await runCommand(fleet.as(), registerServiceAccountCommand, { agentId: fleet.orchestrator.agentId, service: "wallet" }, own)).toMatchObject({ ok: true });
    const settled = await lose(registerServiceAccountCommand, { agentId: worker.agentId, service: "wallet" }, "wallet.purpleflea.com/v1/auth/register", effect);
    expect(settled).toMatchObject({ outcome: "rejected" });
    expect(await fleet.db.agentAccount.count({ where: { agentId: worker.agentId, service: "wallet" } })).toBe(0);
    const again = await runCommand(fleet.as(), registerServiceAccountCommand, { agentId: worker.agentId, service: "wallet" }, { connectionId: fleet.connectionId, idempotencyKey: `again-${effect}` });
    expect(again).toMatchObject({ ok: true });
    expect(await fleet.db.agentKey.count({ where: { account: { agentId: worker.agentId, service: "wallet" }, retiredAt: null } })).toBe(1);
  });
});

describe("a test payment whose reply is lost", () => {
  it.each([[BEFORE, "rejected", 0n], [AFTER, "succeeded", 100_000n]])("after %s is %s by the payer's ledger", async (effect, outcome, cost) => {
    const second = await fleet.addWorker(`paid-${outcome}`);
    const settled = await lose(testPaymentCommand, { toAgentId: second.upstreamId }, "stats/pay", effect);
    expect(settled.outcome).toBe(outcome);
    const booked = await fleet.db.costEntry.aggregate({ where: { intentId: settled.id, kind: "paid" }, _sum: { amountMicros: true } });
    expect(booked._sum.amountMicros ?? 0n).toBe(cost);
    const reserved = await fleet.db.reservation.findFirstOrThrow({ where: { intentId: settled.id } });
    expect(reserved.state).toBe(outcome === "rejected" ? "returned" : "settled");
  });
});

/** A worker with an account of this service pays so much in fees there; the orchestrator gets its share as commission. */
async function earn(service: "wallet" | "trading", feeMicros: string): Promise<void> {
  const open = (agentId: string, idempotencyKey: string) =>
    runCommand(fleet.as(), registerServiceAccountCommand, { agentId, service }, { connectionId: fleet.connectionId, idempotencyKey });
  await open(fleet.orchestrator.agentId, `earn-own-${service}`);
  const worker = await fleet.addWorker(`earner-${service}-${++keys}`);
  expect(await open(worker.agentId, `earn-${worker.agentId}`)).toMatchObject({ ok: true });
  const account = await fleet.db.agentAccount.findUniqueOrThrow({ where: { agentId_service: { agentId: worker.agentId, service } } });
  await fleet.control("POST", "credit", { agentId: account.upstreamId, amountMicros: feeMicros });
  await fleet.control("POST", "activity", { agentId: account.upstreamId, product: service, amountMicros: feeMicros });
}

const address = `0x${"a".repeat(40)}`;
const read = (service: "wallet" | "trading") => readCommission(fleet.system, fleet.connectionId, service);
async function payOut(service: "wallet" | "trading", key: string) {
  const { atMostMicros } = await read(service);
  return runCommand(fleet.as("treasurer"), withdrawCommissionCommand, { service, address, availableMicros: atMostMicros ?? 0n }, { connectionId: fleet.connectionId, idempotencyKey: key });
}

describe("commission of the wallet", () => {
  it("is paid out whole, once for a token, counted against the limits and said as queued", async () => {
    await earn("wallet", "40000000");
    expect(await read("wallet")).toMatchObject({ earnedMicros: 4_000_000n, availableMicros: 4_000_000n, note: null });
    const paid = await payOut("wallet", "payout-wallet-first");
    expect(paid).toMatchObject({ ok: true, output: { amount: "4", state: "pending" } });
    expect(await read("wallet")).toMatchObject({ earnedMicros: 4_000_000n, availableMicros: 0n });
    expect(await fleet.db.reservation.findFirst({ where: { intentId: paid.intentId ?? "", scope: "fleet" } })).toMatchObject({ amountMicros: 4_000_000n });
    expect(await payOut("wallet", "payout-wallet-second")).toMatchObject({ ok: false, code: "NOTHING_AVAILABLE" });
  });

  it.each([[BEFORE, "rejected"], [AFTER, "succeeded"]])("whose payout's reply is lost (%s) is %s by what is still there", async (effect, outcome) => {
    await earn("wallet", "20000000");
    const { availableMicros } = await read("wallet");
    const settled = await lose(withdrawCommissionCommand, { service: "wallet", address, availableMicros }, "referral/withdraw", effect);
    expect(settled.outcome).toBe(outcome);
    expect((await read("wallet")).availableMicros).toBe(outcome === "succeeded" ? 0n : availableMicros);
  });
});

describe("commission of a service that names only what was earned", () => {
  it("has its available amount unavailable; a payout reserves no less than it takes", async () => {
    await earn("trading", "10000000");
    expect(await read("trading")).toMatchObject({ earnedMicros: 2_000_000n, availableMicros: null, atMostMicros: 2_000_000n });
    expect(await payOut("trading", "payout-trading-first")).toMatchObject({ ok: true, output: { amount: "2" } });
    expect(await read("trading")).toMatchObject({ earnedMicros: 2_000_000n, availableMicros: null, atMostMicros: 0n });
  });

  it("leaves a lost payout open: nobody says what is left, and nothing is repeated", async () => {
    await earn("trading", "10000000");
    const settled = await lose(withdrawCommissionCommand, { service: "trading", address, availableMicros: 2_000_000n }, "referral/withdraw", BEFORE);
    expect(settled.outcome).toBe("unknown");
    expect(await settleIntent(fleet.system, withdrawCommissionCommand, settled)).toMatchObject({ ok: false, outcome: "unknown" });
  });
});

describe("a platform that is silent", () => {
  it("leaves the last figures with their age", async () => {
    await read("wallet");
    const silent = await readCommission({ ...fleet.system, fetch: () => Promise.reject(new TypeError("fetch failed")) }, fleet.connectionId, "wallet");
    expect(silent).toMatchObject({ earnedMicros: null, availableMicros: null, atMostMicros: null });
    expect(silent.lastKnown?.words).toMatch(/referred, .* earned, .* available/);
  });
});
