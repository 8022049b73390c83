import { foldActivity } from "@/lib/core/audit/activity";
import { addMs, DAY_MS } from "@/lib/core/time";
import { listAudit } from "../audit/list-audit";
import { getCommissionLedger } from "../referral/get-commission-ledger";
import type { ServiceContext } from "../context";
import { getEscrowFunnel } from "./get-escrow-funnel";
import { getFleetFigures } from "./get-fleet-figures";
import { getTreasury } from "./get-treasury";
import { listNeeds } from "./list-needs";

/** An engine that was not seen for this long does not run. Units: ms. */
const ENGINE_SEEN_MS = 30_000;
const ACTIVITY_SHOWN = 8;

/** An intent has two or three entries, and those of several stand among each other. */
const ACTIVITY_READ = 40;

/** Everything of the Overview, read side by side from rollups and indexed rows. Units: micros. */
export async function getOverview(ctx: ServiceContext, connectionId: string) {
  const now = ctx.now();
  const [treasury, needs, figures, ledger, funnel, audit, notes] = await Promise.all([
    getTreasury(ctx, connectionId), listNeeds(ctx, connectionId, 40), getFleetFigures(ctx, connectionId),
    getCommissionLedger(ctx, connectionId, { since: addMs(now, -29 * DAY_MS), now }), getEscrowFunnel(ctx, connectionId),
    listAudit(ctx, connectionId, {}, {}, ACTIVITY_READ), readNotes(ctx, connectionId),
  ]);
  return { treasury, needs, figures, ledger, funnel, activity: foldActivity(audit.entries, ACTIVITY_SHOWN), notes };
}

interface NotesRow { limits: bigint; contradicted: bigint; seen: Date | null; known: bigint }

async function readNotes(ctx: ServiceContext, connectionId: string) {
  const now = new Date(ctx.now());
  const [row] = await ctx.db.$queryRaw<NotesRow[]>`
    select
      (select count(*) from "ChildWallet" where "connectionId" = ${connectionId} and "closedAt" is null and "dailyLimitMicros" > 0
        and "spentMicros" >= "dailyLimitMicros" and ("resetsAt" is null or "resetsAt" > ${now})) as limits,
      (select count(*) from "Alert" where "connectionId" = ${connectionId} and "resolvedAt" is null and kind = 'referral_contradicted') as contradicted,
      (select max("heartbeatAt") from "EngineSlot") as seen, (select count(*) from "EngineSlot") as known`;
  const seenMs = row?.seen?.getTime() ?? 0;
  return {
    walletsAtLimit: Number(row?.limits ?? 0n), contradicted: Number(row?.contradicted ?? 0n),
    isEngineStopped: Number(row?.known ?? 0n) > 0 && now.getTime() - seenMs > ENGINE_SEEN_MS,
  };
}
