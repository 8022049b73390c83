import { addMs, DAY_MS, type EpochMs, toEpochMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import type { ChildWallet } from "@/lib/db/generated/client";
import { isKeptHere } from "./wallet-keeper";
import { nextReset } from "./wallet-limit";

/**
 * What counts in a wallet's running window besides what it was seen to spend: calls in flight and, where the platform
 * keeps the wallet, the escrows that its worker locked, which the platform does not count itself. A wallet that the
 * console keeps counts its locks as spent when they are recorded. Units: micros. Lock the wallet's row first.
 */
export async function setAsideInWindow(tx: Tx, wallet: ChildWallet, time: { ours: EpochMs; platform: EpochMs }): Promise<bigint> {
  const lockKind = isKeptHere(wallet) ? null : "escrow.lock";
  const [row] = await tx.$queryRaw<{ micros: bigint }[]>`
    select coalesce(sum(r."amountMicros"), 0)::bigint as micros
    from "Reservation" r join "Intent" i on i.id = r."intentId"
    where r.scope = 'wallet' and r."subjectId" = ${wallet.id}
      and (r.state = 'held' or (r.state = 'settled' and i.kind = ${lockKind} and r."createdAt" > ${new Date(windowStart(wallet, time))}))`;
  return row?.micros ?? 0n;
}

/** The window runs by the platform's clock, reservations by ours. A limit that never resets counts from the start. */
function windowStart(wallet: ChildWallet, { ours, platform }: { ours: EpochMs; platform: EpochMs }): EpochMs {
  if (!wallet.autoReset) return toEpochMs(wallet.createdAt.getTime());
  const end = nextReset(wallet.resetsAt, platform);
  return end === null ? addMs(ours, -DAY_MS) : addMs(end, ours - platform - DAY_MS);
}
