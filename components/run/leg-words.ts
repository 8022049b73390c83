import type { LegFacts } from "@/lib/core/run/leg-view";
import type { GroupFacts } from "@/lib/core/run/run-view";
import { DAY_MS, type EpochMs } from "@/lib/core/time";
import { formatDistance, formatMoment, formatWhen } from "@/lib/format/dates";
import { formatUsdc } from "@/lib/format/money";
import { hasFailed } from "./leg-look";
import type { RunScene } from "./run-scene";

/** Who does a leg, or is to do it. */
export function doerOf(leg: LegFacts): string {
  return leg.payeeName ?? (leg.pattern === "auction" ? leg.label : (leg.candidates[leg.candidateIndex] ?? leg.label));
}

/** `stage 2 of 3`, `racer 1 of 4`, `auction`, `spoke`. */
export function placeOf(leg: LegFacts, groups: readonly GroupFacts[]): string {
  const group = groups.find(({ key }) => key === leg.nodeKey);
  const index = group ? group.legKeys.indexOf(leg.key) + 1 : 0;
  switch (leg.pattern) {
    case "pipeline": return `stage ${index} of ${group?.legKeys.length ?? index}`;
    case "marketplace": return `racer ${index} of ${group?.legKeys.length ?? index}`;
    case "auction": return "auction";
    case "hub_spoke": return "spoke";
  }
}

/** Where a leg's money is, with the verb last: `3.50 locked`. */
export function moneyOf(leg: LegFacts): string {
  const { escrow } = leg;
  if (!escrow || (escrow.state === "created" && escrow.intent === null) || escrow.state === "cancelled") {
    return leg.state === "waiting" || leg.state === "bidding" || leg.state === "locking" ? `${formatUsdc(leg.amount)} ${leg.pattern === "auction" ? "at most" : "not locked yet"}` : "not funded";
  }
  const { money } = escrow;
  if (money.unknown > 0n) return `${formatUsdc(money.unknown)} not known`;
  if (money.locked > 0n) return `${formatUsdc(money.locked)} ${escrow.state === "disputed" ? "disputed" : "locked"}`;
  if (money.released > 0n && money.returned === 0n) return `${formatUsdc(money.released)} released`;
  const lost = money.lost > 0n ? `, fee ${formatUsdc(money.lost)}` : "";
  return `${formatUsdc(money.returned)} returned${lost}`;
}

/** The second line of a node: the state with the one moment that matters. */
export function stateLine(leg: LegFacts, word: string, { now, platformNow }: RunScene): string {
  const at = (moment: LegFacts["dueAt"]) => (moment === null ? "" : ` ${shortMoment(moment, now)}`);
  const deadline = leg.escrow?.deadlineAt != null ? shortMoment(leg.escrow.deadlineAt, platformNow) : null;
  if (hasFailed(leg)) {
    if (leg.failureCode === "LATER_STAGE_FAILED") return `at risk${deadline ? ` · due ${deadline}` : ""}`;
    return leg.revision > 0 ? `revision ${leg.revision} failed` : leg.escrow?.money.lost ? `failed, fee ${formatUsdc(leg.escrow.money.lost)}` : "failed";
  }
  switch (leg.state) {
    case "paid": return `released${at(leg.finishedAt)}`;
    case "working": return leg.dueAt === null ? word : `${leg.revision > 0 ? `revision ${leg.revision}` : word} · due${at(leg.dueAt)}`;
    case "judging": case "accepted": return deadline ? (leg.reviewState === "wanted" ? `review by ${deadline}` : `${word} · due ${deadline}`) : word;
    case "bidding": return `bids close${at(leg.bidsCloseAt)}`;
    case "returning": return deadline ? `${word} · by ${deadline}` : word;
    case "waiting": return leg.retryAt === null ? word : `${word} · again${at(leg.retryAt)}`;
    default: return word;
  }
}

/** A box has room for `17:54` or `Sat 17:54`; the day of the month stands there only when the day of the week is not enough. */
function shortMoment(at: EpochMs, now: EpochMs): string {
  const words = formatMoment(at, now).replace(" UTC", "");
  return Math.abs(at - now) < 6 * DAY_MS ? words.replace(/^(\w{3}) \d+ \w{3} /, "$1 ") : words;
}

/** What a screen reader hears of a node: name, place, state, money. */
export function nodeName(leg: LegFacts, groups: readonly GroupFacts[], word: string): string {
  return [doerOf(leg), placeOf(leg, groups), word, moneyOf(leg)].join(", ");
}

/** The panel's first sentence: what happened to the money or to the work, and what comes next. */
export function statementOf(leg: LegFacts, scene: RunScene): string {
  const who = doerOf(leg);
  const amount = formatUsdc(leg.amount, "detail");
  if (leg.escrow?.intent === "unknown") return `We do not know what became of ${formatUsdc(leg.escrow.amount, "detail")}. The console reads the platform and finds out by itself.`;
  if (hasFailed(leg)) return failedSentence(leg);
  switch (leg.state) {
    case "waiting": return leg.failureCode === null ? waitingSentence(leg) : `Held: nothing is locked.${leg.retryAt === null ? "" : ` It is tried again ${formatDistance(leg.retryAt, scene.now)}.`}`;
    case "bidding": return `Bids are sealed until ${leg.bidsCloseAt === null ? "the auction closes" : formatWhen(leg.bidsCloseAt, scene.now)}.`;
    case "locking": return `${amount} is being locked for ${who}.`;
    case "funded": return `${amount} is locked for ${who}. The work is offered when its turn comes.`;
    case "working": return leg.revision > 0 ? `${who} works on revision ${leg.revision} of ${leg.revisionsMax}.` : `${who} has the order.`;
    case "judging": return leg.reviewState === "wanted" ? `The result of ${who} waits for a person's word.` : `The result of ${who} is being checked.`;
    case "accepted": return `Accepted. ${amount} is released ${leg.releaseAt !== null && leg.releaseAt > scene.now ? formatWhen(leg.releaseAt, scene.now) : "when what it waits for is through"}.`;
    case "releasing": return `${amount} is being released to ${who}.`;
    case "paid": return `Released. ${who} has ${leg.escrow ? formatUsdc(leg.escrow.net, "detail") : amount}.`;
    case "returning": return leg.afterReturn === "again" ? "This attempt failed. Its money comes back before the next one is locked." : "Its money is on its way back.";
    case "defaulted": return "Failed, and not critical: its default output went on in its place.";
    case "skipped": return `Never funded. ${amount} was to come from ${leg.payerName ?? "you"}.`;
    case "lost": return "Another worker was first. This one is not paid.";
    case "stopped": return "Stopped: somebody cancelled the run.";
    case "failed": return failedSentence(leg);
  }
}

function failedSentence(leg: LegFacts): string {
  if (leg.failureCode === "LATER_STAGE_FAILED") return "A later stage failed, so this one is not paid.";
  if (leg.failureCode === "NO_VALID_BID") return "No bid could be taken. Nothing was locked.";
  if (leg.failureCode === "NOT_ACCEPTED") return leg.revisionsMax > 0 ? `Failed its checks ${leg.revision + 1} times. No revisions left.` : "Failed its checks. No revisions were allowed.";
  if (leg.failureCode === "TIMED_OUT") return "No accepted result came in time.";
  if (leg.failureCode === "REJECTED") return "A person rejected the result.";
  return "Failed.";
}

function waitingSentence(leg: LegFacts): string {
  return leg.dependsOn.length > 0 ? `Waits for ${leg.dependsOn.join(", ")}. Nothing is locked.` : "Waits for its turn. Nothing is locked.";
}
