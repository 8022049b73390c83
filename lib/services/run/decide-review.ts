import { actorCan, isSteppedUp } from "@/lib/core/access/actor";
import { toDecimal, usdc } from "@/lib/core/money";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/db/client";
import type { Leg, Run } from "@/lib/db/generated/client";
import type { ServiceContext } from "../context";
import { changeRun } from "./change-run";
import { readLegPlans } from "./read-leg-plans";
import { wakeRun } from "./wake-runs";

export const REVIEW_DECISIONS = ["accept", "revise", "reject"] as const;
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];

export interface ReviewWish {
  readonly legId: string;
  /** The order whose result was looked at: a newer result is another review. */
  readonly orderId: string;
  readonly decision: ReviewDecision;
  readonly note: string | null;
}

const STATE_OF = { accept: "accepted", revise: "revise", reject: "rejected" } as const;
const WORDS = { accept: "Accepted", revise: "Sent back", reject: "Rejected" } as const;

/**
 * A person's word on one result. `accept` lets the money go (after the dispute window and later stages), so above the
 * threshold it needs a treasurer who proved himself again; `revise` sends it back while revisions are left; `reject` ends
 * the attempt. Errors: `NOT_FOUND`, `REVIEW_OVER`, `NO_REVISION_LEFT`, `ABOVE_THRESHOLD`, `STEP_UP_REQUIRED`.
 */
export async function decideReview(ctx: ServiceContext, connectionId: string, wish: ReviewWish): Promise<Result<{ readonly runId: string }, Failure>> {
  const { runId } = await ctx.db.leg.findFirst({ where: { id: wish.legId, connectionId }, select: { runId: true } }) ?? { runId: "" };
  return changeRun(ctx, { connectionId, runId, action: `run.review.${wish.decision}`, permission: "run.review" }, async (tx, run) => {
    const leg = await tx.leg.findUniqueOrThrow({ where: { id: wish.legId } });
    const refusal = await checkReview(tx, ctx, { run, leg }, wish);
    if (refusal) return fail(refusal);
    await tx.leg.update({
      where: { id: leg.id }, data: { reviewState: STATE_OF[wish.decision], reviewNote: wish.note, reviewedBy: ctx.actor.name },
    });
    await wakeRun(tx, run.id, ctx.now());
    const note = `${WORDS[wish.decision]} by ${ctx.actor.name}.${wish.note ? ` ${wish.note}` : ""}`;
    return ok({ value: { runId: run.id }, legKey: leg.key, event: "reviewed", note, before: { review: "wanted" }, after: { review: STATE_OF[wish.decision] } });
  });
}

async function checkReview(tx: Tx, ctx: ServiceContext, { run, leg }: { run: Run; leg: Leg }, wish: ReviewWish): Promise<Failure | null> {
  if (leg.state !== "judging" || leg.reviewState !== "wanted" || leg.orderId !== wish.orderId) {
    return { code: "REVIEW_OVER", message: "This result does not wait for a person any more. Nothing was changed. Reload the page." };
  }
  if (wish.decision === "revise") {
    const revisions = readLegPlans(run.plan).get(leg.key)?.terms.revisions ?? 0;
    if (leg.revision < revisions) return null;
    return { code: "NO_REVISION_LEFT", message: "This work was sent back as often as its plan allows. Nothing was changed. Accept it or reject it." };
  }
  if (wish.decision === "reject") return null;
  const policy = await tx.policy.findUnique({ where: { connectionId: run.connectionId } });
  const threshold = policy?.approvalAboveMicros ?? null;
  if (threshold === null || leg.amountMicros <= threshold) return null;
  const above = `Releases above ${toDecimal(usdc(threshold))} USDC`;
  if (!actorCan(ctx.actor, "escrow.releaseAboveThreshold")) {
    return { code: "ABOVE_THRESHOLD", message: `${above} need a treasurer. Nothing was accepted. Ask a treasurer to accept it.` };
  }
  if (isSteppedUp(ctx.actor, ctx.now())) return null;
  return { code: "STEP_UP_REQUIRED", message: `${above} need your password again. Nothing was accepted. Enter it and repeat.` };
}
