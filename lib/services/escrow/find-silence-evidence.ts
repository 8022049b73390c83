import type { SilenceEvidence } from "@/lib/core/escrow/escrow-view";
import { toEpochMs } from "@/lib/core/time";
import type { ServiceContext } from "../context";

const NEWEST = 200;

/** Counts refunds by the clock among the newest refunds of a dialect; `seen` is 0 while the rule is only documented. */
export async function findSilenceEvidence(
  { db }: Pick<ServiceContext, "db">, connectionId: string, dialect: string,
): Promise<SilenceEvidence> {
  const refunds = await db.escrow.findMany({
    where: { connectionId, state: "refunded" }, orderBy: [{ createdAt: "desc" }, { id: "asc" }], take: NEWEST,
    select: { refundCause: true, dialect: true, closedAt: true },
  });
  const byClock = refunds.filter((row) => row.refundCause === "timeout" && row.dialect === dialect);
  const last = byClock.reduce<number | null>((latest, { closedAt }) => (closedAt && closedAt.getTime() > (latest ?? 0) ? closedAt.getTime() : latest), null);
  return { seen: byClock.length, lastAt: last === null ? null : toEpochMs(last) };
}
