import { apiRoute } from "@/lib/actions/api-route";
import { statusContract } from "@/lib/schemas/api/status";
import { getFleetFigures } from "@/lib/services/overview/get-fleet-figures";
import { envelopeOf, isoOrNull, money } from "../answer-parts";
import { readTreasury } from "./read-treasury";

/** The figures of the Overview. */
export const GET = apiRoute(statusContract, async ({ ctx, connection }) => {
  const [treasury, figures] = await Promise.all([readTreasury(ctx, connection.id), getFleetFigures(ctx, connection.id)]);
  const { workers, escrows, fees, commission, net } = figures;
  return {
    ...envelopeOf(connection), isFrozen: connection.frozenAt !== null, silentSince: isoOrNull(connection.silentSince), treasury, workers: { ...workers },
    escrows: { open: escrows.open, completed: escrows.completed, ...money({ locked: escrows.lockedMicros }) },
    last30Days: money({ fees: fees.micros, commission: commission.micros, net: net.micros }),
  };
});
