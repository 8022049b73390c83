import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fleetOf, TestPlatform } from "./test-platform";

const CASINO = "/casino.purpleflea.com/api/v1";
const POOL = "/purpleflea.com/casino-api";

type Facts = Record<string, unknown>;

async function call(platform: TestPlatform, path: string, body: unknown, key?: string): Promise<{ status: number; body: Facts }> {
  const reply = await platform.post(path, body, key);
  return { status: reply.status, body: reply.body as unknown as Facts };
}

/** Three agents, each referred by the one before, and money for the last. */
async function chain(platform: TestPlatform) {
  const keys: string[] = [];
  let code: string | undefined;
  let last = "";
  for (let level = 0; level < 4; level++) {
    const { body } = await platform.post(`${CASINO}/auth/register`, code === undefined ? {} : { referral_code: code });
    keys.push(body.api_key);
    [code, last] = [body.referral_code, body.agent_id];
  }
  await platform.credit(last, 1_000);
  return { keys, player: keys[3] ?? "" };
}

const BETS: readonly (readonly [string, Facts])[] = [
  ["coin-flip", { side: "heads" }], ["dice", { direction: "over", threshold: 40 }], ["multiplier", { target_multiplier: 3 }],
  ["crash", { cash_out_at: 2 }], ["roulette", { bet_type: "number", bet_value: 7 }], ["roulette", { bet_type: "red" }],
  ["custom", { win_probability: 30 }], ["blackjack", { action: "hit" }], ["plinko", { rows: 12, risk: "high" }], ["slots", {}], ["wheel", {}],
  ["scratch-card", {}], ["simple-dice", { pick: 4 }], ["hilo", { guess: "higher" }], ["keno", { picks: [1, 2, 3] }],
  ["mines", { mines: 3, reveals: 2 }], ["baccarat", { bet_on: "banker" }],
];

describe("casino games", () => {
  it.each(BETS)("settles %s %o to the cent of what it says", async (game, wishes) => {
    const platform = new TestPlatform();
    const { player } = await chain(platform);
    const { status, body } = await call(platform, `${CASINO}/games/${game}`, { ...wishes, amount: 1, client_seed: "s" }, player);
    expect(status).toBe(200);
    expect(body.new_balance).toBeCloseTo(1_000 - 1 + Number(body.amount_won), 6);
    expect(await platform.balance(player)).toBe(body.new_balance);
    expect((await platform.get("/_sandbox/state")).body.stats.totalMicros).toBe("0");
  });

  it("proves every bet by seed, client seed and nonce once the seed is revealed", async () => {
    const platform = new TestPlatform();
    const { player } = await chain(platform);
    const bet = await call(platform, `${CASINO}/games/coin-flip`, { side: "heads", amount: 1, client_seed: "mine" }, player);
    const proof = bet.body.proof as { server_seed_hash: string; nonce: number; result_hash: string };
    const rotated = await call(platform, `${CASINO}/fairness/rotate`, {}, player);
    const { seed } = rotated.body.previous_seed as { seed: string };
    expect(createHash("sha256").update(seed).digest("hex")).toBe(proof.server_seed_hash);
    expect(createHmac("sha256", seed).update(`mine:${proof.nonce}`).digest("hex")).toBe(proof.result_hash);
    expect((await call(platform, `${CASINO}/fairness/verify`, { bet_id: bet.body.bet_id }, player)).body).toMatchObject({ verified: true });
  });

  it("pays 10, 5 and 2.5 % of a lost stake to three referrers, in cents", async () => {
    const platform = new TestPlatform();
    const { keys, player } = await chain(platform);
    const bet = await call(platform, `${CASINO}/games/custom`, { win_probability: 1, amount: 2, client_seed: "s" }, player);
    expect(bet.body.won).toBe(false);
    expect(await Promise.all(keys.slice(0, 3).map((key) => platform.balance(key)))).toEqual([0.05, 0.1, 0.2]);
  });

  it("deals and draws video poker from one hand", async () => {
    const platform = new TestPlatform();
    const { player } = await chain(platform);
    const dealt = await call(platform, `${CASINO}/games/video-poker/deal`, {}, player);
    const wishes = { holds: [true, true, true, true, true], nonce: dealt.body.nonce, amount: 1 };
    const drawn = await call(platform, `${CASINO}/games/video-poker/draw`, wishes, player);
    expect((drawn.body.result as Facts).hand).toEqual(dealt.body.cards);
    expect((await call(platform, `${CASINO}/games/video-poker/draw`, wishes, player)).body.error).toBe("invalid_nonce");
  });
});

