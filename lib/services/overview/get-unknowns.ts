import { type EpochMs, toEpochMs } from "@/lib/core/time";
import type { ServiceContext } from "../context";

/** Intents whose reply was lost, the money in them, and when the next check runs. Units: micros. */
export async function getUnknowns(
  ctx: ServiceContext, connectionId: string,
): Promise<{ readonly count: number; readonly amountMicros: bigint; readonly nextCheckAt: EpochMs | null }> {
  const { _count, _sum, _min } = await ctx.db.intent.aggregate({
    where: { connectionId, outcome: "unknown" }, _count: { _all: true }, _sum: { amountMicros: true }, _min: { nextCheckAt: true },
  });
  return {
    count: _count._all, amountMicros: _sum.amountMicros ?? 0n,
    nextCheckAt: _min.nextCheckAt && toEpochMs(_min.nextCheckAt.getTime()),
  };
}
