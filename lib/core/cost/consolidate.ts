import { invariant } from "../invariant";

/** One booked effect: who was paid, who paid (for a commission: who was credited), and what. Units: micros. */
export interface Booking {
  readonly agentId: string;
  readonly payerId: string;
  /** Who earned the commission; only for `referral`. */
  readonly referrerId: string | null;
  readonly kind: string;
  readonly amountMicros: bigint;
}

/** What trading made of one agent's own account. Units: micros, each of them 0 or more but the result. */
export interface AgentAccount {
  /** Received as a payee, the fee already off. */
  readonly earnedMicros: bigint;
  /** Left it as a payer for work that was released, the fee inside. */
  readonly paidMicros: bigint;
  /** Fees kept on money that came back to it. */
  readonly lostMicros: bigint;
  readonly referralMicros: bigint;
}

export interface AccountLine extends AgentAccount {
  /** earned + referral − paid − lost. */
  readonly resultMicros: bigint;
}

/** `agents + eliminations = fleet`, column by column; what the fleet's result is, its treasury has changed by. */
export interface Consolidation {
  readonly agents: AccountLine;
  /** Negative: it was received and paid inside the fleet, so it is neither income nor cost of the fleet. */
  readonly eliminations: AccountLine;
  readonly fleet: AccountLine;
}

const NOTHING: AgentAccount = { earnedMicros: 0n, paidMicros: 0n, lostMicros: 0n, referralMicros: 0n };

/** The account of each agent of the fleet. Effects on agents outside are not ours and are left out. */
export function accountsOf(bookings: readonly Booking[], fleet: ReadonlySet<string>): ReadonlyMap<string, AccountLine> {
  const accounts = new Map<string, AgentAccount>();
  const post = (agentId: string | null, part: Partial<AgentAccount>) => {
    if (agentId !== null && fleet.has(agentId)) accounts.set(agentId, addAccounts(accounts.get(agentId) ?? NOTHING, { ...NOTHING, ...part }));
  };
  for (const { agentId, payerId, referrerId, kind, amountMicros } of bookings) {
    if (kind === "earned") post(agentId, { earnedMicros: amountMicros });
    if (kind === "paid") post(payerId, { paidMicros: amountMicros });
    if (kind === "lost") post(payerId, { lostMicros: amountMicros });
    if (kind === "referral") post(referrerId, { referralMicros: amountMicros });
  }
  return new Map([...accounts].map(([agentId, account]) => [agentId, toLine(account)]));
}

/** What agents of the fleet received from agents of the fleet. */
export function movedInside(bookings: readonly Booking[], fleet: ReadonlySet<string>): bigint {
  return bookings.reduce((sum, { agentId, payerId, kind, amountMicros }) =>
    (kind === "earned" && fleet.has(agentId) && fleet.has(payerId) ? sum + amountMicros : sum), 0n);
}

/**
 * Adds the agents' accounts up and takes out what only moved between them. A payment inside the fleet is income of one
 * account and cost of another, so it leaves the result alone and shrinks both columns; its fee leaves the fleet and stays.
 * Invariant: the eliminations have no result of their own.
 */
export function consolidate(accounts: Iterable<AgentAccount>, insideMicros: bigint): Consolidation {
  const agents = toLine([...accounts].reduce(addAccounts, NOTHING));
  const eliminations = toLine({ ...NOTHING, earnedMicros: -insideMicros, paidMicros: -insideMicros });
  const fleet = toLine(addAccounts(agents, eliminations));
  invariant(eliminations.resultMicros === 0n && fleet.resultMicros === agents.resultMicros, "money that moved inside the fleet changes no total");
  return { agents, eliminations, fleet };
}

function addAccounts(one: AgentAccount, other: AgentAccount): AgentAccount {
  return {
    earnedMicros: one.earnedMicros + other.earnedMicros, paidMicros: one.paidMicros + other.paidMicros,
    lostMicros: one.lostMicros + other.lostMicros, referralMicros: one.referralMicros + other.referralMicros,
  };
}

export function toLine({ earnedMicros, paidMicros, lostMicros, referralMicros }: AgentAccount): AccountLine {
  return { earnedMicros, paidMicros, lostMicros, referralMicros, resultMicros: earnedMicros + referralMicros - paidMicros - lostMicros };
}
