import { priceOfSilence } from "@/lib/core/escrow/silence";
import type { EscrowState } from "@/lib/core/escrow/states";
import { settle } from "@/lib/core/escrow/settlement";
import { fromWire, ZERO } from "@/lib/core/money";
import type { LegEscrowFacts, LegFacts } from "@/lib/core/run/leg-view";
import type { RunFacts } from "@/lib/core/run/run-view";
import { addMs, fromIso, HOUR_MS } from "@/lib/core/time";
import type { RunScene } from "./run-scene";

const NOW = fromIso("2026-11-20T14:00:00Z");

/** An operator with every right, on a platform that has a cancel. */
export const SCENE: RunScene = {
  now: NOW, platformNow: NOW, clockOffsetMs: 0, canCancel: true, isSandbox: true, isFrozen: false, mayControl: true, mayReview: true, mayReleaseAbove: true,
  isSteppedUp: true, approvalAbove: null,
};

/** A spoke that waits, done by `<key>-worker`. */
export function leg(key: string, more: Partial<LegFacts> = {}): LegFacts {
  return {
    id: `leg_${key}`, key, nodeKey: key, label: key, pattern: "hub_spoke", position: 0, state: "waiting", afterReturn: null, payerName: null, payeeName: null,
    candidates: [`${key}-worker`], candidateIndex: 0, amount: fromWire("1"), attempt: 0, triesLeft: 1, revision: 0, revisionsMax: 2, escrow: null, order: null,
    reviewState: null, judgeState: null, failureCode: null, note: null, part: null, isCritical: true, dependsOn: [], previousLeg: null, releaseAfter: [],
    retryAt: null, dueAt: null, releaseAt: null, bidsCloseAt: null, startedAt: null, finishedAt: null, ...more,
  };
}

/** An escrow of the live dialect, which keeps the fee when it times out in an hour. */
export function escrow(state: EscrowState, amountText: string): LegEscrowFacts {
  const amount = fromWire(amountText);
  const deadlineAt = addMs(NOW, HOUR_MS);
  const isHeld = state === "locked" || state === "completed";
  return {
    id: "esw_1", state, platformWord: null, refundCause: null, dialect: "live", amount, net: settle(amount, true).net, deadlineAt, intent: null,
    silence: priceOfSilence({ state, amount, dialect: "live", hasReferrer: true, deadlineAt }),
    money: { released: state === "released" ? amount : ZERO, locked: isHeld ? amount : ZERO, returned: state === "refunded" ? amount : ZERO, lost: ZERO, unknown: ZERO, fee: ZERO, referral: ZERO },
  };
}

/** A running hub with nothing spent. */
export function run(more: Partial<RunFacts> = {}): RunFacts {
  const budget = fromWire("30");
  return {
    id: "run_1", number: 1, name: "Run", pattern: "hub_spoke", funding: "prefund", state: "running", held: null, orchestratorName: "orch-main", templateName: null,
    clonedFromId: null, createdByName: "Ada", createdAt: NOW, pausedAt: null, failedCount: 0, finishedAt: null, approvalAbove: null, legs: [], groups: [], events: [], chosen: null,
    figures: {
      parts: { budget, released: ZERO, locked: ZERO, returned: ZERO, lost: ZERO, unknown: ZERO, unspent: budget, lockedAgain: ZERO, over: ZERO },
      fees: ZERO, referral: ZERO, inner: { released: ZERO, locked: ZERO }, stillToLose: { fees: ZERO, open: ZERO, unknown: ZERO },
    },
    ...more,
  };
}
