import { addMs, SECOND_MS } from "@/lib/core/time";
import type { Intent } from "@/lib/db/generated/client";
import type { ServiceContext } from "./context";

const CHECKING = "A check is under way.";
/** Longer than any proof takes; whoever dies in the middle is followed by another after it. */
const CLAIM_MS = 30 * SECOND_MS;

/**
 * Lets one process at a time prove the outcome of an intent. A proof may have an effect: a registration whose reply was
 * lost is settled by rotating its key, and of two rotations side by side the stored key could be the refused one.
 * Gives whether this process may go on, and the intent as it stands.
 */
export async function claimSettlement(ctx: ServiceContext, intentId: string): Promise<{ readonly isMine: boolean; readonly intent: Intent }> {
  const now = ctx.now();
  const claimed = await ctx.db.intent.updateMany({
    where: {
      id: intentId, outcome: { in: ["sending", "unknown"] },
      OR: [{ lastCheckNote: null }, { lastCheckNote: { not: CHECKING } }, { nextCheckAt: { lte: new Date(now) } }],
    },
    data: { lastCheckNote: CHECKING, nextCheckAt: new Date(addMs(now, CLAIM_MS)) },
  });
  return { isMine: claimed.count === 1, intent: await ctx.db.intent.findUniqueOrThrow({ where: { id: intentId } }) };
}
