import type { IntentKind } from "@/lib/core/command/intent";
import type { Intent } from "@/lib/db/generated/client";
import { leaveUnknown } from "../command-outcome";
import type { ServiceContext } from "../context";
import { SETTLEMENTS } from "./command-registry";

/** Checks that go side by side: a platform that lets each one wait must not hold up the rest for minutes. */
const SIDE_BY_SIDE = 8;

/**
 * Settles intents whose check is due, oldest first: those with a lost reply and those still `sending` after their call
 * deadline. Safe to run twice and in several processes. Returns how many were settled for good.
 */
export async function settleDueIntents(ctx: ServiceContext, batchMax = 48): Promise<number> {
  const due = await ctx.db.intent.findMany({
    where: { outcome: { in: ["sending", "unknown"] }, nextCheckAt: { lte: new Date(ctx.now()) } },
    orderBy: { nextCheckAt: "asc" }, take: batchMax,
  });
  let settled = 0;
  for (let start = 0; start < due.length; start += SIDE_BY_SIDE) {
    const outcomes = await Promise.all(due.slice(start, start + SIDE_BY_SIDE).map((intent) => settleOne(ctx, intent)));
    settled += outcomes.filter(Boolean).length;
  }
  return settled;
}

async function settleOne(ctx: ServiceContext, intent: Intent): Promise<boolean> {
  try {
    const result = await SETTLEMENTS[intent.kind as IntentKind](ctx, intent);
    ctx.log("intent.checked", { kind: intent.kind, outcome: result.ok ? "succeeded" : result.outcome });
    return result.ok || result.outcome === "rejected";
  } catch (error) {
    // One intent that cannot be written (a bug, a lock) must not keep the others from being settled.
    const cause = error instanceof Error ? error.name : "unknown";
    ctx.log("intent.check_failed", { kind: intent.kind, intentId: intent.id, error: error instanceof Error ? error.message : "unknown" });
    await leaveUnknown(ctx, intent.id, `The check failed in the console itself: ${cause}.`).catch(() => undefined);
    return false;
  }
}
