import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { fundWalletCommand } from "./fund";
import { balances, breakOnce, freshKey, openWallet, run, settleLast } from "./test-wallet";
import { unfundWalletCommand } from "./unfund";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

const rowOf = (id: string) => fleet.db.childWallet.findUniqueOrThrow({ where: { id }, include: { entries: true } });

describe("fund", () => {
  it("moves money from the orchestrator and writes the movement", async () => {
    const { walletId } = await openWallet(fleet, "f-plain", "10");
    const before = await balances(fleet, walletId);
    expect(await run(fleet, fundWalletCommand, { walletId, amount: "25.5" })).toMatchObject({ ok: true, output: { balance: "25.5" } });
    const row = await rowOf(walletId);
    expect(row.balanceMicros).toBe(25_500_000n);
    expect(row.entries).toMatchObject([{ kind: "fund", amountMicros: 25_500_000n }]);
    const after = await balances(fleet, walletId);
    expect([after.wallet, before.orchestrator - after.orchestrator]).toEqual([25_500_000n, 25_500_000n]);
  });

  it("is refused for a viewer", async () => {
    const { walletId } = await openWallet(fleet, "f-viewer", "10");
    expect(await run(fleet, fundWalletCommand, { walletId, amount: "1" }, { ctx: fleet.as("viewer") })).toMatchObject({ code: "FORBIDDEN" });
  });

  it.each(["unverified", "quarantined", "retired", "frozen"])("gives nothing to a worker that is %s", async (state) => {
    const { walletId, workerId } = await openWallet(fleet, `f-${state}`, "10");
    await fleet.db.agent.update({ where: { id: workerId }, data: { state } });
    expect(await run(fleet, fundWalletCommand, { walletId, amount: "1" })).toMatchObject({ ok: false, code: "WORKER_STATE" });
    expect((await balances(fleet, walletId)).wallet).toBe(0n);
  });

  it("gives nothing to a worker whose referral link is not proven", async () => {
    const { walletId, workerId } = await openWallet(fleet, "f-unproven", "10");
    await fleet.db.agent.update({ where: { id: workerId }, data: { referralProof: "contradicted" } });
    expect(await run(fleet, fundWalletCommand, { walletId, amount: "1" })).toMatchObject({ ok: false, code: "NOT_PROVEN" });
  });

  it("counts against the fleet's limits", async () => {
    const { walletId } = await openWallet(fleet, "f-limit", "10");
    const result = await run(fleet, fundWalletCommand, { walletId, amount: "250.000001" });
    expect(result).toMatchObject({ ok: false, outcome: "denied" });
    expect((await balances(fleet, walletId)).wallet).toBe(0n);
  });

  it("is made once as the first funding of a wallet, under whatever key it is asked for", async () => {
    const { walletId } = await openWallet(fleet, "f-first", "10");
    const wish = { walletId, amount: "2", isFirst: true };
    const [one, two] = await Promise.all([run(fleet, fundWalletCommand, wish), run(fleet, fundWalletCommand, wish)]);
    expect([one, two].filter(({ ok }) => ok)).toHaveLength(1);
    expect(await run(fleet, fundWalletCommand, wish)).toMatchObject({ ok: false, outcome: "denied", code: "ALREADY_FUNDED" });
    expect((await balances(fleet, walletId)).wallet).toBe(2_000_000n);
  });

  it("is one movement for a repeated key", async () => {
    const { walletId } = await openWallet(fleet, "f-double", "10");
    const key = freshKey();
    await Promise.all([1, 2, 3].map(() => run(fleet, fundWalletCommand, { walletId, amount: "2" }, { key })));
    expect((await balances(fleet, walletId)).wallet).toBe(2_000_000n);
    expect((await rowOf(walletId)).entries).toHaveLength(1);
  });

  it.each(["reply_lost_after", "reply_lost_before"] as const)("moves the money exactly once when the reply meets %s", async (effect) => {
    const { walletId } = await openWallet(fleet, `f-${effect.replaceAll("_", "-")}`, "10");
    await breakOnce(fleet, effect, "/fund");
    expect(await run(fleet, fundWalletCommand, { walletId, amount: "3" })).toMatchObject({ ok: false, outcome: "unknown" });
    expect(await settleLast(fleet, fundWalletCommand)).toMatchObject({ ok: true });
    expect((await balances(fleet, walletId)).wallet).toBe(3_000_000n);
    expect(await rowOf(walletId)).toMatchObject({ balanceMicros: 3_000_000n, entries: [{ kind: "fund" }] });
  });

  it("says what the platform refused when the orchestrator is short", async () => {
    const { walletId } = await openWallet(fleet, "f-short", "10");
    await fleet.db.policy.update({ where: { connectionId: fleet.connectionId }, data: { perTransactionMicros: null, perDayMicros: null } });
    const result = await run(fleet, fundWalletCommand, { walletId, amount: "5000" });
    expect(result).toMatchObject({ ok: false, outcome: "rejected", code: "insufficient_balance" });
    expect(result).toHaveProperty("message", expect.stringMatching(/^Nothing moved\./));
  });
});

describe("unfund", () => {
  it("brings money home, also while the fleet is frozen", async () => {
    const { walletId } = await openWallet(fleet, "u-plain", "10");
    await run(fleet, fundWalletCommand, { walletId, amount: "8" });
    await fleet.db.connection.update({ where: { id: fleet.connectionId }, data: { frozenAt: new Date(), frozenBy: "Ada" } });
    expect(await run(fleet, fundWalletCommand, { walletId, amount: "1" })).toMatchObject({ code: "FROZEN" });
    expect(await run(fleet, unfundWalletCommand, { walletId, amount: "5" }, { ctx: fleet.as("treasurer") })).toMatchObject({ ok: true });
    await fleet.db.connection.update({ where: { id: fleet.connectionId }, data: { frozenAt: null } });
    expect((await balances(fleet, walletId)).wallet).toBe(3_000_000n);
    expect((await rowOf(walletId)).balanceMicros).toBe(3_000_000n);
  });

  it("is refused for a viewer and above the balance", async () => {
    const { walletId } = await openWallet(fleet, "u-refused", "10");
    expect(await run(fleet, unfundWalletCommand, { walletId, amount: "1" }, { ctx: fleet.as("viewer") })).toMatchObject({ code: "FORBIDDEN" });
    expect(await run(fleet, unfundWalletCommand, { walletId, amount: "1" })).toMatchObject({ code: "WALLET_BALANCE" });
  });

  it.each(["reply_lost_after", "reply_lost_before"] as const)("takes the money back exactly once when the reply meets %s", async (effect) => {
    const { walletId } = await openWallet(fleet, `u-${effect.replaceAll("_", "-")}`, "10");
    await run(fleet, fundWalletCommand, { walletId, amount: "6" });
    await breakOnce(fleet, effect, "/unfund");
    expect(await run(fleet, unfundWalletCommand, { walletId, amount: "4" })).toMatchObject({ outcome: "unknown" });
    expect(await settleLast(fleet, unfundWalletCommand)).toMatchObject({ ok: true });
    expect((await balances(fleet, walletId)).wallet).toBe(2_000_000n);
  });
});