describe("the parlay", () => {
  const flips = [{ game: "coin_flip", params: { side: "heads" } }, { game: "coin-flip", params: { side: "tails" } }];

  it("pays nine tenths of the product when every leg wins, proves each leg, and pays no referrer of a loss", async () => {
    const platform = new TestPlatform();
    const { keys, player } = await chain(platform);
    const played: Facts[] = [];
    for (let round = 0; round < 16; round++) played.push((await call(platform, `${CASINO}/games/parlay`, { amount: 10, bets: flips }, player)).body);
    const rotated = await call(platform, `${CASINO}/fairness/rotate`, {}, player);
    const { seed } = rotated.body.previous_seed as { seed: string };
    const legs = played.map((one) => one.legs as { won: boolean; proof: { client_seed: string; nonce: number; result_hash: string } }[]);
    for (const [round, bet] of played.entries()) {
      expect(bet.amount_won).toBe(legs[round]?.every((leg) => leg.won) ? 35.64 : 0);
      expect(bet).toMatchObject({ payout_multiplier: 3.5641, won: bet.amount_won !== 0 });
    }
    expect(new Set(played.map((bet) => bet.won))).toEqual(new Set([true, false]));
    expect(legs.flat().map(({ proof }) => proof.nonce)).toEqual(Array.from({ length: 32 }, (_, nonce) => nonce));
    for (const { proof } of legs.flat()) expect(createHmac("sha256", seed).update(`${proof.client_seed}:${proof.nonce}`).digest("hex")).toBe(proof.result_hash);
    expect(await Promise.all(keys.slice(0, 3).map((key) => platform.balance(key)))).toEqual([0, 0, 0]);
    expect(await platform.balance(player)).toBe(played.at(-1)?.new_balance);
    const history = (await platform.get(`${CASINO}/bets/history?game=parlay`, player)).body as unknown as { bets: Facts[] };
    expect(history.bets).toHaveLength(16);
    expect((await platform.get("/_sandbox/state")).body.stats.totalMicros).toBe("0");
  });

  it.each([
    [{}, "invalid_amount"], [{ amount: 10.01, bets: flips }, "invalid_amount"], [{ amount: 1, bets: flips.slice(1) }, "invalid_bets"],
    [{ amount: 1, bets: [...flips, ...flips, ...flips] }, "invalid_bets"], [{ amount: 1, bets: [...flips, { game: "lottery" }] }, "invalid_bets"],
    [{ amount: 1, bets: [...flips, { game: "coin_flip", params: { side: "edge" } }] }, "invalid_bets"],
  ])("refuses %j with %s", async (wishes, code) => {
    const platform = new TestPlatform();
    const { keys: [poor], player } = await chain(platform);
    expect(await call(platform, `${CASINO}/games/parlay`, wishes, player)).toMatchObject({ status: 400, body: { error: code } });
    expect(await call(platform, `${CASINO}/games/parlay`, { amount: 1, bets: flips }, poor)).toMatchObject({ status: 400, body: { error: "insufficient_balance" } });
  });
});

describe("casino money", () => {
  it("pays a withdrawal out with 0.50 on top, and lets a person look above 1,000.00", async () => {
    const platform = new TestPlatform();
    const { player } = await chain(platform);
    const withdraw = (amount: number) => call(platform, `${CASINO}/auth/withdraw`, { amount, address: `0x${"1".repeat(40)}` }, player);
    expect((await withdraw(10)).body).toMatchObject({ status: "completed", fee: 0.5, new_balance: 989.5 });
    expect((await withdraw(1_001)).body.error).toBe("insufficient_balance");
    const { agents } = (await platform.get("/_sandbox/state")).body;
    await platform.credit((agents.at(-1) as unknown as { agentId: string }).agentId, 2_000);
    expect((await withdraw(1_001)).body).toMatchObject({ status: "pending_review", new_balance: 1_988 });
  });

  it("counts sixty bets a minute for an agent under /published/, over all games", async () => {
    const platform = new TestPlatform();
    const { player } = await chain(platform);
    const statuses: number[] = [];
    for (let bet = 0; bet < 62; bet++) {
      const game = bet % 2 === 0 ? "slots" : "wheel";
      statuses.push((await call(platform, `/published${CASINO}/games/${game}`, { amount: 0.01 }, player)).status);
    }
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
  });
});

