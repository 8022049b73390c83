import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ESCROW_STATES } from "@/lib/core/escrow/states";
import { usdc } from "@/lib/core/money";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { sumRun } from "./run-money";
import { sumLegs } from "./sum-legs";
import { addEscrow, addRun, type EscrowWish, openRunStage, type RunStage } from "./test-run";

let fleet: TestFleet;
let stage: RunStage;

beforeAll(async () => {
  fleet = await startTestFleet();
  stage = openRunStage(fleet.system, fleet.connectionId, fleet.orchestrator.agentId);
});
afterAll(() => fleet.close());

const PLAN = { pattern: "hub_spoke", name: "Sums", legs: [{ key: "a", worker: "payee", amount: "3.00", instructions: "Do it." }] };

/** Every way in which the console knows an escrow, paid by the orchestrator and between agents. */
const WISHES = ESCROW_STATES.flatMap((state): Omit<EscrowWish, "payee" | "amount">[] => {
  if (state === "refunded") return [{ state, refundCause: "timeout", refunded: "2.97" }, { state, refundCause: "cancel", refunded: "3.00" }, { state, refundCause: "dispute" }];
  return state === "split" ? [{ state, refunded: "1.25" }, { state }] : [{ state }];
}).flatMap((wish) => [wish, { ...wish, payer: "stage" }]);

async function bothSums(runId: string) {
  const run = await fleet.db.run.findUniqueOrThrow({ where: { id: runId } });
  const inList = await fleet.db.$transaction((tx) => sumLegs(tx, run));
  const escrows = await fleet.db.escrow.findMany({ where: { runId }, omit: { lockCode: true, record: true } });
  const { parts, fees, referral } = sumRun(usdc(1_000_000_000n), escrows, new Set(), fleet.orchestrator.agentId);
  const { lockedMicros, paidMicros, returnedMicros, lostMicros, feesMicros, referralMicros } = inList;
  return {
    list: { lockedMicros, paidMicros, returnedMicros, lostMicros, feesMicros, referralMicros },
    page: {
      lockedMicros: parts.locked, paidMicros: parts.released, returnedMicros: parts.returned, lostMicros: parts.lost, feesMicros: fees, referralMicros: referral,
    },
  };
}

describe("the money of a run in the list and on its page", () => {
  it.each(WISHES)("is the same for $state $refundCause $refunded $payer", async (wish) => {
    const runId = await addRun(stage, PLAN);
    await addEscrow(stage, runId, "a", { payee: "payee", amount: "3.00", ...wish });
    const { list, page } = await bothSums(runId);
    expect(list).toEqual(page);
  });

  it("is the same for all of them together", async () => {
    const runId = await addRun(stage, PLAN);
    for (const wish of WISHES) await addEscrow(stage, runId, "a", { payee: "payee", amount: "3.00", ...wish });
    const { list, page } = await bothSums(runId);
    expect(list).toEqual(page);
    expect(list).toMatchObject({ paidMicros: 3_000_000n + 1_750_000n + 3_000_000n, returnedMicros: 2_970_000n + 3_000_000n + 3_000_000n + 1_250_000n, lostMicros: 30_000n });
  });
});
