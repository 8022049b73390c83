import { addMs, type EpochMs } from "../time";
import type { RouteLimit } from "./declared-limits";

/** We use at most this share of what a platform declares. */
export const PACING_SHARE_PERCENT = 80;

/** A waiter that is so late for its next question is gone. */
const GONE_AFTER_MS = 10_000;
/** The longest sleep between two questions, so that a freed turn is noticed. */
const SLEEP_MAX_MS = 30_000;
const SLEEP_MIN_MS = 25;

/** A permit given to one key (a worker, as a rule). */
export interface PermitGrant {
  readonly at: EpochMs;
  readonly key: string;
}

/** One request that waits. `asksAgainAt` says when it promised to be back. */
export interface PermitTicket {
  readonly id: string;
  readonly key: string;
  readonly since: EpochMs;
  readonly asksAgainAt: EpochMs;
}

/** What all processes share of one count: the permits of the last two windows, oldest first, and who waits. */
export interface PacingState {
  readonly grants: readonly PermitGrant[];
  readonly waiting: readonly PermitTicket[];
}

export const EMPTY_PACING: PacingState = { grants: [], waiting: [] };

export interface PermitQuestion {
  readonly ticketId: string;
  readonly key: string;
  readonly now: EpochMs;
  readonly limit: RouteLimit;
}

export interface PermitAnswer {
  readonly isGranted: boolean;
  /** How long to sleep before the next question; 0 when granted. */
  readonly waitMs: number;
  readonly state: PacingState;
}

/** The permits of one window: 80 % of the declared, and one at least, then over a window that is so much longer. */
export function budgetOf(limit: RouteLimit): { readonly permits: number; readonly windowMs: number } {
  const permits = Math.floor((limit.requests * PACING_SHARE_PERCENT) / 100);
  if (permits >= 1) return { permits, windowMs: limit.windowMs };
  return { permits: 1, windowMs: Math.ceil((limit.windowMs * 100) / (limit.requests * PACING_SHARE_PERCENT)) };
}

/**
 * Gives a permit or says how long to wait. Invariant: any window holds at most 80 % of the declared requests.
 * Fairness: of those who wait, whoever had the fewest permits lately is next; then whoever waits longest. A key
 * with many requests counts each of its earlier tickets as a permit, so keys take turns.
 */
export function decidePermit(state: PacingState, { ticketId, key, now: clock, limit }: PermitQuestion): PermitAnswer {
  const { permits, windowMs } = budgetOf(limit);
  // Clocks of two machines differ a little: time never runs back in what they share.
  const now = Math.max(clock, state.grants.at(-1)?.at ?? 0) as EpochMs;
  // The window before is remembered for fairness alone: who came short in it goes first in this one.
  const remembered = state.grants.filter((grant) => grant.at > now - 2 * windowMs);
  const grants = remembered.filter((grant) => grant.at > now - windowMs);
  const others = state.waiting.filter((ticket) => ticket.id !== ticketId && ticket.asksAgainAt > now - GONE_AFTER_MS);
  const since = state.waiting.find((ticket) => ticket.id === ticketId)?.since ?? now;
  const mine: PermitTicket = { id: ticketId, key, since, asksAgainAt: now };
  const ahead = aheadOf(mine, others, remembered);
  const free = permits - grants.length;
  if (free > ahead) {
    return { isGranted: true, waitMs: 0, state: { grants: [...remembered, { at: now, key }], waiting: others } };
  }
  const waitMs = Math.min(SLEEP_MAX_MS, Math.max(SLEEP_MIN_MS, untilFree(grants, ahead - Math.max(0, free), permits, windowMs, now)));
  return { isGranted: false, waitMs, state: { grants: remembered, waiting: [...others, { ...mine, asksAgainAt: addMs(now, waitMs) }] } };
}

/** The state without a ticket whose caller gave up. */
export function withoutTicket(state: PacingState, ticketId: string): PacingState {
  return { ...state, waiting: state.waiting.filter((ticket) => ticket.id !== ticketId) };
}

function aheadOf(mine: PermitTicket, others: readonly PermitTicket[], grants: readonly PermitGrant[]): number {
  const served = new Map<string, number>();
  for (const grant of grants) served.set(grant.key, (served.get(grant.key) ?? 0) + 1);
  const queue = [mine, ...others].sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
  const ranks = new Map<string, number>();
  for (const ticket of queue) {
    const count = served.get(ticket.key) ?? 0;
    ranks.set(ticket.id, count);
    served.set(ticket.key, count + 1);
  }
  const own = ranks.get(mine.id) ?? 0;
  const place = queue.indexOf(mine);
  return queue.filter((ticket, index) => {
    const rank = ranks.get(ticket.id) ?? 0;
    return ticket !== mine && (rank < own || (rank === own && index < place));
  }).length;
}

/** When the permit number `behind` after the next one to expire is free again. */
function untilFree(
  grants: readonly PermitGrant[], behind: number, permits: number, windowMs: number, now: EpochMs,
): number {
  const turns = Math.floor(behind / permits);
  const grant = grants[behind % permits] ?? grants.at(-1);
  return (grant === undefined ? 0 : grant.at + windowMs - now) + turns * windowMs;
}
