import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { usdc } from "@/lib/core/money";
import { formatUsdc } from "@/lib/format/money";
import { cancelEscrowCommand } from "../escrow/cancel";
import { releaseEscrowCommand } from "../escrow/release";
import { lock, run } from "../escrow/test-escrow";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { getRunReport } from "./run-report";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

/** An escrow of a run, as the run's own lock would have written it. */
async function lockFor(runId: string, payee: string, amount: string, pattern = "hub_spoke"): Promise<string> {
  const id = await lock(fleet, payee, amount);
  await fleet.db.escrow.update({ where: { id }, data: { runId, pattern } });
  return id;
}

describe("the report of a run", () => {
  it("is seed 003's, to the micro: 2.10 paid, 0.021 fees, 0.00315 referral earned", async () => {
    const names = ["agent_research", "agent_coder", "agent_reviewer"];
    for (const name of names) await fleet.addWorker(name);
    for (const [index, amount] of ["0.50", "1.20", "0.40"].entries()) {
      const escrowId = await lockFor("run_seed", names[index] ?? "", amount);
      expect(await run(fleet, releaseEscrowCommand, { escrowId })).toMatchObject({ ok: true });
    }
    const { totals, byAgent } = await getRunReport(fleet.system, "run_seed");
    expect(totals).toMatchObject({ paidMicros: 2_100_000n, feesMicros: 21_000n, referralMicros: 3_150n, transactions: 3, failed: 0, lostMicros: 0n });
    expect(byAgent).toMatchObject([
      { name: "agent_research", paidMicros: 500_000n, feesMicros: 5_000n, referralMicros: 750n, transactions: 1, patterns: ["hub_spoke"] },
      { name: "agent_coder", paidMicros: 1_200_000n, feesMicros: 12_000n, referralMicros: 1_800n, transactions: 1, patterns: ["hub_spoke"] },
      { name: "agent_reviewer", paidMicros: 400_000n, feesMicros: 4_000n, referralMicros: 600n, transactions: 1, patterns: ["hub_spoke"] },
    ]);
    expect([totals.paidMicros, totals.feesMicros, totals.referralMicros].map((micros) => formatUsdc(usdc(micros), "detail"))).toEqual(["2.10", "0.021", "0.00315"]);
  });

  it("names each pattern of an agent once and counts what came back apart", async () => {
    const { agentId } = await fleet.addWorker("agent_many");
    for (const pattern of ["auction", "pipeline", "auction"]) {
      await run(fleet, releaseEscrowCommand, { escrowId: await lockFor("run_mix", agentId, "1", pattern) });
    }
    await run(fleet, cancelEscrowCommand, { escrowId: await lockFor("run_mix", agentId, "2", "marketplace") });
    const { totals, byAgent } = await getRunReport(fleet.system, "run_mix");
    expect(byAgent[0]).toMatchObject({ patterns: ["auction", "marketplace", "pipeline"], transactions: 3, paidMicros: 3_000_000n, refundedMicros: 2_000_000n, failed: 1 });
    expect(totals).toMatchObject({ transactions: 3, failed: 1 });
  });

  it("shows what each stage of a pipeline keeps: 5.00, 3.50 and 1.80 leave 1.45, 1.665 and 1.782 after the fees", async () => {
    const stages = [];
    for (const name of ["stage_1", "stage_2", "stage_3"]) {
      const stage = await fleet.addWorker(name);
      await fleet.control("POST", "credit", { agentId: stage.upstreamId, amountMicros: "5000000" });
      stages.push(stage);
    }
    for (const [index, amount] of ["5.00", "3.50", "1.80"].entries()) {
      const escrowId = await lock(fleet, stages[index]?.agentId ?? "", amount, index === 0 ? {} : { payerId: stages[index - 1]?.agentId });
      await fleet.db.escrow.update({ where: { id: escrowId }, data: { runId: "run_pipe", pattern: "pipeline" } });
      expect(await run(fleet, releaseEscrowCommand, { escrowId })).toMatchObject({ ok: true });
    }
    const { byAgent } = await getRunReport(fleet.system, "run_pipe");
    expect(byAgent.map(({ earnedMicros, paidOnMicros }) => earnedMicros - paidOnMicros)).toEqual([1_450_000n, 1_665_000n, 1_782_000n]);
  });

  it("is empty for a run that has paid nothing", async () => {
    expect(await getRunReport(fleet.system, "run_none")).toMatchObject({ byAgent: [], totals: { paidMicros: 0n, transactions: 0 } });
  });
});
