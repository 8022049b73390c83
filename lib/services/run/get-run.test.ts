import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromWire } from "@/lib/core/money";
import type { RunFacts } from "@/lib/core/run/run-view";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { getRun } from "./get-run";
import { listReviews } from "./list-reviews";
import { hasRuns, listRuns } from "./list-runs";
import { runFiltersSchema } from "./run-filters";
import { addArbitrageRun } from "./test-arbitrage-run";
import { addBid, addEscrow, addRun, openRunStage, patchLeg, type RunStage } from "./test-run";

let fleet: TestFleet;
let stage: RunStage;
let runId: string;

const HUB = { pattern: "hub_spoke", name: "Two tries", legs: [{ key: "a", worker: "risk-02", amount: "3.00", instructions: "Rate the risk.", backups: ["exec-07"] }] };
const AUCTION = { pattern: "auction", name: "Sealed", bidders: ["exec-07", "exec-11", "exec-03"], ceiling: "8.00", instructions: "Execute." };

beforeAll(async () => {
  fleet = await startTestFleet();
  stage = openRunStage(fleet.system, fleet.connectionId, fleet.orchestrator.agentId);
  runId = await addArbitrageRun(stage);
});
afterAll(() => fleet.close());

const read = (legKey: string | null = null, id = runId) => getRun(fleet.system, fleet.connectionId, id, legKey);
const legOf = (run: RunFacts, key: string) => run.legs.find((leg) => leg.key === key);

