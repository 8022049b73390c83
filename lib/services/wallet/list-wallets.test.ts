import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS, SECOND_MS } from "@/lib/core/time";
import { walletFiltersSchema } from "@/lib/schemas/list-filters";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { fundWalletCommand } from "./fund";
import { listWalletCandidates } from "./list-wallet-candidates";
import { listWallets } from "./list-wallets";
import { spendFromWalletCommand } from "./spend";
import { summarizeWallets } from "./summarize-wallets";
import { syncWallets } from "./sync-wallets";
import { openWallet, run } from "./test-wallet";

let fleet: TestFleet;
const wallets: string[] = [];
beforeAll(async () => {
  fleet = await startTestFleet();
  for (const name of ["list-a", "list-b", "list-c"]) wallets.push((await openWallet(fleet, name, "5")).walletId);
  await run(fleet, fundWalletCommand, { walletId: wallets[0], amount: "9" });
  await run(fleet, spendFromWalletCommand, { walletId: wallets[0], amount: "5" });
});
afterAll(() => fleet.close());

const list = (params: Record<string, string>) => listWallets(fleet.system, fleet.connectionId, walletFiltersSchema.parse(params), fleet.now());

describe("child wallets", () => {
  it("are listed newest first with what is left today", async () => {
    const { rows } = await list({});
    expect(rows.map(({ name }) => name)).toEqual(["list-c", "list-b", "list-a"]);
    expect(rows[2]).toMatchObject({ balance: 4_000_000n, spent: 5_000_000n, left: 0n, inFlight: null });
  });

  it("are found by owner and by use of the limit", async () => {
    expect((await list({ q: "LIST-B" })).rows).toHaveLength(1);
    expect((await list({ use: "at_limit" })).rows.map(({ name }) => name)).toEqual(["list-a"]);
  });

  it("add up in the summary", async () => {
    const summary = await summarizeWallets(fleet.system, fleet.connectionId, fleet.now());
    expect(summary).toMatchObject({ count: 3, balance: 4_000_000n, spent: 5_000_000n, allowed: 15_000_000n, atLimit: 1, firstAtLimit: "list-a" });
  });

  it("are offered to workers that have none", async () => {
    const { agentId } = await fleet.addWorker("list-none");
    const choices = await listWalletCandidates(fleet.system, fleet.connectionId, null);
    expect(choices[0]).toMatchObject({ id: agentId, hasWallet: false });
    expect(choices.filter(({ hasWallet }) => hasWallet)).toHaveLength(3);
  });

  it("take what the platform says when a reading is stale, and drop it while an outcome is open", async () => {
    await fleet.advance(11 * SECOND_MS);
    await fleet.db.childWallet.updateMany({ where: { id: { in: wallets } }, data: { balanceMicros: 1n } });
    await fleet.control("POST", "faults", { match: { method: "POST", path: "/fund" }, effect: "reply_lost_after", times: 1 });
    await run(fleet, fundWalletCommand, { walletId: wallets[1], amount: "2" });
    expect(await syncWallets(fleet.system, fleet.connectionId, 10)).toBe(3);
    const rows = await fleet.db.childWallet.findMany({ where: { id: { in: wallets } }, orderBy: { createdAt: "asc" } });
    expect(rows.map(({ balanceMicros }) => balanceMicros)).toEqual([4_000_000n, 1n, 0n]);
  });

  it("read at most as many as allowed, the oldest first", async () => {
    await fleet.advance(11 * SECOND_MS);
    expect(await syncWallets(fleet.system, fleet.connectionId, 1)).toBe(1);
  });

  it("keep their last reading when the platform does not answer", async () => {
    await fleet.advance(11 * SECOND_MS);
    await fleet.control("POST", "faults", { match: { method: "GET", path: "/api/wallets" }, effect: "html", times: 9 });
    expect(await syncWallets(fleet.system, fleet.connectionId, 10)).toBe(0);
    await fleet.control("DELETE", "faults");
  });

  it("start afresh on the page once the window is over", async () => {
    await fleet.advance(DAY_MS + 2 * SECOND_MS);
    const summary = await summarizeWallets(fleet.system, fleet.connectionId, fleet.now());
    expect(summary).toMatchObject({ spent: 0n, atLimit: 0 });
  });
});
