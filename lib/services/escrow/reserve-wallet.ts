import { max, subtract, toDecimal, type Usdc, usdc, ZERO } from "@/lib/core/money";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { addMs, DAY_MS, type EpochMs, toEpochMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import type { ChildWallet } from "@/lib/db/generated/client";
import type { NewReservation } from "@/lib/db/rows/intent-rows";
import { nextReset, spentInWindow } from "../wallet/wallet-limit";
import { isKeptHere } from "../wallet/wallet-keeper";
import type { Party } from "./find-parties";

/**
 * The reservation against a paying worker's daily limit: the first of its wallets that has room. Their rows are locked,
 * so two payments cannot both fit the last of it. What counts in today's window: what the platform saw the wallet spend, calls in flight, and the
 * escrows that were locked, which the platform does not count itself. Orchestrators and workers without a limit
 * reserve nothing. Errors: `WALLET_LIMIT`.
 */
export async function reserveWallet(
  tx: Tx, payer: Party, amount: Usdc, time: { ours: EpochMs; platform: EpochMs },
): Promise<Result<readonly Omit<NewReservation, "id">[], Failure>> {
  if (payer.kind !== "worker" || !payer.agentId) return ok([]);
  await tx.$queryRaw`select id from "ChildWallet" where "agentId" = ${payer.agentId} and "closedAt" is null for update`;
  const wallets = await tx.childWallet.findMany({ where: { agentId: payer.agentId, closedAt: null }, orderBy: { createdAt: "asc" } });
  if (wallets.length === 0 || wallets.some(({ dailyLimitMicros }) => dailyLimitMicros === null)) return ok([]);
  let [most, limitOfMost] = [ZERO, usdc(wallets[0]?.dailyLimitMicros ?? 0n)];
  for (const wallet of wallets) {
    const setAside = isKeptHere(wallet) ? await heldOf(tx, wallet.id) : await setAsideSince(tx, wallet.id, windowStart(wallet, time));
    const limit = usdc(wallet.dailyLimitMicros ?? 0n);
    const left = max(ZERO, subtract(limit, usdc(spentInWindow(wallet, time.platform) + setAside)));
    if (amount <= left) return ok([{ scope: "wallet", subjectId: wallet.id, amountMicros: amount }]);
    if (left > most) [most, limitOfMost] = [left, limit];
  }
  return fail({
    code: "WALLET_LIMIT",
    message: `${payer.name} may still spend ${toDecimal(most)} of its ${toDecimal(limitOfMost)} USDC a day. `
      + "Nothing was sent. Lock less, wait for the reset, or raise the limit.",
  });
}

/** A wallet that the console keeps counts its locks as spent when they are recorded; only calls in flight come on top. */
async function heldOf(tx: Tx, walletId: string): Promise<bigint> {
  const { _sum } = await tx.reservation.aggregate({ where: { scope: "wallet", subjectId: walletId, state: "held" }, _sum: { amountMicros: true } });
  return _sum.amountMicros ?? 0n;
}

async function setAsideSince(tx: Tx, walletId: string, since: EpochMs): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ micros: bigint }[]>`
    select coalesce(sum(r."amountMicros"), 0)::bigint as micros
    from "Reservation" r join "Intent" i on i.id = r."intentId"
    where r.scope = 'wallet' and r."subjectId" = ${walletId} and r."createdAt" > ${new Date(since)}
      and (r.state = 'held' or (r.state = 'settled' and i.kind = 'escrow.lock'))`;
  return row?.micros ?? 0n;
}

/** The window runs by the platform's clock, reservations by ours. A limit that never resets counts from the start. */
function windowStart(wallet: ChildWallet, { ours, platform }: { ours: EpochMs; platform: EpochMs }): EpochMs {
  if (!wallet.autoReset) return toEpochMs(wallet.createdAt.getTime());
  const end = nextReset(wallet.resetsAt, platform);
  return end === null ? addMs(ours, -DAY_MS) : addMs(end, ours - platform - DAY_MS);
}
