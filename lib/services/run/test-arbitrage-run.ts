import { addBid, addEscrow, addOrder, addRun, addRunEvent, agentOf, patchLeg, type RunStage } from "./test-run";
import { addMs, MINUTE_MS } from "@/lib/core/time";

const TASK = { backups: [], instructions: "Do the work of this desk.", workMinutes: 60, timeoutHours: 1 };
const WEIGHTS = { price: 40, completion: 30, time: 20, fee: 10 };

/** A desk with five spokes, one auction and one pipeline: 30.00 in all. */
export const ARBITRAGE_PLAN = {
  pattern: "hub_spoke", name: "EU arbitrage desk, morning", funding: "prefund",
  legs: [
    { key: "scan", label: "scan", worker: "scan-eu-04", amount: "5.00", ...TASK, validators: [{ kind: "human", question: "Are the spreads real?" }] },
    { key: "risk", label: "risk", worker: "risk-02", amount: "4.00", ...TASK },
    { kind: "auction", key: "trade", label: "trade_executor", bidders: ["exec-07", "exec-11", "exec-03"], ceiling: "8.00", weights: WEIGHTS, instructions: "Execute the trades." },
    { key: "review", label: "review", worker: "review-09", amount: "2.50", ...TASK },
    {
      kind: "pipeline", key: "report", label: "report", settle: "from_the_end",
      stages: [
        { key: "report-a", worker: "report-a", amount: "5.00", ...TASK },
        { key: "report-b", worker: "report-b", amount: "3.50", ...TASK, backups: ["report-d"] },
        { key: "report-c", worker: "report-c", amount: "1.80", ...TASK },
      ],
    },
    { key: "wallet-ops", label: "wallet-ops", worker: "wallet-ops-05", amount: "3.00", ...TASK },
  ],
};

/** The run of the design's picture: released, completed, auctioned, failed in the middle of a pipeline, timed out. */
export async function addArbitrageRun(stage: RunStage): Promise<string> {
  const { ctx } = stage;
  const runId = await addRun(stage, ARBITRAGE_PLAN, {
    budgetMicros: 30_000_000n, paidMicros: 6_500_000n, lockedMicros: 16_200_000n, returnedMicros: 2_970_000n, lostMicros: 30_000n, feesMicros: 95_000n,
    referralMicros: 14_250n, doneCount: 2, failedCount: 1, reviewCount: 1,
  });
  await addEscrow(stage, runId, "scan", { state: "completed", payee: "scan-eu-04", amount: "5.00", hoursLeft: 0.3 });
  await addOrder(stage, runId, "scan", {
    state: "returned", result: { summary: "1,000 pairs scanned. 37 above 0.5 %, best WETH/USDC at 1.12 % on two venues.", pairs: 1000, above: 37 },
    resultHash: "4be1".padEnd(64, "c"), returnedAt: new Date(ctx.now()),
  });
  await patchLeg(stage, runId, "scan", { state: "judging", reviewState: "wanted", startedAt: new Date(ctx.now()) });
  for (const [key, payee, amount] of [["risk", "risk-02", "4.00"], ["review", "review-09", "2.50"]] as const) {
    await addEscrow(stage, runId, key, { state: "released", payee, amount });
    await patchLeg(stage, runId, key, { state: "paid", finishedAt: new Date(ctx.now()) });
  }
  await addAuction(stage, runId);
  await addReport(stage, runId);
  await addEscrow(stage, runId, "wallet-ops", { state: "refunded", payee: "wallet-ops-05", amount: "3.00", refundCause: "timeout", refunded: "2.97" });
  await patchLeg(stage, runId, "wallet-ops", { state: "failed", failureCode: "TIMED_OUT", note: "No accepted result within 60 minutes.", finishedAt: new Date(ctx.now()) });
  await addRunEvent(stage, runId, null, "started", "30.00 at most, of which 22.00 was locked at once.", 42);
  await addRunEvent(stage, runId, "report.2", "failed", "The result did not pass: /rows 41 rows have no venue.");
  return runId;
}

async function addAuction(stage: RunStage, runId: string): Promise<void> {
  const bid = { source: "worker", placedAt: new Date(stage.ctx.now()) };
  await addBid(stage, runId, "trade", "exec-07", { ...bid, state: "won", priceMicros: 6_200_000n, minutes: 30, score: { total: 707, price: 450, completion: 980, time: 666, fee: 1000 } });
  await addBid(stage, runId, "trade", "exec-11", { ...bid, state: "lost", priceMicros: 6_900_000n, minutes: 20, score: { total: 669, price: 275, completion: 900, time: 1000, fee: 898 } });
  await addBid(stage, runId, "trade", "exec-03", { ...bid, state: "lost", priceMicros: 7_100_000n, minutes: 45, source: "rate_card", score: { total: 551, price: 225, completion: 950, time: 444, fee: 873 } });
  await addEscrow(stage, runId, "trade", { state: "locked", payee: "exec-07", amount: "6.20" });
  await addOrder(stage, runId, "trade", { state: "in_progress", progress: { step: "3 of 8 trades placed" } });
  await patchLeg(stage, runId, "trade", { state: "working", amountMicros: 6_200_000n });
}

async function addReport(stage: RunStage, runId: string): Promise<void> {
  const { ctx } = stage;
  await addEscrow(stage, runId, "report.1", { state: "locked", payee: "report-a", amount: "5.00", hoursLeft: 1.5 });
  await addOrder(stage, runId, "report.1", { state: "returned", result: { rows: 1000 }, resultHash: "aa".padEnd(64, "0"), returnedAt: new Date(ctx.now()) });
  await patchLeg(stage, runId, "report.1", { state: "returning", afterReturn: "failed", failureCode: "LATER_STAGE_FAILED", note: "A later stage failed, so this one is not paid." });
  await addEscrow(stage, runId, "report.2", { state: "locked", payer: "report-a", payee: "report-b", amount: "3.50" });
  const faults = (count: number) => [{ path: "/rows", message: `${count} rows have no venue` }];
  for (const [index, missing] of [212, 88].entries()) {
    const feedback = index === 0 ? {} : { feedback: faults(212) };
    await addOrder(stage, runId, "report.2", { ...feedback, state: "rejected", result: { rows: 1000 - missing }, resultHash: "bb".padEnd(64, String(index)), returnedAt: new Date(addMs(ctx.now(), index * MINUTE_MS)) });
  }
  await addOrder(stage, runId, "report.2", {
    state: "rejected", feedback: faults(88), validationNotes: faults(41), result: { rows: 959 }, resultHash: "cc".padEnd(64, "0"), returnedAt: new Date(ctx.now()),
    closedNote: "The result did not pass: /rows 41 rows have no venue.",
  });
  await patchLeg(stage, runId, "report.2", { state: "returning", afterReturn: "failed", failureCode: "NOT_ACCEPTED", note: "The result did not pass: /rows 41 rows have no venue." });
  await patchLeg(stage, runId, "report.3", { state: "skipped", note: "Something that it needs has failed; it was never funded.", candidates: [await agentOf(stage, "report-c")] });
}
