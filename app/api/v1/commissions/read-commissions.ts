import type { z } from "zod";
import type { CurrentConnection } from "@/lib/core/connection/connection-view";
import type { CommissionLedger } from "@/lib/core/referral/referral-view";
import { addMs, DAY_MS, type EpochMs } from "@/lib/core/time";
import { type commissionsContract } from "@/lib/schemas/api/reports";
import { envelopeOf, isoOrNull, money, optionalMoney } from "../answer-parts";

/** Where the ledger of a range begins; `null` is the beginning. */
export function sinceOf(range: "30d" | "all", now: EpochMs): EpochMs | null {
  return range === "all" ? null : addMs(now, -29 * DAY_MS);
}

/** The commission ledger as our API tells it. */
export function toCommissionAnswer(
  connection: CurrentConnection, since: EpochMs | null, ledger: CommissionLedger,
): z.output<typeof commissionsContract.response> {
  const { total, ownMicros, outsideMicros } = ledger;
  return {
    ...envelopeOf(connection), since: isoOrNull(since),
    products: ledger.lines.map((line) => ({
      product: line.product, ...optionalMoney({ fees: line.feesMicros, expected: line.expectedMicros }),
      ...money({ credited: line.creditedMicros, pending: line.pendingMicros, missed: line.missedMicros }),
    })),
    totals: money({
      fees: total.feesMicros, credited: total.creditedMicros, pending: total.pendingMicros, missed: total.missedMicros, ownWorkers: ownMicros,
      outsideAgents: outsideMicros,
    }),
  };
}
