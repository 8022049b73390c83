import { operatorRoute } from "@/lib/auth/route-session";
import { toDecimal, usdc } from "@/lib/core/money";
import { toIso } from "@/lib/core/time";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { getFleetFigures } from "@/lib/services/overview/get-fleet-figures";
import { getTreasury } from "@/lib/services/overview/get-treasury";

/** The figures of the Overview as JSON: decimals of USDC as text, times as ISO. */
export const GET = operatorRoute("fleet.read", async ({ ctx }) => {
  const connection = await getCurrentConnection(ctx);
  const [treasury, figures] = await Promise.all([getTreasury(ctx, connection.id), getFleetFigures(ctx, connection.id)]);
  const text = (micros: bigint) => toDecimal(usdc(micros));
  return Response.json({
    environment: connection.mode.toUpperCase(), connection: connection.name, isFrozen: connection.frozenAt !== null,
    silentSince: connection.silentSince?.toISOString() ?? null,
    treasury: treasury && {
      total_usdc: text(treasury.totalMicros), proven_usdc: text(treasury.provenMicros), unknown_usdc: text(treasury.unknownMicros),
      available_usdc: text(treasury.availableMicros), wallets_usdc: text(treasury.walletsMicros), escrow_usdc: text(treasury.escrowMicros),
      proven_at: toIso(treasury.provenAt),
    },
    workers: figures.workers, escrows: { open: figures.escrows.open, completed: figures.escrows.completed, locked_usdc: text(figures.escrows.lockedMicros) },
    last30Days: { fees_usdc: text(figures.fees.micros), commission_usdc: text(figures.commission.micros), net_usdc: text(figures.net.micros) },
  }, { headers: { "cache-control": "no-store" } });
});
