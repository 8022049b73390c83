import type { LegFacts } from "@/lib/core/run/leg-view";
import type { RunFacts } from "@/lib/core/run/run-view";
import { formatMoment } from "@/lib/format/dates";
import { formatUsdc } from "@/lib/format/money";
import { doerOf } from "./leg-words";
import type { RunScene } from "./run-scene";

/** Something that can be done about a leg, or cannot and says what to do instead. */
export interface LegOption {
  readonly kind: "retry" | "part" | "cancel" | "wait";
  readonly label: string;
  readonly consequence: string;
  readonly why: string | null;
}

const ENDED_UNPAID = ["failed", "defaulted", "skipped", "stopped"];

/** The steps that the platform and the run have for a leg, each with its consequence in money. A review stands apart. */
export function legOptions(leg: LegFacts, run: RunFacts, scene: RunScene, touched: readonly string[]): readonly LegOption[] {
  const options: LegOption[] = [];
  const isEnded = ENDED_UNPAID.includes(leg.state);
  if (isEnded || leg.state === "returning") options.push(retry(leg, run, scene, touched));
  if (leg.state === "failed" && leg.payeeName !== null && leg.part === null) options.push(part(leg, run, scene));
  const isHeld = leg.escrow !== null && leg.escrow.money.locked > 0n;
  if (isHeld && leg.state === "returning") options.push(timeOut(leg, scene));
  if (isHeld && !scene.canCancel && leg.state !== "releasing") options.push(cancel(leg, scene));
  return options;
}

function closedFor(run: RunFacts, scene: RunScene): string | null {
  if (!scene.mayControl) return "Your roles do not allow this. Ask an operator or a treasurer.";
  if (run.state === "stopping") return "The run is being cancelled. Wait until its money is back.";
  return scene.isFrozen ? "The fleet is frozen: no money leaves. Unfreeze it first." : null;
}

function retry(leg: LegFacts, run: RunFacts, scene: RunScene, touched: readonly string[]): LegOption {
  const amount = formatUsdc(leg.amount, "detail");
  const first = leg.candidates[0] ?? doerOf(leg);
  const isWaitedFor = run.legs.some(({ key, state }) => state === "skipped" && touched.includes(key));
  const others = isWaitedFor ? " Legs that were never funded because of it wait for it again." : "";
  const consequence = leg.pattern === "auction" && leg.payeeName === null
    ? `Asks again under the ceiling of ${amount}.${others}` : `Locks ${amount} for ${first} on a fresh escrow.${others}`;
  const notBack = leg.state === "returning" ? `Its money is not back yet${backAt(leg, scene)}. There are never two live escrows for one leg.` : null;
  const before = leg.state === "skipped" ? "Something that it needs has failed. Retry that leg: this one then waits for it again." : null;
  const paidPart = leg.part === null ? null : "A part was paid for this leg. Clone the run to have the work done again.";
  return { kind: "retry", label: "Retry this leg", consequence, why: notBack ?? before ?? paidPart ?? closedFor(run, scene) };
}

function part(leg: LegFacts, run: RunFacts, scene: RunScene): LegOption {
  const amount = formatUsdc(leg.amount, "detail");
  return {
    kind: "part", label: `Pay a part to ${doerOf(leg)}`, why: closedFor(run, scene),
    consequence: `For work that was partly done: less than ${amount}, locked and released at once on a small escrow of its own. Final.`,
  };
}

function timeOut(leg: LegFacts, scene: RunScene): LegOption {
  const { silence } = leg.escrow ?? {};
  const gets = silence?.kind === "settles" ? ` ${leg.payerName ?? "You"} ${leg.payerName ? "gets" : "get"} ${formatUsdc(silence.outcome.payer, "detail")}${silence.payerCost > 0n ? `, ${formatUsdc(silence.payerCost, "detail")} is lost as fee` : ""}.` : "";
  if (scene.canCancel) return { kind: "wait", label: "It comes back by itself", consequence: `The run cancels its escrow: ${formatUsdc(leg.escrow?.amount ?? leg.amount, "detail")} without a fee.`, why: null };
  return { kind: "wait", label: "Let it time out", consequence: `Nothing more is spent${backAt(leg, scene)}.${gets}`, why: null };
}

function cancel(leg: LegFacts, scene: RunScene): LegOption {
  const label = "Cancel escrow";
  const { silence } = leg.escrow ?? {};
  const instead = silence?.kind === "settles" ? ` Waiting does the same, later: ${formatUsdc(silence.outcome.payer, "detail")} comes back ${formatMoment(silence.at, scene.platformNow)}.` : "";
  return { kind: "cancel", label, consequence: "", why: `The platform has no cancel.${instead}` };
}

function backAt(leg: LegFacts, { canCancel, platformNow }: RunScene): string {
  const { silence } = leg.escrow ?? {};
  if (canCancel || silence?.kind !== "settles") return "";
  return silence.at > platformNow ? ` until ${formatMoment(silence.at, platformNow)}` : "; its deadline has passed, the platform acts by itself";
}
