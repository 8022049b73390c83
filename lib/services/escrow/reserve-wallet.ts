import { max, subtract, toDecimal, type Usdc, usdc, ZERO } from "@/lib/core/money";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import type { EpochMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import { type ChildWallet, Prisma } from "@/lib/db/generated/client";
import { columns, query, sql } from "@/lib/db/query";
import type { NewReservation } from "@/lib/db/rows/intent-rows";
import { spentInWindow } from "../wallet/wallet-limit";
import { setAsideInWindow } from "../wallet/wallet-set-aside";
import type { Party } from "./find-parties";

const WALLET = columns(Prisma.ChildWalletScalarFieldEnum, "w");

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
  const wallets = await query<ChildWallet>(tx, sql`
    select ${WALLET} from "ChildWallet" as "w" where "w"."agentId" = ${payer.agentId} and "w"."closedAt" is null order by "w"."createdAt" for update of "w"`);
  if (wallets.length === 0 || wallets.some(({ dailyLimitMicros }) => dailyLimitMicros === null)) return ok([]);
  let [most, limitOfMost] = [ZERO, usdc(wallets[0]?.dailyLimitMicros ?? 0n)];
  for (const wallet of wallets) {
    const setAside = await setAsideInWindow(tx, wallet, time);
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
