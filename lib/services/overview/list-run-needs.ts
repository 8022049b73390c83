import { usdc } from "@/lib/core/money";
import type { Need } from "@/lib/core/overview/overview-view";
import type { ReviewFacts } from "@/lib/core/run/review-view";
import { formatUsdc } from "@/lib/format/money";
import { alertKind } from "../alert/alert-kinds";
import type { ServiceContext } from "../context";
import { listReviews } from "../run/list-reviews";

export interface RunNeeds {
  readonly items: readonly Need[];
  readonly count: number;
}

/** Alerts of runs stand among the needs of runs; each result to judge is an item of its own instead of its run's alert. */
export const RUN_ALERTS = ["run_held", "run_failed", "run_review"];
const ASKING = ["run_held", "run_failed"];
const EACH_MAX = 20;

/** What runs want of a person: results to judge, runs that are held back, runs that failed. Units: micros. */
export async function listRunNeeds(ctx: ServiceContext, connectionId: string): Promise<RunNeeds> {
  const where = { connectionId, resolvedAt: null, kind: { in: ASKING } };
  const [reviews, alerts, alertCount] = await Promise.all([
    listReviews(ctx, connectionId, EACH_MAX), ctx.db.alert.findMany({ where, orderBy: { raisedAt: "desc" }, take: EACH_MAX }), ctx.db.alert.count({ where }),
  ]);
  const runs = await ctx.db.run.findMany({ where: { id: { in: alerts.map(({ subjectId }) => subjectId) } }, select: { id: true, lockedMicros: true, heldNote: true } });
  const items = alerts.map((alert): Need => {
    const run = runs.find(({ id }) => id === alert.subjectId);
    const locked = run?.lockedMicros ?? 0n;
    return {
      id: alert.id, kind: "run", word: alert.kind === "run_held" ? "Held" : "Failed", title: alert.title, href: `/runs/${alert.subjectId}`, words: "at risk",
      note: alert.kind === "run_held" ? (run?.heldNote ?? alert.body) : locked > 0n ? `${formatUsdc(usdc(locked))} of it is still locked` : alertKind(alert.kind).whatToDo,
      lostMicros: alert.kind === "run_failed" ? locked : 0n, deadlineAt: null,
    };
  });
  return { items: [...reviews.rows.map(toReviewNeed), ...items], count: reviews.count + alertCount };
}

function toReviewNeed(review: ReviewFacts): Need {
  const { silence } = review;
  const back = silence.kind === "settles" ? `Silence: ${formatUsdc(silence.outcome.payer)} comes back, the worker gets ${silence.outcome.payee === 0n ? "0" : formatUsdc(silence.outcome.payee)}` : null;
  return {
    id: review.legId, kind: "run", word: "Review", title: `${formatUsdc(review.amount)} to ${review.agentName}: ${review.question}`,
    note: back ?? `${review.runName}: its money waits for your word`, href: "/runs?tab=review", words: "you lose",
    lostMicros: silence.kind === "settles" ? silence.payerCost : 0n, deadlineAt: review.deadlineAt,
  };
}
