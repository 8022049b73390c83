import type { z } from "zod";
import { type treasurySchema } from "@/lib/schemas/api/status";
import type { ServiceContext } from "@/lib/services/context";
import { getTreasury } from "@/lib/services/overview/get-treasury";
import { isoOrNull, money } from "../answer-parts";

/** What the treasury held when it was last proven; `null` before the first proof. */
export async function readTreasury(ctx: ServiceContext, connectionId: string): Promise<z.output<typeof treasurySchema> | null> {
  const treasury = await getTreasury(ctx, connectionId);
  if (!treasury) return null;
  const amounts = money({
    total: treasury.totalMicros, proven: treasury.provenMicros, unknown: treasury.unknownMicros, available: treasury.availableMicros,
    wallets: treasury.walletsMicros, escrow: treasury.escrowMicros, difference: treasury.differenceMicros,
  });
  return { ...amounts, unknownCount: treasury.unknownCount, provenAt: isoOrNull(treasury.provenAt) ?? "" };
}
