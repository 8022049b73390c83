import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { provisionWalletCommand } from "./provision";
import { breakOnce, freshKey, run, settleLast } from "./test-wallet";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

const walletsOnPlatform = async () => ((await fleet.control("GET", "state")).wallets as { label: string | null }[]);

async function wish(name: string, more: Record<string, unknown> = {}) {
  const { agentId } = await fleet.addWorker(name);
  return { workerId: agentId, dailyLimit: "20", autoReset: true, ...more };
}

describe("provision", () => {
  it("opens an empty wallet with its limit, withdrawals off", async () => {
    const made = await run(fleet, provisionWalletCommand, await wish("w-plain"), { ctx: fleet.as("operator") });
    expect(made.ok).toBe(true);
    const row = await fleet.db.childWallet.findFirstOrThrow({ where: { agent: { name: "w-plain" } } });
    expect(row).toMatchObject({
      state: "open", dailyLimitMicros: 20_000_000n, autoReset: true, allowWithdrawals: false, balanceMicros: 0n, spentMicros: 0n,
    });
    expect(row.upstreamId).toMatch(/^wallet_/);
    expect(row.resetsAt).not.toBeNull();
  });

  it("is refused for a viewer, and the refusal is audited", async () => {
    const result = await run(fleet, provisionWalletCommand, await wish("w-viewer"), { ctx: fleet.as("viewer") });
    expect(result).toMatchObject({ ok: false, outcome: "denied", code: "FORBIDDEN" });
    expect(await fleet.db.auditEntry.count({ where: { action: "wallet.provision", result: "denied" } })).toBe(1);
  });

  it("gives a worker a second wallet with a limit of its own", async () => {
    const input = await wish("w-twice");
    expect((await run(fleet, provisionWalletCommand, input)).ok).toBe(true);
    expect((await run(fleet, provisionWalletCommand, input)).ok).toBe(true);
    const wallets = await fleet.db.childWallet.findMany({ where: { agentId: input.workerId } });
    expect(new Set(wallets.map(({ upstreamId }) => upstreamId)).size).toBe(2);
  });

  it("lets only a treasurer allow withdrawals from the start", async () => {
    const input = await wish("w-open", { allowWithdrawals: "on" });
    expect(await run(fleet, provisionWalletCommand, input, { ctx: fleet.as("operator") })).toMatchObject({ ok: false, code: "FORBIDDEN" });
    expect((await run(fleet, provisionWalletCommand, input, { ctx: fleet.as("operator", "treasurer") })).ok).toBe(true);
  });

  it("is one wallet for a repeated key and for two wishes at once", async () => {
    const key = freshKey();
    const input = await wish("w-double");
    const [first, second] = await Promise.all([run(fleet, provisionWalletCommand, input, { key }), run(fleet, provisionWalletCommand, input, { key })]);
    expect(first).toEqual(second);
    const other = await wish("w-race");
    const both = await Promise.all([run(fleet, provisionWalletCommand, other), run(fleet, provisionWalletCommand, other)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await walletsOnPlatform()).filter(({ label }) => label?.startsWith("w-race"))).toHaveLength(1);
  });

  it("finds the wallet by its label when the reply was lost after the effect", async () => {
    const input = await wish("w-after");
    await breakOnce(fleet, "reply_lost_after", "/api/wallets/child");
    expect(await run(fleet, provisionWalletCommand, input)).toMatchObject({ ok: false, outcome: "unknown" });
    expect(await settleLast(fleet, provisionWalletCommand)).toMatchObject({ ok: true });
    expect(await fleet.db.childWallet.count({ where: { agentId: input.workerId } })).toBe(1);
    expect((await walletsOnPlatform()).filter(({ label }) => label?.startsWith("w-after"))).toHaveLength(1);
  });

  it("opens nothing when the request was lost before the effect, and may be asked for again", async () => {
    const input = await wish("w-before");
    await breakOnce(fleet, "reply_lost_before", "/api/wallets/child");
    expect(await run(fleet, provisionWalletCommand, input)).toMatchObject({ ok: false, outcome: "unknown" });
    expect(await run(fleet, provisionWalletCommand, input)).toMatchObject({ ok: false, code: "IN_FLIGHT" });
    expect(await settleLast(fleet, provisionWalletCommand)).toMatchObject({ ok: false, outcome: "rejected" });
    expect((await run(fleet, provisionWalletCommand, input)).ok).toBe(true);
  });

  it.each(["-1", "1e3", "1,5", "0.0000001", ""])("refuses the daily limit %j", async (dailyLimit) => {
    const result = await run(fleet, provisionWalletCommand, { workerId: "agt_none", dailyLimit });
    expect(result).toMatchObject({ ok: false, code: "INVALID" });
  });
});
