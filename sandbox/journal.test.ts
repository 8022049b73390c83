import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { ESCROWS, fleetOf, LIVE, TestPlatform, WALLETS } from "./test-platform";

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "sandbox-"));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function lived(dataFolder: string) {
  const platform = new TestPlatform({ dataFolder });
  const { boss, first } = await fleetOf(platform);
  const body = { amount_usdc: 5, beneficiary_wallet: first.id, task_id: "t-1" };
  const made = await platform.post(ESCROWS, body, boss.key);
  await platform.post(`${ESCROWS}/${made.body.escrow_id}/release`, { lock_code: made.body.lock_code }, boss.key);
  await platform.post(ESCROWS, { amount_usdc: 3, beneficiary_wallet: first.id, timeout_hours: 48 }, boss.key);
  const wallet = await platform.post(`${WALLETS}/child`, { label: "w", daily_limit_usdc: 2, auto_reset: true }, boss.key);
  await platform.post(`${WALLETS}/${wallet.body.wallet_id}/fund`, { amount_usdc: 6, task_id: "f-1" }, boss.key);
  await platform.post(`${WALLETS}/${wallet.body.wallet_id}/spend`, { amount_usdc: 1 }, boss.key);
  await platform.advance(12);
  const rotated = await platform.post(`/purpleflea.com/agents/${first.id}/rotate-key`, {}, boss.key);
  await platform.post("/faucet.purpleflea.com/faucet/claim", { agent_casino_id: first.id });
  return { platform, boss, first, made, body, rotatedKey: rotated.body.api_key };
}

const withoutRequests = async (platform: TestPlatform) => {
  const { body } = await platform.get("/_sandbox/state");
  return { ...body, stats: { ...body.stats, requests: 0 } };
};

describe("the journal", () => {
  it("brings back the whole state, ledger and clock after a restart", async () => {
    const folder = newFolder();
    const { platform, boss, first, made, body, rotatedKey } = await lived(folder);
    const restarted = new TestPlatform({ dataFolder: folder, seed: "other" });
    expect(await withoutRequests(restarted)).toEqual(await withoutRequests(platform));
    expect((await restarted.get("/_sandbox/ledger")).body).toEqual((await platform.get("/_sandbox/ledger")).body);
    expect((await restarted.post(ESCROWS, body, boss.key)).body).toEqual(made.body);
    expect((await restarted.get(`/purpleflea.com/api/agents/${first.id}`, first.key)).status).toBe(401);
    expect((await restarted.get(`/purpleflea.com/api/agents/${first.id}`, rotatedKey)).status).toBe(200);
    expect((await restarted.get(`${LIVE}/stats`)).body).toEqual((await platform.get(`${LIVE}/stats`)).body);
    expect((await restarted.get("/purpleflea.com/referrals/summary", boss.key)).body).toMatchObject({ total_commissions_usd: 0.0075 });
    const before = await restarted.balance(boss.key);
    await restarted.advance(36);
    expect(await restarted.balance(boss.key)).toBe(before + 3);
  });

  it("forgets only the line that a kill cut short", async () => {
    const folder = newFolder();
    const { platform } = await lived(folder);
    const file = join(folder, "journal.jsonl");
    const whole = readFileSync(file, "utf8");
    appendFileSync(file, '{"at":1795168223000,"offset":0,"chan');
    const restarted = new TestPlatform({ dataFolder: folder });
    expect(await withoutRequests(restarted)).toEqual(await withoutRequests(platform));
    expect(readFileSync(file, "utf8")).toBe(whole);
  });

  it("keeps no secret key in clear", async () => {
    const folder = newFolder();
    const { boss } = await lived(folder);
    expect(readFileSync(join(folder, "journal.jsonl"), "utf8")).not.toContain(boss.key);
  });

  it("writes nothing for a refused request, and nothing remains of it", async () => {
    const folder = newFolder();
    const { platform, boss } = await lived(folder);
    const file = join(folder, "journal.jsonl");
    const before = readFileSync(file, "utf8").length;
    const state = await withoutRequests(platform);
    expect((await platform.post(ESCROWS, { amount_usdc: 9_999, beneficiary_wallet: "worker-01" }, boss.key)).status).toBe(402);
    const { wallets } = (await platform.get(WALLETS, boss.key)).body;
    expect((await platform.post(`${WALLETS}/${wallets[0]?.wallet_id}/spend`, { amount_usdc: 1, to_agent_id: "nobody" }, boss.key)).status).toBe(404);
    expect(readFileSync(file, "utf8").length).toBe(before);
    expect(await withoutRequests(platform)).toEqual(state);
  });

  it("starts empty after a reset, also after a restart", async () => {
    const folder = newFolder();
    const { platform } = await lived(folder);
    await platform.post("/_sandbox/reset");
    await platform.register("again");
    const restarted = new TestPlatform({ dataFolder: folder });
    expect((await restarted.get("/_sandbox/state")).body.agents).toHaveLength(1);
  });
});

