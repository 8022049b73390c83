import type { ProductService } from "@/lib/core/connection/accounts";
import { PlatformError } from "@/lib/purpleflea/errors";
import type { ServiceContext } from "../context";
import { getConnection } from "./load-connection";
import { openPlatform } from "./open-platform";

/** Commission of one service as the platform says it now. `null` where it says nothing; `note` is why. Units: micros. */
export interface CommissionReading {
  readonly service: ProductService;
  readonly earnedMicros: bigint | null;
  readonly availableMicros: bigint | null;
  readonly referredCount: number | null;
  readonly note: string | null;
}

/** Reads with the orchestrator's own key of that service. Never throws for a platform that does not answer. */
export async function readCommission(ctx: ServiceContext, connectionId: string, service: ProductService): Promise<CommissionReading> {
  const none = { service, earnedMicros: null, availableMicros: null, referredCount: null };
  const { orchestratorAgentId } = await getConnection(ctx.db, connectionId);
  const account = await ctx.db.agentAccount.findFirst({ where: { agentId: orchestratorAgentId ?? "", service }, select: { id: true } });
  if (!account) return { ...none, note: `no account at ${service}` };
  try {
    const { value } = await (await openPlatform(ctx, connectionId, account.id)).getProductReferral(service);
    // Trading and domains say what came of it; all of it is what a payout takes.
    const availableMicros = value.available ?? (value.pending === null ? value.totalCommissions : null);
    return { service, earnedMicros: value.totalCommissions, availableMicros, referredCount: value.referredCount, note: null };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return { ...none, note: error.message };
  }
}
