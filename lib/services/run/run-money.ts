import { priceOfSilence } from "@/lib/core/escrow/silence";
import { type Dialect, type EscrowState, isHolding } from "@/lib/core/escrow/states";
import { usdc, type Usdc, ZERO } from "@/lib/core/money";
import { budgetParts } from "@/lib/core/run/budget-parts";
import type { EscrowMoney } from "@/lib/core/run/leg-view";
import type { RunFigures, StillToLose } from "@/lib/core/run/run-view";
import { toEpochMs } from "@/lib/core/time";
import type { Escrow } from "@/lib/db/generated/client";

/** An escrow of a run without what is secret or long. */
export type RunEscrow = Omit<Escrow, "lockCode" | "record">;

/**
 * Units: micros. `isOpenIntent`: a wish about it has no known outcome yet. What a time-out or a cancel gave back was written
 * when it was read; a dispute that nobody names a sum of gave all of it. `sumLegs` says the same of all escrows of a run at
 * once, and a test holds the two together.
 */
export function escrowMoney(row: RunEscrow, isOpenIntent: boolean): EscrowMoney {
  const none = { released: ZERO, locked: ZERO, returned: ZERO, lost: ZERO, unknown: ZERO, fee: ZERO, referral: ZERO };
  const amount = usdc(row.amountMicros);
  const state = row.state as EscrowState;
  if (state === "created") return isOpenIntent ? { ...none, unknown: amount } : none;
  if (state === "unrecognised") return { ...none, unknown: amount };
  if (isHolding(state)) return { ...none, locked: amount };
  if (state === "released") return { ...none, released: amount, fee: usdc(row.feeMicros), referral: usdc(row.referralMicros) };
  if (state === "split") {
    const returned = usdc(row.refundedMicros ?? 0n);
    return { ...none, returned, released: usdc(amount - returned) };
  }
  if (state !== "refunded") return none;
  const returned = usdc(row.refundedMicros ?? row.amountMicros);
  const lost = usdc(amount - returned);
  return { ...none, returned, lost, fee: lost, referral: lost > 0n ? usdc(row.referralMicros) : ZERO };
}

/** The figures of a run out of its escrows. `orchestratorId` pays out of the budget; all others out of their own. */
export function sumRun(budget: Usdc, escrows: readonly RunEscrow[], openIntents: ReadonlySet<string>, orchestratorId: string | null): RunFigures {
  const sums = { released: 0n, locked: 0n, returned: 0n, lost: 0n, unknown: 0n, fees: 0n, referral: 0n, innerReleased: 0n, innerLocked: 0n };
  for (const row of escrows) {
    const money = escrowMoney(row, openIntents.has(row.id));
    sums.fees += money.fee;
    sums.referral += money.referral;
    if (row.payerAgentId === orchestratorId) {
      for (const part of ["released", "locked", "returned", "lost", "unknown"] as const) sums[part] += money[part];
    } else {
      sums.innerReleased += money.released;
      sums.innerLocked += money.locked + money.unknown;
    }
  }
  return {
    parts: budgetParts({
      budget, released: usdc(sums.released), locked: usdc(sums.locked), returned: usdc(sums.returned), lost: usdc(sums.lost), unknown: usdc(sums.unknown),
    }),
    fees: usdc(sums.fees), referral: usdc(sums.referral), inner: { released: usdc(sums.innerReleased), locked: usdc(sums.innerLocked) },
    stillToLose: sumSilence(escrows),
  };
}

function sumSilence(escrows: readonly RunEscrow[]): StillToLose {
  let fees = 0n;
  let open = 0n;
  let unknown = 0n;
  for (const row of escrows) {
    const price = silenceOf(row);
    if (price.kind === "settles") {
      fees += price.payerCost;
      open += row.amountMicros;
    } else if (price.kind === "held" || price.kind === "unknown") unknown += row.amountMicros;
  }
  return { fees: usdc(fees), open: usdc(open), unknown: usdc(unknown) };
}

/** What doing nothing comes to for an escrow's row. */
export function silenceOf(row: RunEscrow) {
  return priceOfSilence({
    state: row.state as EscrowState, amount: usdc(row.amountMicros), dialect: row.dialect as Dialect, hasReferrer: row.referralAgentId !== null,
    deadlineAt: row.deadlineAt && toEpochMs(row.deadlineAt.getTime()),
  });
}
