import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EpochMs, toEpochMs } from "../time";
import { bucketsOf, LIVE_DECLARED_LIMITS, PUBLISHED_LIMITS } from "./declared-limits";
import { budgetOf, decidePermit, EMPTY_PACING, type PacingState, withoutTicket } from "./pacing";

const TEN = { requests: 10, windowMs: 60_000 };
const worst = (grants: readonly EpochMs[], windowMs: number) =>
  Math.max(0, ...grants.map((end) => grants.filter((at) => at > end - windowMs && at <= end).length));

/** Plays a queue of requests on a movable clock: everybody asks, sleeps as told, and asks again. */
function play(requests: readonly { key: string; at: number }[], limit = TEN): { key: string; at: EpochMs; asked: number }[] {
  let state: PacingState = EMPTY_PACING;
  const done: { key: string; at: EpochMs; asked: number }[] = [];
  const todo = requests.map((one, index) => ({ ...one, id: `t${index}`, asked: one.at }));
  while (todo.length > 0) {
    todo.sort((a, b) => a.at - b.at);
    const next = todo[0];
    if (next === undefined) break;
    const now = toEpochMs(next.at);
    const answer = decidePermit(state, { ticketId: next.id, key: next.key, now, limit });
    state = answer.state;
    if (answer.isGranted) done.push({ key: next.key, at: now, asked: todo.shift()?.asked ?? 0 });
    else next.at += answer.waitMs;
  }
  return done;
}

describe("decidePermit", () => {
  it("gives at most 80 % of the declared requests in any window, whoever asks and when", () => {
    const asks = fc.array(fc.record({ key: fc.constantFrom("a", "b", "c"), at: fc.integer({ min: 1, max: 200_000 }) }), { maxLength: 40 });
    const limits = fc.record({ requests: fc.integer({ min: 1, max: 20 }), windowMs: fc.constantFrom(1_000, 60_000) });
    fc.assert(fc.property(asks, limits, (requests, limit) => {
      const done = play(requests, limit);
      expect(done.length).toBe(requests.length);
      const { permits, windowMs } = budgetOf(limit);
      expect(worst(done.map((one) => one.at), windowMs)).toBeLessThanOrEqual(permits);
      expect(permits / windowMs).toBeLessThanOrEqual((0.8 * limit.requests) / limit.windowMs + 1e-9);
    }), { numRuns: 60 });
  });

  it("gives all of the 80 % at once and then waits for the window", () => {
    const done = play(Array.from({ length: 16 }, () => ({ key: "a", at: 1_000 })));
    expect(done.map((one) => one.at)).toEqual([...Array(8).fill(1_000), ...Array(8).fill(61_000)]);
  });

  it("lets a newcomer go before the backlog of another", () => {
    const backlog = Array.from({ length: 100 }, () => ({ key: "greedy", at: 1_000 }));
    const done = play([...backlog, { key: "modest", at: 2_000 }]);
    expect(done.find((one) => one.key === "modest")?.at).toBeLessThanOrEqual(61_000 + 30_000);
    expect(done.findIndex((one) => one.key === "modest")).toBeLessThan(20);
  });

  it("serves workers in turns once they all wait", () => {
    const done = play(["a", "b", "c"].flatMap((key) => Array.from({ length: 30 }, () => ({ key, at: 1_000 }))));
    const share = (key: string) => done.slice(8, 56).filter((one) => one.key === key).length;
    expect(Math.max(share("a"), share("b"), share("c")) - Math.min(share("a"), share("b"), share("c"))).toBeLessThanOrEqual(3);
  });

  it("forgets who gave up, and who never came back", () => {
    const full = Array.from({ length: 8 }, (_, index) => ({ at: toEpochMs(1_000 + index), key: "a" }));
    const ask = (state: PacingState, ticketId: string, now: number) =>
      decidePermit(state, { ticketId, key: ticketId, now: toEpochMs(now), limit: TEN });
    const waiting = ask({ grants: full, waiting: [] }, "ghost", 50_000).state;
    expect(withoutTicket(waiting, "ghost").waiting).toEqual([]);
    expect(ask(waiting, "late", 61_000).isGranted).toBe(false);
    expect(ask(waiting, "late", 61_000 + 100_000).isGranted).toBe(true);
  });
});

describe("the published limits", () => {
  it("count each path by itself, ids included, and a game for its agent as well", () => {
    const release = { service: "escrow", method: "POST", path: "/escrow/release/esc_1" };
    expect(bucketsOf(PUBLISHED_LIMITS, release, "acc_1").map((one) => one.id)).toEqual(["escrow POST /escrow/release/esc_1"]);
    const game = { service: "casino", method: "POST", path: "/api/v1/games/dice" };
    expect(bucketsOf(PUBLISHED_LIMITS, game, "acc_1").map((one) => one.id)).toEqual([
      "casino POST /api/v1/games/dice", "casino POST /api/v1/games/:game (agent) acc_1",
    ]);
  });

  it("leave reads and everything undeclared alone", () => {
    for (const path of ["/escrow/esc_1", "/escrow/stats"]) {
      expect(bucketsOf(LIVE_DECLARED_LIMITS, { service: "escrow", method: "GET", path }, "acc_1")).toEqual([]);
    }
    expect(bucketsOf(LIVE_DECLARED_LIMITS, { service: "casino", method: "POST", path: "/api/v1/stats/pay" }, "acc_1")).toEqual([]);
  });
});
