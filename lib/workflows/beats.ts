import { proveTreasury } from "@/lib/services/overview/prove-treasury";
import type { ServiceContext } from "@/lib/services/context";
import { checkLowBalance } from "@/lib/services/connection/check-low-balance";
import { listConnectionIds } from "@/lib/services/connection/list-connection-ids";
import { deleteIdleBuckets } from "@/lib/services/connection/pacing";
import { readConnection } from "@/lib/services/connection/read-connection";
import { env } from "@/lib/env";
import { checkAuditLogDaily } from "@/lib/services/audit/check-audit-log-daily";
import { sealedHeadsFile } from "@/lib/services/audit/sealed-heads";
import { resealInRounds } from "@/lib/services/connection/reseal-secrets";
import { closeDays } from "@/lib/services/cost/close-days";
import { syncDueEscrows } from "@/lib/services/escrow/sync-due-escrows";
import { sendDueDeliveries } from "@/lib/services/notify/send-due-deliveries";
import { findOrphanRows } from "@/lib/services/reconcile/find-orphan-rows";
import { forgetOldAttempts } from "@/lib/services/operator/check-password";
import { followOrders } from "@/lib/services/order/follow-orders";
import { checkHeartbeats } from "@/lib/services/order/heartbeat";
import { sendCompleted } from "@/lib/services/order/send-completed";
import { sendDuePushes } from "@/lib/services/order/send-due-pushes";
import { reviveLostRuns, wakeDueRuns } from "@/lib/services/run/wake-runs";
import { settleDueIntents } from "@/lib/services/reconcile/settle-due-intents";
import { syncReferrals } from "@/lib/services/referral/sync-referrals";
import { syncWallets } from "@/lib/services/wallet/sync-wallets";
import { resumeRetirements } from "@/lib/services/worker/resume-retirements";
import type { Beat } from "./pulse";

const SECOND_MS = 1_000;

/** What the engine reads again and again: lost replies, the platform's clock and answers, deadlines, balances, proofs. */
export const BEATS: readonly Beat[] = [
  { name: "settle intents", everyMs: 250, run: (ctx) => settleDueIntents(ctx) },
  { name: "read connections", everyMs: SECOND_MS, run: perConnection((ctx, id) => readConnection(ctx, id)) },
  { name: "sync escrows", everyMs: 500, run: perConnection((ctx, id) => syncDueEscrows(ctx, id, 100)) },
  { name: "sync wallets", everyMs: 5 * SECOND_MS, run: perConnection((ctx, id) => syncWallets(ctx, id, 50)) },
  { name: "sync referrals", everyMs: 10 * SECOND_MS, run: perConnection((ctx, id) => syncReferrals(ctx, id)) },
  { name: "prove treasury", everyMs: 10 * SECOND_MS, run: perConnection((ctx, id) => proveTreasury(ctx, id)) },
  { name: "find orphans", everyMs: 30 * SECOND_MS, run: perConnection((ctx, id) => findOrphanRows(ctx, id)) },
  { name: "check audit log", everyMs: 600 * SECOND_MS, run: (ctx) => checkAuditLogDaily(ctx, sealedHeadsFile(env().DATA_DIR)) },
  { name: "check balances", everyMs: 10 * SECOND_MS, run: perConnection((ctx, id) => checkLowBalance(ctx, id)) },
  { name: "reseal secrets", everyMs: 60 * SECOND_MS, run: (ctx) => resealInRounds(ctx) },
  { name: "send warnings", everyMs: SECOND_MS, run: (ctx) => sendDueDeliveries(ctx, { smtpUrl: env().SMTP_URL, consoleUrl: env().CONSOLE_URL }) },
  { name: "wake runs", everyMs: 200, run: (ctx) => wakeDueRuns(ctx) },
  { name: "revive runs", everyMs: 10 * SECOND_MS, run: (ctx) => reviveLostRuns(ctx) },
  { name: "follow orders", everyMs: 500, run: perConnection((ctx, id) => followOrders(ctx, id)) },
  { name: "send completed", everyMs: 250, run: perConnection((ctx, id) => sendCompleted(ctx, id)) },
  { name: "send pushes", everyMs: 500, run: (ctx) => sendDuePushes(ctx) },
  { name: "check heartbeats", everyMs: 5 * SECOND_MS, run: perConnection((ctx, id) => checkHeartbeats(ctx, id)) },
  { name: "close days", everyMs: 600 * SECOND_MS, run: perConnection((ctx, id) => closeDays(ctx, id)) },
  { name: "forget idle limits", everyMs: 600 * SECOND_MS, run: (ctx) => deleteIdleBuckets(ctx.db, ctx.now()) },
  { name: "forget old attempts", everyMs: 600 * SECOND_MS, run: (ctx) => forgetOldAttempts(ctx) },
  { name: "resume retirements", everyMs: SECOND_MS, run: (ctx) => resumeRetirements(ctx) },
];

function perConnection(run: (ctx: ServiceContext, connectionId: string) => Promise<unknown>): Beat["run"] {
  return async (ctx) => {
    for (const connectionId of await listConnectionIds(ctx)) {
      try {
        await run(ctx, connectionId);
      } catch (error) {
        // One platform that does not answer never holds up the connections after it.
        ctx.log("pulse.failed", { connectionId, error: error instanceof Error ? error.message : "unknown" });
      }
    }
  };
}
