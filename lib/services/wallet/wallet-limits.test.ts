import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS, SECOND_MS } from "@/lib/core/time";
import { lockEscrowCommand } from "../escrow/lock";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { allowWithdrawalsCommand } from "./allow-withdrawals";
import { fundWalletCommand } from "./fund";
import { spendFromWalletCommand } from "./spend";
import { balances, freshKey, openWallet, run, settleLast } from "./test-wallet";
import { updateWalletCommand } from "./update";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

async function funded(name: string, dailyLimit: string, amount: string): Promise<string> {
  const { walletId } = await openWallet(fleet, name, dailyLimit);
  await run(fleet, fundWalletCommand, { walletId, amount });
  return walletId;
}

const spend = (walletId: string, amount: string) => run(fleet, spendFromWalletCommand, { walletId, amount });
const callsOnPlatform = async (walletId: string) => (await balances(fleet, walletId)).wallet;

describe("spend", () => {
  it("stops at the daily limit before it calls, and says what is left and when it resets", async () => {
    const walletId = await funded("l-plain", "5", "20");
    expect((await spend(walletId, "3")).ok).toBe(true);
    const refused = await spend(walletId, "2.000001");
    expect(refused).toMatchObject({ ok: false, outcome: "denied", code: "DAILY_LIMIT" });
    expect(refused).toHaveProperty("message", expect.stringMatching(/leaves 2 of 5 USDC\. Nothing moved\. It resets at .* UTC, in /));
    expect((await spend(walletId, "2")).ok).toBe(true);
    expect(await spend(walletId, "0.000001")).toMatchObject({ code: "DAILY_LIMIT" });
    expect(await callsOnPlatform(walletId)).toBe(15_000_000n);
  });

  it("lets nothing out under a limit of 0", async () => {
    const walletId = await funded("l-zero", "0", "5");
    expect(await spend(walletId, "0.000001")).toMatchObject({ code: "DAILY_LIMIT" });
  });

  it("never spends above the limit when twenty try at once", async () => {
    const walletId = await funded("l-race", "5", "20");
    const results = await Promise.all(Array.from({ length: 20 }, () => spend(walletId, "1")));
    const spent = BigInt(results.filter(({ ok }) => ok).length);
    expect(spent).toBeLessThanOrEqual(5n);
    expect(await callsOnPlatform(walletId)).toBe(20_000_000n - spent * 1_000_000n);
  });

  it("says what the platform refused when its own count is ahead of the last reading", async () => {
    const walletId = await funded("l-behind", "5", "20");
    await spend(walletId, "4");
    await fleet.db.childWallet.update({ where: { id: walletId }, data: { spentMicros: 0n } });
    const refused = await spend(walletId, "2");
    expect(refused).toMatchObject({ ok: false, outcome: "rejected", code: "daily_limit_exceeded" });
    expect(refused).toHaveProperty("message", expect.stringMatching(/^Nothing moved\./));
  });

  it("is refused for a viewer, above the balance and on a live connection", async () => {
    const walletId = await funded("l-refused", "5", "1");
    expect(await run(fleet, spendFromWalletCommand, { walletId, amount: "1" }, { ctx: fleet.as("viewer") })).toMatchObject({ code: "FORBIDDEN" });
    expect(await spend(walletId, "2")).toMatchObject({ code: "WALLET_BALANCE" });
    await fleet.db.connection.update({ where: { id: fleet.connectionId }, data: { mode: "live" } });
    expect(await spend(walletId, "1")).toMatchObject({ code: "SANDBOX_ONLY" });
    await fleet.db.connection.update({ where: { id: fleet.connectionId }, data: { mode: "sandbox" } });
  });

  it("holds the limit while an outcome is unknown, and spends once", async () => {
    const walletId = await funded("l-unknown", "5", "20");
    await fleet.control("POST", "faults", { match: { method: "POST", path: "/spend" }, effect: "reply_lost_after", times: 1 });
    const key = freshKey();
    expect(await run(fleet, spendFromWalletCommand, { walletId, amount: "4" }, { key })).toMatchObject({ outcome: "unknown" });
    expect((await spend(walletId, "2")).ok).toBe(false);
    expect(await settleLast(fleet, spendFromWalletCommand)).toMatchObject({ ok: true });
    expect(await fleet.db.childWallet.findUniqueOrThrow({ where: { id: walletId } })).toMatchObject({ spentMicros: 4_000_000n, balanceMicros: 16_000_000n });
    expect(await callsOnPlatform(walletId)).toBe(16_000_000n);
  });

  it("counts the escrows that the worker locked today: both ways of paying share one limit", async () => {
    const { walletId, workerId } = await openWallet(fleet, "l-shared", "5");
    await run(fleet, fundWalletCommand, { walletId, amount: "20" });
    const { upstreamId } = await fleet.db.agentAccount.findFirstOrThrow({ where: { agentId: workerId } });
    await fleet.control("POST", "credit", { agentId: upstreamId, amountMicros: "50000000" });
    const payee = await fleet.addWorker("l-shared-payee");
    const lock = (amount: string) => run(fleet, lockEscrowCommand, { payerId: workerId, payeeId: payee.agentId, amount, description: "Scan pairs" });
    expect((await lock("4")).ok).toBe(true);
    expect(await spend(walletId, "2")).toMatchObject({ ok: false, outcome: "denied", code: "DAILY_LIMIT" });
    expect((await spend(walletId, "1")).ok).toBe(true);
    expect(await lock("0.000001")).toMatchObject({ code: "WALLET_LIMIT" });
  });

  it("starts afresh after 24 hours", async () => {
    const walletId = await funded("l-reset", "5", "20");
    await spend(walletId, "5");
    await fleet.advance(DAY_MS + 2 * SECOND_MS);
    expect(await spend(walletId, "5")).toMatchObject({ ok: true });
    expect(await spend(walletId, "1")).toMatchObject({ code: "DAILY_LIMIT" });
    expect(await callsOnPlatform(walletId)).toBe(10_000_000n);
  });
});

