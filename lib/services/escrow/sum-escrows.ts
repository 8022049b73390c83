import type { EscrowSum } from "@/lib/core/escrow/escrow-view";
import type { EscrowState } from "@/lib/core/escrow/states";
import { usdc } from "@/lib/core/money";
import type { ServiceContext } from "../context";

/** Count and sum of each state, from the totals kept with every change. Units: micros. */
export async function sumEscrows(ctx: Pick<ServiceContext, "db">, connectionId: string): Promise<EscrowSum[]> {
  const rows = await ctx.db.escrowTotal.findMany({ where: { connectionId } });
  return rows.map((row) => ({ state: row.state as EscrowState, count: row.count, amount: usdc(row.amountMicros) }));
}
