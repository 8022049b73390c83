import type { EscrowState, RefundCause } from "@/lib/core/escrow/states";
import type { Usdc } from "@/lib/core/money";
import type { EpochMs } from "@/lib/core/time";
import type { MoneyRows } from "@/lib/db/money-rows";
import type { EscrowMoved } from "@/lib/purpleflea/commands";
import type { PlatformAnswer, PlatformEscrow, PlatformRecord } from "@/lib/purpleflea/records";
import type { ServiceContext } from "../context";

/** What the platform said about one escrow, by a verb's answer or by a read. Money is `null` where it said nothing. */
export interface EscrowReading {
  readonly state: EscrowState;
  readonly stateWord: string;
  readonly refundCause: RefundCause | null;
  readonly released: Usdc | null;
  readonly refunded: Usdc | null;
  readonly fee: Usdc | null;
  /** A commission that was paid, not one that may be. */
  readonly referral: Usdc | null;
  readonly deadlineAt: EpochMs | null;
  readonly completedAt: EpochMs | null;
  readonly settledAt: EpochMs | null;
  readonly record: PlatformRecord | null;
}

/** Where and when a reading is written. `platformAt` is platform time, `at` ours. */
export interface ReadingScope {
  readonly rows: MoneyRows;
  readonly ctx: ServiceContext;
  readonly connectionId: string;
  readonly intentId: string | null;
  readonly at: EpochMs;
  readonly platformAt: EpochMs;
  readonly actorName: string;
  readonly note: string;
}

/** The reading in a `GET`. */
export function readingOf({ value, raw }: PlatformAnswer<PlatformEscrow>): EscrowReading {
  const isPaid = value.state === "released";
  return {
    state: value.state, stateWord: value.stateWord, refundCause: value.refundCause, released: isPaid ? value.net : null,
    refunded: null, fee: value.fee, referral: isPaid ? value.referral : null, deadlineAt: value.deadlineAt,
    completedAt: value.completedAt, settledAt: value.settledAt, record: raw,
  };
}

/** The reading in a verb's answer. `cause` is why the verb gives money back. */
export function readingOfMove({ value, raw }: PlatformAnswer<EscrowMoved>, cause: RefundCause | null): EscrowReading {
  return {
    state: value.state, stateWord: value.stateWord, refundCause: value.state === "refunded" ? cause : null,
    released: value.released, refunded: value.refunded, fee: value.fee, referral: value.referral, deadlineAt: null,
    completedAt: null, settledAt: null, record: raw,
  };
}

/** A read as the answer that a lost verb would have given. */
export function moveOf({ value, raw, platformAt }: PlatformAnswer<PlatformEscrow>): PlatformAnswer<EscrowMoved> {
  const isPaid = value.state === "released";
  return {
    platformAt, raw,
    value: {
      upstreamId: value.upstreamId, state: value.state, stateWord: value.stateWord, released: isPaid ? value.net : null,
      refunded: null, fee: isPaid ? value.fee : null, referral: isPaid ? value.referral : null,
    },
  };
}
