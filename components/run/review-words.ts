import type { ReviewSubject } from "@/lib/core/run/review-view";
import { formatWhen } from "@/lib/format/dates";
import { formatUsdc } from "@/lib/format/money";
import type { RunScene } from "./run-scene";

/** What each answer comes to, in money. */
export interface ReviewAnswer {
  readonly decision: "accept" | "revise" | "reject";
  readonly label: string;
  readonly title: string;
  readonly consequence: string;
  readonly confirm: string;
  readonly done: string;
  /** Why it is not open, and what to do instead. */
  readonly why: string | null;
  /** The dialog asks for the person's password. */
  readonly asksPassword: boolean;
}

/** Who has the money if nobody says a word. */
export function reviewSilence({ silence, agentName, payerName }: ReviewSubject, { platformNow }: RunScene): string {
  const payer = payerName ?? "you";
  switch (silence.kind) {
    case "settles": {
      if (silence.at <= platformNow) return "The deadline has passed. The platform acts by itself; the console reads the result.";
      const gets = silence.outcome.payee === 0n ? "0" : formatUsdc(silence.outcome.payee, "detail");
      const cost = silence.payerCost > 0n ? ` Fee lost ${formatUsdc(silence.payerCost, "detail")}.` : "";
      return `By silence, ${formatWhen(silence.at, platformNow)}: ${payer} ${payer === "you" ? "get" : "gets"} ${formatUsdc(silence.outcome.payer, "detail")} back, ${agentName} gets ${gets}.${cost}`;
    }
    case "held": return "By silence nothing moves: the platform decides the dispute.";
    case "over": case "unfunded": return "Nothing is locked any more.";
    case "unknown": return "Nobody says what the platform does if nobody acts.";
  }
}

/** Accept, send back, reject: each with who gets how much, when, and whether it is final. */
export function reviewAnswers(review: ReviewSubject, scene: RunScene): readonly ReviewAnswer[] {
  const { agentName, payerName } = review;
  const isAbove = scene.approvalAbove !== null && review.amount > scene.approvalAbove;
  const net = formatUsdc(review.net, "detail");
  const amount = formatUsdc(review.amount, "detail");
  const back = review.silence.kind === "settles" ? review.silence : null;
  const returned = scene.canCancel ? `${amount} comes back to ${payerName ?? "you"} at once, without a fee.`
    : `The platform has no cancel: ${back ? `${formatUsdc(back.outcome.payer, "detail")} comes back at the deadline${back.payerCost > 0n ? `, ${formatUsdc(back.payerCost, "detail")} is lost as fee` : ""}.` : "when it comes back is not known."}`;
  const after = review.disputeMinutes > 0 ? ` after the dispute window of ${review.disputeMinutes} minutes` : review.waitsAfter ? " when the later stages are through" : " within seconds";
  return [
    {
      decision: "accept", label: "Accept", title: `Accept the result of ${agentName}?`, confirm: `Accept, ${net} to ${agentName}`, done: `Accepted. ${net} goes to ${agentName}.`,
      consequence: `${agentName} gets ${net}${after}. ${review.waitsAfter ? "A dispute can still stop it before that." : "Final: no step brings it back."}`,
      why: isAbove && !scene.mayReleaseAbove ? `Above ${formatUsdc(scene.approvalAbove ?? review.amount)} USDC a treasurer accepts. Ask one.` : null,
      asksPassword: isAbove && !scene.isSteppedUp,
    },
    {
      decision: "revise", label: "Send back", title: `Send the work back to ${agentName}?`, confirm: "Send back", done: `Sent back. ${amount} stays locked.`,
      consequence: `${amount} stays locked and the deadline keeps running. ${agentName} sees your words and delivers again: revision ${review.revision + 1}, ${review.revisionsLeft} left with this one.`,
      why: review.revisionsLeft > 0 ? null : "No revisions are left. Accept or reject it.", asksPassword: false,
    },
    {
      decision: "reject", label: "Reject", title: `Reject the result of ${agentName}?`, confirm: `Reject, ${agentName} gets 0`, done: `Rejected. ${agentName} gets 0.`,
      consequence: `${agentName} gets 0. ${returned} ${review.hasBackup ? "Then the next agent is asked." : "Nobody else is asked."}`, why: null, asksPassword: false,
    },
  ];
}
