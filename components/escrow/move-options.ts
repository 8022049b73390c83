import { rolesWith, type Permission } from "@/lib/core/access/permissions";
import type { EscrowDetail } from "@/lib/core/escrow/escrow-view";
import { isFinal } from "@/lib/core/escrow/states";
import { outcomeOf } from "@/lib/core/escrow/settlement";
import { type EscrowEvent, transition } from "@/lib/core/escrow/transitions";
import { toDecimal } from "@/lib/core/money";
import { formatMoment } from "@/lib/format/dates";
import { formatUsdc } from "@/lib/format/money";
import { payerWord, type Scene } from "./escrow-scene";

export type MoveVerb = Extract<EscrowEvent, "complete" | "release" | "cancel" | "dispute">;

/** One step that somebody may take. `why` says what to do instead when it is not possible. */
export interface MoveOption {
  readonly verb: MoveVerb;
  /** Begins with the verb; the confirming button begins with the same one. */
  readonly label: string;
  readonly confirm: string;
  readonly title: string;
  readonly consequence: string;
  readonly done: string;
  readonly evidence: string;
  readonly why: string | null;
}

const PERMISSION: Readonly<Record<MoveVerb, Permission>> = {
  complete: "escrow.complete", release: "escrow.release", cancel: "escrow.cancel", dispute: "escrow.dispute",
};

/** The steps of an escrow that has not ended, each with its consequence in money and what to do where it is closed. */
export function moveOptions(escrow: EscrowDetail, scene: Scene): MoveOption[] {
  if (isFinal(escrow.state) || escrow.state === "created" || escrow.state === "unrecognised" || escrow.state === "disputed") return [];
  const verbs: MoveVerb[] = escrow.state === "completed" ? ["release", "dispute", "cancel"] : ["complete", "release", "dispute", "cancel"];
  return verbs.map((verb) => ({ verb, ...wordsOf(verb, escrow), evidence: escrow.evidence[`escrow.${verb}`] ?? "documented", why: closedBecause(verb, escrow, scene) }));
}

function wordsOf(verb: MoveVerb, escrow: EscrowDetail): Omit<MoveOption, "verb" | "why" | "evidence"> {
  const amount = formatUsdc(escrow.amount, "detail");
  const net = formatUsdc(escrow.net, "detail");
  const payee = escrow.payee.name;
  switch (verb) {
    case "complete": return {
      label: `Mark completed as ${payee}`, confirm: "Mark completed", title: "Mark the work as completed?", done: "Marked completed. No money moved.",
      consequence: `${payee} says that its work is done. No money moves and the deadline keeps running: somebody must still release.`,
    };
    case "release": return {
      label: `Release ${net} to ${payee}`, confirm: `Release ${net}`, title: `Release ${net} to ${payee}?`, done: `Released. ${payee} has ${net}.`,
      consequence: `${payee} has ${net} within seconds. Final: no step brings it back.`,
    };
    case "dispute": return {
      label: `Dispute ${amount}`, confirm: `Dispute ${amount}`, title: `Dispute ${amount}?`, done: `Disputed. ${amount} stays locked.`,
      consequence: `Freezes ${amount} for both sides. The platform decides; it publishes no time limit. The refund at the deadline stops.`,
    };
    case "cancel": return {
      label: `Cancel, ${amount} back to ${payerWord(escrow)}`, confirm: `Cancel, ${amount} back`, title: `Cancel ${amount} to ${payee}?`,
      done: `Cancelled. ${amount} is back.`, consequence: `${amount} goes back to ${escrow.payer.name} now, without a fee. ${payee} gets 0. Final.`,
    };
  }
}

function closedBecause(verb: MoveVerb, escrow: EscrowDetail, scene: Scene): string | null {
  const move = transition({ state: escrow.state, event: verb, actor: verb === "complete" ? "payee" : "payer", dialects: scene.dialects });
  if (!move.ok) return move.failure.code === "NOT_ON_THIS_CONNECTION" ? insteadOf(verb, escrow, scene) : move.failure.message;
  if (escrow.openIntent) return "An earlier step has no known outcome yet. Wait until it is settled; the console checks by itself.";
  if (verb === "complete" && !escrow.payee.isOurs) return `Only ${escrow.payee.name} can say so, and its key is not ours. Release without it, or wait.`;
  if (verb === "release" && scene.isFrozen) return "The fleet is frozen: no money leaves. Unfreeze it first; a cancel goes on.";
  if (!scene.allowed.includes(PERMISSION[verb])) return `Your roles do not allow this. Ask somebody who is ${rolesWith(PERMISSION[verb]).join(" or ")}.`;
  if (verb === "release" && isAboveThreshold(escrow) && !scene.allowed.includes("escrow.releaseAboveThreshold")) {
    return `Above ${toDecimal(escrow.approvalAbove ?? escrow.amount)} USDC a treasurer releases. Ask one.`;
  }
  return null;
}

/** True when the release needs a treasurer who proved himself again. */
export function isAboveThreshold(escrow: Pick<EscrowDetail, "amount" | "approvalAbove">): boolean {
  return escrow.approvalAbove !== null && escrow.amount > escrow.approvalAbove;
}

function insteadOf(verb: MoveVerb, escrow: EscrowDetail, scene: Scene): string {
  if (verb !== "cancel" || escrow.deadlineAt === null) return `The platform has no ${verb} here. Wait for the deadline.`;
  const back = outcomeOf("timeout", { amount: escrow.amount, dialect: escrow.dialect, hasReferrer: escrow.referral > 0n }).payer;
  const fee = back < escrow.amount ? ", minus the 1 % fee" : "";
  return `The platform has no cancel. Waiting does the same, later: ${formatUsdc(back, "detail")} comes back at the deadline, ${formatMoment(escrow.deadlineAt, scene.now)}${fee}.`;
}
