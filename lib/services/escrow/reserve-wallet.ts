import { add, toDecimal, type Usdc, usdc } from "@/lib/core/money";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { addMs, DAY_MS, type EpochMs, toEpochMs } from "@/lib/core/time";
import { leftNow, spentNow, windowOf, type WalletTerms } from "@/lib/core/wallet/limits";
import type { Tx } from "@/lib/db/client";
import type { ChildWallet } from "@/lib/db/generated/client";
import { type NewReservation, reservedSince } from "@/lib/db/rows/intent-rows";
import type { Party } from "./find-parties";

/**
 * The reservation against a paying worker's daily limit. The wallet's row is locked, so two payments cannot both fit
 * the last of it. What counts: what the platform saw spent in today's window and what the console set aside since it
 * began. Orchestrators and workers without a limit reserve nothing. Errors: `WALLET_LIMIT`.
 */
export async function reserveWallet(
  tx: Tx, payer: Party, amount: Usdc, time: { ours: EpochMs; platform: EpochMs },
): Promise<Result<readonly Omit<NewReservation, "id">[], Failure>> {
  if (payer.kind !== "worker" || !payer.agentId) return ok([]);
  await tx.$queryRaw`select id from "ChildWallet" where "agentId" = ${payer.agentId} and "closedAt" is null for update`;
  const wallet = await tx.childWallet.findFirst({ where: { agentId: payer.agentId, closedAt: null }, orderBy: { createdAt: "asc" } });
  const terms = wallet && toTerms(wallet);
  if (!wallet || !terms || terms.dailyLimit === null) return ok([]);
  const readAt = toEpochMs((wallet.readAt ?? wallet.createdAt).getTime());
  const seen = spentNow(terms, { spent: usdc(wallet.spentMicros), readAt }, time.platform);
  const setAside = usdc(await reservedSince(tx, "wallet", wallet.id, windowStart(terms, time)));
  const left = leftNow(terms, { spent: add(seen, setAside), readAt: time.platform }, time.platform);
  if (left !== null && amount > left) {
    return fail({
      code: "WALLET_LIMIT",
      message: `${payer.name} may still spend ${toDecimal(left)} of its ${toDecimal(terms.dailyLimit)} USDC a day. `
        + "Nothing was sent. Lock less, wait for the reset, or raise the limit.",
    });
  }
  return ok([{ scope: "wallet", subjectId: wallet.id, amountMicros: amount }]);
}

function toTerms(wallet: ChildWallet): WalletTerms {
  return {
    dailyLimit: wallet.dailyLimitMicros === null ? null : usdc(wallet.dailyLimitMicros), autoReset: wallet.autoReset,
    createdAt: toEpochMs(wallet.createdAt.getTime()),
  };
}

/** The window runs by the platform's clock, reservations by ours. */
function windowStart(terms: WalletTerms, { ours, platform }: { ours: EpochMs; platform: EpochMs }): EpochMs {
  const start = terms.autoReset ? addMs(terms.createdAt, windowOf(terms.createdAt, platform) * DAY_MS) : terms.createdAt;
  return addMs(start, ours - platform);
}
