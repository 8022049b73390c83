import type { IntentKind } from "@/lib/core/command/intent";
import type { ServiceContext } from "../context";
import { SETTLEMENTS } from "./command-registry";

/**
 * Settles intents whose check is due, oldest first: those with a lost reply and those still `sending` after their call
 * deadline. Safe to run twice and in several processes. Returns how many were settled for good.
 */
export async function settleDueIntents(ctx: ServiceContext, batchMax = 50): Promise<number> {
  const due = await ctx.db.intent.findMany({
    where: { outcome: { in: ["sending", "unknown"] }, nextCheckAt: { lte: new Date(ctx.now()) } },
    orderBy: { nextCheckAt: "asc" }, take: batchMax,
  });
  let settled = 0;
  for (const intent of due) {
    const result = await SETTLEMENTS[intent.kind as IntentKind](ctx, intent);
    if (result.ok || result.outcome === "rejected") settled++;
    ctx.log("intent.checked", { kind: intent.kind, outcome: result.ok ? "succeeded" : result.outcome });
  }
  return settled;
}
