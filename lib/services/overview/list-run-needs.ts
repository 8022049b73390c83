import { usdc } from "@/lib/core/money";
import { addMs, DAY_MS } from "@/lib/core/time";
import type { Prisma, Run } from "@/lib/db/generated/client";
import { formatUsdc } from "@/lib/format/money";
import type { ServiceContext } from "../context";
import { listReviews, type ReviewRow } from "../run/list-reviews";
import type { Need } from "./need";

export interface RunNeeds {
  readonly items: readonly Need[];
  readonly count: number;
}

/** A run that failed asks for a look for this long. The counts of the shell say the same. */
export const FAILED_ASKS_MS = DAY_MS;
const EACH_MAX = 20;

/** What runs want of a person: results to judge, runs that are held back, legs that failed. Units: micros. */
export async function listRunNeeds(ctx: ServiceContext, connectionId: string): Promise<RunNeeds> {
  const where: Prisma.RunWhereInput = {
    connectionId,
    OR: [
      { state: "running", heldCode: { not: null } }, { state: { in: ["running", "paused"] }, failedCount: { gt: 0 } },
      { state: "failed", finishedAt: { gt: new Date(addMs(ctx.now(), -FAILED_ASKS_MS)) } },
    ],
  };
  const [reviews, runs, runCount] = await Promise.all([
    listReviews(ctx, connectionId, EACH_MAX),
    ctx.db.run.findMany({ where, orderBy: { createdAt: "desc" }, take: EACH_MAX, omit: { plan: true, input: true } }),
    ctx.db.run.count({ where }),
  ]);
  return { items: [...reviews.rows.map(toReviewNeed), ...runs.map(toRunNeed)], count: reviews.count + runCount };
}

function toReviewNeed(review: ReviewRow): Need {
  const { silence } = review;
  const back = silence.kind === "settles" ? `Silence: ${formatUsdc(silence.outcome.payer)} comes back, the worker gets ${silence.outcome.payee === 0n ? "0" : formatUsdc(silence.outcome.payee)}` : null;
  return {
    id: review.legId, kind: "run", word: "Review", title: `${formatUsdc(review.amount)} to ${review.agentName}: ${review.question}`,
    note: back ?? `${review.runName}: its money waits for your word`, href: "/runs?tab=review", words: "you lose",
    lostMicros: silence.kind === "settles" ? silence.payerCost : 0n, deadlineAt: review.deadlineAt,
  };
}

function toRunNeed(run: Omit<Run, "plan" | "input">): Need {
  const isHeld = run.heldCode !== null && run.state === "running";
  const failed = run.failedCount === 1 ? "1 leg failed" : `${run.failedCount} legs failed`;
  return {
    id: run.id, kind: "run", word: isHeld ? "Held" : "Failed", title: isHeld ? `${run.name} is held` : `${run.name}: ${failed}`,
    note: isHeld ? (run.heldNote ?? "It goes on by itself when the reason is gone") : `${formatUsdc(usdc(run.lockedMicros))} of it is still locked`,
    href: `/runs/${run.id}`, lostMicros: isHeld ? 0n : run.lockedMicros, words: "at risk", deadlineAt: null,
  };
}