describe("a snapshot", () => {
  it("holds the whole state, and the journal goes on from it", async () => {
    const folder = newFolder();
    const { platform, boss, made, body } = await lived(folder);
    await platform.post("/casino.purpleflea.com/api/v1/games/slots", { amount: 1 }, boss.key);
    await platform.post("/_sandbox/compact");
    expect(readdirSync(folder).sort()).toEqual(["journal-1.jsonl", "snapshot.jsonl"]);
    await platform.register("later", { referral_code: boss.code });
    const restarted = new TestPlatform({ dataFolder: folder, seed: "other" });
    expect(await withoutRequests(restarted)).toEqual(await withoutRequests(platform));
    expect((await restarted.get("/_sandbox/ledger")).body).toEqual((await platform.get("/_sandbox/ledger")).body);
    expect((await restarted.post(ESCROWS, body, boss.key)).body).toEqual(made.body);
    for (const path of ["/purpleflea.com/referrals/summary", "/casino.purpleflea.com/api/v1/bets/history", WALLETS]) {
      expect((await restarted.get(path, boss.key)).body).toEqual((await platform.get(path, boss.key)).body);
    }
    const before = await restarted.balance(boss.key);
    await restarted.advance(36);
    expect(await restarted.balance(boss.key)).toBe(before + 3);
  });

  it("counts only once it is whole: a kill in the middle of it, or right after it, loses and doubles nothing", async () => {
    const folder = newFolder();
    const { platform } = await lived(folder);
    const state = await withoutRequests(platform);
    writeFileSync(join(folder, "snapshot.jsonl.tmp"), '{"generation":1}\n["rows","agent",[');
    expect(await withoutRequests(new TestPlatform({ dataFolder: folder }))).toEqual(state);
    const old = readFileSync(join(folder, "journal.jsonl"));
    await new TestPlatform({ dataFolder: folder }).post("/_sandbox/compact");
    writeFileSync(join(folder, "journal.jsonl"), old);
    rmSync(join(folder, "journal-1.jsonl"));
    expect(await withoutRequests(new TestPlatform({ dataFolder: folder }))).toEqual(state);
    expect(readdirSync(folder).sort()).toEqual(["journal-1.jsonl", "snapshot.jsonl"]);
  });

  it("forgets with a reset", async () => {
    const folder = newFolder();
    const { platform } = await lived(folder);
    await platform.post("/_sandbox/compact");
    await platform.post("/_sandbox/reset");
    await platform.register("again");
    expect((await new TestPlatform({ dataFolder: folder }).get("/_sandbox/state")).body.agents).toHaveLength(1);
  });
});

describe("a damaged journal", () => {
  it("stops the start and names the line", async () => {
    const folder = newFolder();
    await lived(folder);
    appendFileSync(join(folder, "journal.jsonl"), "not json\n");
    expect(() => new TestPlatform({ dataFolder: folder })).toThrow(/^Line \d+ of the sandbox's journal is damaged/);
  });
});
