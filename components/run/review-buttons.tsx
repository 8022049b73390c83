import { Button } from "@/components/ui/button";
import { type ConfirmAction, ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Glyph } from "@/components/ui/glyph";
import type { GlyphName } from "@/components/ui/glyph-names";
import type { ReviewSubject } from "@/lib/core/run/review-view";
import { type ReviewAnswer, reviewAnswers } from "./review-words";
import type { RunScene } from "./run-scene";

const ICON: Readonly<Record<ReviewAnswer["decision"], GlyphName>> = { accept: "circle-check", revise: "undo-2", reject: "circle-x" };

/** The three answers; each opens a dialog that says what it comes to. A closed one says why. */
export function ReviewButtons({ review, scene, decide }: { review: ReviewSubject; scene: RunScene; decide: ConfirmAction }) {
  if (!scene.mayReview) return <p className="text-second text-ink3">Your roles do not allow a decision. Ask an operator or a treasurer.</p>;
  const answers = reviewAnswers(review, scene);
  const closed = answers.flatMap(({ why }) => why ?? []);
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap gap-2">
        {answers.map((answer) => <Answer key={answer.decision} answer={answer} review={review} scene={scene} decide={decide} />)}
      </div>
      {closed.map((why) => <p key={why} className="text-second text-ink3">{why}</p>)}
    </div>
  );
}

function Answer({ answer, review, scene, decide }: { answer: ReviewAnswer; review: ReviewSubject; scene: RunScene; decide: ConfirmAction }) {
  const face = <><Glyph name={ICON[answer.decision]} />{answer.label}<span className="sr-only"> the work of {review.agentName}</span></>;
  if (answer.why !== null) return <Button variant="unavailable" size="lg" className="grow">{face}</Button>;
  const field = fieldOf(answer);
  return (
    <ConfirmDialog
      trigger={face} triggerSize="lg" triggerClassName="grow px-2.5!" triggerVariant={answer.decision === "accept" ? "primary" : answer.decision === "reject" ? "danger" : "default"}
      title={answer.title} consequence={answer.consequence} confirmLabel={answer.confirm} done={answer.done} action={decide} sandbox={scene.isSandbox}
      confirmVariant={answer.decision === "reject" ? "solid-danger" : "primary"} input={{ legId: review.legId, orderId: review.orderId, decision: answer.decision }}
      {...(field && { field })}
    />
  );
}

function fieldOf({ decision, asksPassword }: ReviewAnswer) {
  if (asksPassword) return { name: "password", label: "Password", type: "password" as const, required: true, help: "Once more, for this amount" };
  if (decision === "accept") return null;
  return { name: "note", label: "What is wrong", required: decision === "revise", help: decision === "revise" ? "The worker reads it" : "Optional. The worker reads it" };
}
