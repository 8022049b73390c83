import type { FunnelStep } from "@/lib/core/overview/overview-view";
import type { ServiceContext } from "../context";

/** All escrows of a connection by how far they came, from the kept totals. Units: micros. */
export async function getEscrowFunnel(ctx: ServiceContext, connectionId: string): Promise<FunnelStep[]> {
  const totals = await ctx.db.escrowTotal.findMany({ where: { connectionId } });
  const of = (...states: string[]) => {
    const rows = totals.filter(({ state }) => states.length === 0 || states.includes(state));
    return { count: Number(rows.reduce((sum, row) => sum + row.count, 0n)), amountMicros: rows.reduce((sum, row) => sum + row.amountMicros, 0n) };
  };
  const leaves = (...states: string[]) => states.map((state) => ({ state, count: of(state).count })).filter(({ count }) => count > 0);
  return [
    { label: "Created", ...of(), leaves: leaves("created", "cancelled") },
    { label: "Locked", ...of("locked", "completed", "released", "refunded", "split", "disputed", "unrecognised"), leaves: leaves("locked", "completed", "refunded", "disputed", "split", "unrecognised") },
    { label: "Released", ...of("released"), leaves: [] },
  ];
}
