import type { ProductService } from "@/lib/core/connection/accounts";
import type { CommissionReading } from "@/lib/core/connection/connection-view";
import { toDecimal, usdc } from "@/lib/core/money";
import type { Database } from "@/lib/db/client";
import { PlatformError } from "@/lib/purpleflea/errors";
import type { ReferralSummary } from "@/lib/purpleflea/records";
import type { ServiceContext } from "../context";
import { getConnection } from "./load-connection";
import { openPlatform } from "./open-platform";

const CAPABILITIES = { wallet: "wallet-product.referral", trading: "trading.referral", domains: "domains.referral" } as const;

/** So old may a stored reading become before a new one with the same words takes its place. */
const FRESH_MS = 60_000;

/** Reads with the orchestrator's own key of that service. Never throws for a platform that does not answer. */
export async function readCommission(ctx: ServiceContext, connectionId: string, service: ProductService): Promise<CommissionReading> {
  const none = { service, earnedMicros: null, availableMicros: null, atMostMicros: null, referredCount: null, lastKnown: null };
  const { orchestratorAgentId } = await getConnection(ctx.db, connectionId);
  const account = await ctx.db.agentAccount.findFirst({ where: { agentId: orchestratorAgentId ?? "", service }, select: { id: true } });
  if (!account) return { ...none, note: `no account at ${service}` };
  const capability = { connectionId_name: { connectionId, name: CAPABILITIES[service] } };
  const stored = await ctx.db.capability.findUnique({ where: capability });
  try {
    const { value } = await (await openPlatform(ctx, connectionId, account.id)).getProductReferral(service);
    const at = new Date(ctx.now());
    const note = wordsOf(value);
    if (stored && (stored.note !== note || at.getTime() - stored.checkedAt.getTime() > FRESH_MS)) {
      await ctx.db.capability.update({ where: capability, data: { evidence: "observed", note, checkedAt: at } });
    }
    // Trading and domains name what was earned in all and never what is left of it, so what is available stays open.
    const availableMicros = value.available ?? null;
    const atMostMicros = availableMicros ?? leftOf(value.totalCommissions, await sumOwnPayouts(ctx.db, connectionId, service));
    return { service, earnedMicros: value.totalCommissions, availableMicros, atMostMicros, referredCount: value.referredCount, note: null, lastKnown: null };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return { ...none, note: error.message, lastKnown: stored?.evidence === "observed" ? { words: stored.note, at: stored.checkedAt } : null };
  }
}

function wordsOf({ referredCount, totalCommissions, available }: ReferralSummary): string {
  const left = available === undefined || available === null ? "available unavailable" : `${toDecimal(available)} available`;
  return `${referredCount} referred, ${toDecimal(totalCommissions)} earned, ${left}`;
}

function leftOf(earned: bigint, paidOut: bigint): bigint {
  return earned > paidOut ? earned - paidOut : 0n;
}

/** What payouts of this console took from one service's commission. Payouts made elsewhere are not known here. */
async function sumOwnPayouts(db: Database, connectionId: string, service: ProductService): Promise<bigint> {
  const rows = await db.$queryRaw<{ micros: bigint | null }[]>`
    select sum(coalesce(round((reply->>'amount')::numeric * 1000000), "amountMicros"))::bigint as micros from "Intent"
    where "connectionId" = ${connectionId} and kind = 'money.withdrawCommission' and outcome in ('sending', 'unknown', 'succeeded') and plan->>'service' = ${service}`;
  return usdc(rows[0]?.micros ?? 0n);
}