describe("change", () => {
  it("raises and lowers the limit; a lower limit counts what was spent", async () => {
    const walletId = await funded("c-limit", "5", "20");
    await spend(walletId, "5");
    expect((await run(fleet, updateWalletCommand, { walletId, dailyLimit: "6" }, { ctx: fleet.as("operator") })).ok).toBe(true);
    expect((await spend(walletId, "1")).ok).toBe(true);
    await run(fleet, updateWalletCommand, { walletId, dailyLimit: "2" });
    expect(await spend(walletId, "0.01")).toMatchObject({ code: "DAILY_LIMIT" });
    expect(await run(fleet, updateWalletCommand, { walletId, dailyLimit: "2" })).toMatchObject({ code: "NO_CHANGE" });
  });

  it("leaves withdrawals to a treasurer", async () => {
    const walletId = await funded("c-withdrawals", "5", "1");
    const wish = { walletId, allowWithdrawals: true };
    expect(await run(fleet, allowWithdrawalsCommand, wish, { ctx: fleet.as("operator") })).toMatchObject({ code: "FORBIDDEN" });
    expect((await run(fleet, allowWithdrawalsCommand, wish, { ctx: fleet.as("treasurer") })).ok).toBe(true);
    expect((await fleet.db.childWallet.findUniqueOrThrow({ where: { id: walletId } })).allowWithdrawals).toBe(true);
  });

  it.each([["reply_lost_after", 9_000_000n], ["reply_lost_before", 5_000_000n]] as const)("reads the wallet when the reply meets %s", async (effect, limit) => {
    const walletId = await funded(`c-${effect.replaceAll("_", "-")}`, "5", "1");
    await fleet.control("POST", "faults", { match: { method: "PATCH", path: "/api/wallets/" }, effect, times: 1 });
    expect(await run(fleet, updateWalletCommand, { walletId, dailyLimit: "9" })).toMatchObject({ outcome: "unknown" });
    await settleLast(fleet, updateWalletCommand);
    expect((await fleet.db.childWallet.findUniqueOrThrow({ where: { id: walletId } })).dailyLimitMicros).toBe(limit);
  });
});
