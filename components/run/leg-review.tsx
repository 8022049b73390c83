import type { LegFacts } from "@/lib/core/run/leg-view";
import type { ReviewSubject } from "@/lib/core/run/review-view";
import type { ChosenFacts } from "@/lib/core/run/run-view";
import { summaryOf } from "../order/order-facts";
import type { ConfirmAction } from "../ui/confirm-dialog";
import { ReviewButtons } from "./review-buttons";
import { reviewSilence } from "./review-words";
import { doerOf } from "./leg-words";
import type { RunScene } from "./run-scene";

/** The question of a result that waits for a person, and the three answers, in the leg's own panel. */
export function LegReview({ leg, chosen, scene, decide }: { leg: LegFacts; chosen: ChosenFacts; scene: RunScene; decide: ConfirmAction }) {
  const result = chosen.attempts.at(-1)?.revisions.at(-1);
  if (!leg.escrow || !leg.order || !result) return null;
  const review: ReviewSubject = {
    legId: leg.id, orderId: leg.order.id, agentName: doerOf(leg), payerName: leg.payerName, amount: leg.escrow.amount, net: leg.escrow.net, revision: leg.revision,
    revisionsLeft: Math.max(0, leg.revisionsMax - leg.revision), waitsAfter: chosen.disputeMinutes > 0 || chosen.waitsForLater, disputeMinutes: chosen.disputeMinutes,
    hasBackup: leg.candidateIndex + 1 < leg.candidates.length, deadlineAt: leg.escrow.deadlineAt, silence: leg.escrow.silence,
  };
  return (
    <section aria-label="Review" className="flex flex-col gap-2.5 border-t border-line bg-[color-mix(in_oklab,var(--warn-fill)_8%,transparent)] p-3.5">
      <h3 className="text-body font-semibold">{chosen.question ?? "Is this result good enough to pay for?"}</h3>
      <p className="text-body break-words">{summaryOf(result.result)}</p>
      <p className="text-second text-ink2">{reviewSilence(review, scene)}</p>
      <ReviewButtons review={review} scene={scene} decide={decide} />
    </section>
  );
}