describe("getRun", () => {
  it("cuts the budget into parts that add up to it, in list and detail alike", async () => {
    const { figures } = await read();
    expect(figures.parts).toEqual({
      budget: fromWire("30"), released: fromWire("6.50"), locked: fromWire("16.20"), returned: fromWire("2.97"), lost: fromWire("0.03"),
      unknown: 0n, unspent: fromWire("4.30"), lockedAgain: 0n, over: 0n,
    });
    expect([figures.fees, figures.referral]).toEqual([fromWire("0.095"), fromWire("0.01425")]);
    const { rows } = await listRuns(fleet.system, fleet.connectionId, runFiltersSchema.parse({}));
    expect(rows.find(({ id }) => id === runId)).toMatchObject({ parts: figures.parts, fees: figures.fees, referral: figures.referral });
  });

  it("keeps what stages pay each other out of the budget", async () => {
    expect((await read()).figures.inner).toEqual({ released: 0n, locked: fromWire("3.50") });
  });

  it("says what every open escrow would cost by timing out", async () => {
    expect((await read()).figures.stillToLose).toEqual({ fees: fromWire("0.197"), open: fromWire("19.70"), unknown: 0n });
  });

  it("shows a leg with its payer, its escrow, its order and what silence brings", async () => {
    const leg = legOf(await read(), "report.2");
    expect(leg).toMatchObject({ state: "returning", afterReturn: "failed", payerName: "report-a", payeeName: "report-b", revision: 2, order: { state: "rejected" } });
    expect(leg?.escrow).toMatchObject({ state: "locked", silence: { kind: "settles", payerCost: fromWire("0.035"), outcome: { payer: fromWire("3.465") } } });
    expect(legOf(await read(), "scan")?.payerName).toBeNull();
  });

  it("names who would pay a stage that nobody funded", async () => {
    expect(legOf(await read(), "report.3")).toMatchObject({ payerName: "report-b", payeeName: null, candidates: ["report-c"], escrow: null });
  });

  it("gives the chosen leg its revisions with the faults of each, and what its failure reaches", async () => {
    const { chosen } = await read("report.2");
    expect(chosen?.attempts).toHaveLength(1);
    expect(chosen?.attempts[0]?.revisions.map(({ revision, faults }) => [revision, faults[0]?.message])).toEqual([
      [0, "212 rows have no venue"], [1, "88 rows have no venue"], [2, "41 rows have no venue"],
    ]);
    expect(chosen?.cascade).toEqual({ touched: ["report.1", "report.3"], untouched: 5 });
    expect((await read("nonsense")).chosen).toBeNull();
  });

  it("groups the legs of an auction and of a pipeline under the node's name", async () => {
    expect((await read()).groups.map(({ key, label, legKeys }) => [key, label, legKeys])).toEqual([
      ["trade", "trade_executor", ["trade"]], ["report", "report", ["report.1", "report.2", "report.3"]],
    ]);
  });

  it("shows the bids of a decided auction with their scores, the best first", async () => {
    const auction = (await read()).groups[0]?.auction;
    expect(auction).toMatchObject({ isOpen: false, invited: 3, placed: 3, ceiling: fromWire("8"), floor: fromWire("4") });
    expect(auction?.bids?.map(({ name, score }) => [name, score?.total])).toEqual([["exec-07", 707], ["exec-11", 669], ["exec-03", 551]]);
  });

  it("says of an open auction how many bids are in, and nothing of what they say", async () => {
    const sealed = await addRun(stage, AUCTION);
    await patchLeg(stage, sealed, "auction", { state: "bidding", bidsCloseAt: new Date(fleet.now() - 1_000) });
    await addBid(stage, sealed, "auction", "exec-07", { priceMicros: 6_200_000n, minutes: 30, placedAt: new Date(fleet.now()) });
    for (const name of ["exec-11", "exec-03"]) await addBid(stage, sealed, "auction", name, { state: "invited" });
    const run = await read(null, sealed);
    expect(run.groups[0]?.auction).toMatchObject({ isOpen: true, invited: 3, placed: 1, bids: null });
    expect(JSON.stringify(run, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))).not.toMatch(/\b6200000\b/);
  });

  it("counts money that came back and was locked again once, and a lock without a reply as unknown", async () => {
    const again = await addRun(stage, HUB);
    await addEscrow(stage, again, "a", { state: "refunded", payee: "risk-02", amount: "3.00", refundCause: "timeout", refunded: "2.97" });
    await addEscrow(stage, again, "a", { state: "locked", payee: "exec-07", amount: "3.00" });
    const { parts } = (await read(null, again)).figures;
    expect(parts).toMatchObject({ locked: fromWire("3"), lost: fromWire("0.03"), returned: 0n, lockedAgain: fromWire("2.97"), unspent: 0n, over: fromWire("0.03") });
    expect(parts.released + parts.locked + parts.returned + parts.lost + parts.unknown + parts.unspent).toBe(parts.budget + parts.over);
  });

  it("is not found on another connection", async () => {
    await expect(getRun(fleet.system, "con_other", runId)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("listRuns", () => {
  const list = (params: Record<string, string>, size = 50) => listRuns(fleet.system, fleet.connectionId, runFiltersSchema.parse(params), size);

  it("walks every run once, forwards and back, by keyset", async () => {
    const all = (await list({})).rows.map(({ id }) => id);
    const first = await list({}, 2);
    const second = await list({ after: first.after ?? "" }, 2);
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(all);
    expect((await list({ before: second.before ?? "" }, 2)).rows).toEqual(first.rows);
    expect([first.before, second.after]).toEqual([null, null]);
  });

  it.each([["arbitrage", 1], ["#1", 1], ["nothing like it", 0], ["%", 0]])("finds %s in %i rows", async (q, count) => {
    expect((await list({ q })).rows).toHaveLength(count);
  });

  it("filters by state and pattern, and falls back on a URL that somebody changed", async () => {
    expect((await list({ pattern: "auction" })).rows).toHaveLength(1);
    expect((await list({ state: "done" })).rows).toHaveLength(0);
    expect((await list({ state: "nonsense", pattern: "ring", after: "%%%" })).rows).toHaveLength(3);
    expect(await hasRuns(fleet.system, "con_other")).toBe(false);
  });
});

describe("listReviews", () => {
  it("gives the question, the result and what silence brings", async () => {
    const { rows, count } = await listReviews(fleet.system, fleet.connectionId);
    expect(count).toBe(1);
    expect(rows[0]).toMatchObject({
      runId, legKey: "scan", question: "Are the spreads real?", agentName: "scan-eu-04", amount: fromWire("5"), net: fromWire("4.95"), payerName: null,
      revisionsLeft: 2, silence: { kind: "settles", outcome: { payer: fromWire("4.95") } },
    });
  });

  it("is empty on another connection", async () => {
    expect(await listReviews(fleet.system, "con_other")).toEqual({ rows: [], count: 0, approvalAbove: null });
  });
});