describe("the tables of seed 004", () => {
  it("lists open tables, seats a member and shows a shoe of six decks that only gets smaller", async () => {
    const platform = new TestPlatform();
    const { boss, first } = await fleetOf(platform);
    await platform.credit(first.id, 500);
    const listed = (await platform.send("GET", `${POOL}/tables?game=blackjack&status=open&limit=5`, undefined, undefined, { "x-api-key": first.key })).body as unknown as { tables: Facts[] };
    expect(listed.tables).toHaveLength(5);
    const table = String(listed.tables[0]?.id);
    const bet = { table_id: table, agent_id: first.id, action: "bet", amount: 10 };
    expect((await call(platform, `${POOL}/blackjack/bet`, bet, boss.key)).body.error).toBe("not_seated");
    await platform.post(`${POOL}/tables/${table}/join`, { agent_id: first.id }, first.key);
    let decks = 6;
    for (let hand = 0; hand < 12; hand++) {
      let state = (await call(platform, `${POOL}/blackjack/bet`, bet, boss.key)).body;
      while (state.status === "player_turn") {
        const action = Number(state.player_total) < 15 ? "hit" : "stand";
        state = (await call(platform, `${POOL}/blackjack/${table}/action`, { agent_id: first.id, action }, first.key)).body;
      }
      const shown = (await platform.get(`${POOL}/tables/${table}/state`, first.key)).body as unknown as { decks_remaining: number; recent_cards: { seq: number }[] };
      expect(shown.decks_remaining).toBeLessThan(decks);
      decks = shown.decks_remaining;
      expect(new Set(shown.recent_cards.map(({ seq }) => seq)).size).toBe(shown.recent_cards.length);
    }
    expect((await platform.get("/_sandbox/state")).body.stats.totalMicros).toBe("0");
  });

  it("distributes 1,000 among four members: 10 on top, 1.50 back to who referred them, the parts whole", async () => {
    const platform = new TestPlatform();
    const { boss, first, second } = await fleetOf(platform, 1_010);
    const spawn = (id: string) => platform.register(id, { referral_code: boss.code, parent_agent_id: boss.id });
    const members = [first, second, await spawn("worker-03"), await spawn("worker-04")];
    const shares = [300, 250, 250, 200];
    const distribution = members.map((member, index) => ({ wallet: member.walletId, amount: shares[index], share_pct: (shares[index] ?? 0) / 1_000 }));
    const body = { from_wallet: "0xCoordinator", total_amount: 1_000, currency: "USDC", distribution, memo: "pool" };
    const send = (wish: unknown) => call(platform, "/escrow.purpleflea.com/api/distribute", wish, boss.key);
    expect((await send({ ...body, total_amount: 1_000.01 })).body.error).toBe("distribution_mismatch");
    expect((await send(body)).body).toMatchObject({ status: "distributed", fee: 10, referral_commission: 1.5, total_debited: 1_010 });
    expect(await Promise.all(members.map(({ key }) => platform.balance(key)))).toEqual(shares);
    expect(await platform.balance(boss.key)).toBe(1.5);
  });
});

describe("the scope of a key", () => {
  it("is the role of its registration: other products refuse it, money verbs do not", async () => {
    const platform = new TestPlatform();
    const { boss } = await fleetOf(platform);
    const { body } = await platform.post("/api.purpleflea.com/v1/agents/register", { agent_name: "t", role: "trading" }, boss.key);
    await platform.credit(body.agent_id, 500);
    const refused = await call(platform, `${CASINO}/games/coin-flip`, { side: "heads", amount: 1 }, body.api_key);
    expect([refused.status, refused.body.error]).toEqual([403, "scope_forbidden"]);
    const gateway = await call(platform, "/api.purpleflea.com/v1/casino/games/coin-flip", { side: "heads", amount: 1 }, body.api_key);
    expect([gateway.status, gateway.body.error]).toEqual([403, "scope_forbidden"]);
    const opened = await call(platform, "/api.purpleflea.com/v1/trading/trade/open", { coin: "BTC", side: "long", size_usd: 1_000 }, body.api_key);
    expect(opened.body).toMatchObject({ status: "open", margin_used: 200, fee: 0.55 });
    expect((await call(platform, `${CASINO}/stats/pay`, { to_agent_id: boss.id, amount: 1 }, body.api_key)).status).toBe(200);
  });
});
