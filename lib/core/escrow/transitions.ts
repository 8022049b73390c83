import type { Capability, CapabilityDialects } from "@/lib/core/connection/capabilities";
import { fail, ok, type Failure, type Result } from "@/lib/core/result";
import { type EscrowState, isFinal } from "./states";

/** What can happen to an escrow that exists. `resolve_…` are the platform's decisions on a dispute. */
export const ESCROW_EVENTS = [
  "lock", "complete", "release", "cancel", "dispute", "timeout", "resolve_release", "resolve_refund", "resolve_split",
] as const;

export type EscrowEvent = (typeof ESCROW_EVENTS)[number];

export const ESCROW_ACTORS = ["payer", "payee", "platform"] as const;

export type EscrowActor = (typeof ESCROW_ACTORS)[number];

interface Rule {
  readonly by: readonly EscrowActor[];
  /** The capability that a party's move needs; the platform's own moves need none. */
  readonly capability: Capability | null;
  readonly to: { readonly [From in EscrowState]?: EscrowState };
}

/**
 * Every allowed move. Source: the published code (complete, release, dispute, time-out; transcript sections 3 to 6),
 * seed 003 (lock, cancel) and reference section 2.2 for the decisions on a dispute, which no API offers.
 */
const RULES = {
  lock: { by: ["payer"], capability: "escrow.lock", to: { created: "locked" } },
  complete: { by: ["payee"], capability: "escrow.complete", to: { locked: "completed" } },
  release: { by: ["payer"], capability: "escrow.release", to: { locked: "released", completed: "released" } },
  cancel: {
    by: ["payer"], capability: "escrow.cancel",
    to: { created: "cancelled", locked: "refunded", completed: "refunded" },
  },
  dispute: {
    by: ["payer", "payee"], capability: "escrow.dispute", to: { locked: "disputed", completed: "disputed" },
  },
  timeout: { by: ["platform"], capability: null, to: { locked: "refunded", completed: "refunded" } },
  resolve_release: { by: ["platform"], capability: null, to: { disputed: "released" } },
  resolve_refund: { by: ["platform"], capability: null, to: { disputed: "refunded" } },
  resolve_split: { by: ["platform"], capability: null, to: { disputed: "split" } },
} satisfies Record<EscrowEvent, Rule>;

export type IllegalMoveCode =
  | "ESCROW_ENDED" | "STATE_UNRECOGNISED" | "NOT_IN_THIS_STATE" | "NOT_BY_THIS_PARTY" | "NOT_ON_THIS_CONNECTION";

/** Why a move is not allowed: the sentence names the state and is fit to be shown. */
export interface IllegalMove extends Failure<IllegalMoveCode> {
  readonly state: EscrowState;
  readonly event: EscrowEvent;
}

export interface Move {
  readonly state: EscrowState;
  readonly event: EscrowEvent;
  readonly actor: EscrowActor;
  readonly dialects: CapabilityDialects;
}

/**
 * The state that follows a move.
 * Errors: `ESCROW_ENDED`, `STATE_UNRECOGNISED`, `NOT_IN_THIS_STATE`, `NOT_BY_THIS_PARTY`, `NOT_ON_THIS_CONNECTION`,
 * the first that applies in this order.
 */
export function transition({ state, event, actor, dialects }: Move): Result<EscrowState, IllegalMove> {
  const rule: Rule = RULES[event];
  const to = rule.to[state];
  const refuse = (code: IllegalMoveCode, message: string) => fail({ code, message, state, event });
  if (isFinal(state)) return refuse("ESCROW_ENDED", `This escrow is ${state}; nothing can follow.`);
  if (state === "unrecognised") {
    return refuse("STATE_UNRECOGNISED", "The platform gave this escrow a state that we do not know; it is only shown.");
  }
  if (to === undefined) return refuse("NOT_IN_THIS_STATE", `A ${state} escrow cannot take this step.`);
  if (!rule.by.includes(actor)) {
    return refuse("NOT_BY_THIS_PARTY", `Only the ${rule.by.join(" or the ")} can take this step.`);
  }
  if (rule.capability !== null && dialects[rule.capability] === null) {
    return refuse("NOT_ON_THIS_CONNECTION", "This connection does not offer this step.");
  }
  return ok(to);
}

/** True when the platform can have gone from one state to the other, by whatever steps; a reading must pass it. */
export function canFollow(from: EscrowState, to: EscrowState): boolean {
  if (from === to || from === "unrecognised" || to === "unrecognised") return true;
  const seen = new Set<EscrowState>([from]);
  for (const state of seen) {
    for (const event of ESCROW_EVENTS) {
      const next = (RULES[event] as Rule).to[state];
      if (next !== undefined) seen.add(next);
    }
  }
  return seen.has(to);
}
