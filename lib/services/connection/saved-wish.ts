import { PRODUCT_SERVICES, type ProductService } from "@/lib/core/connection/accounts";
import type { CapabilityDialects } from "@/lib/core/connection/capabilities";
import type { RouteLimits } from "@/lib/core/connection/declared-limits";
import type { ServiceHost } from "@/lib/core/connection/hosts";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import type { Connection } from "@/lib/db/generated/client";
import type { AccountWish, ConnectionWish } from "@/lib/schemas/connection";
import type { ServiceContext } from "../context";
import { openCredential } from "./open-credential";

/** A saved connection as the wish that would make it, its keys opened: for tests of reads alone, never for an answer. Errors: `NO_ORCHESTRATOR`, `NO_KEY`. */
export async function openSavedWish(ctx: ServiceContext, row: Connection): Promise<Result<ConnectionWish, Failure>> {
  const accounts = await ctx.db.agentAccount.findMany({
    where: { agentId: row.orchestratorAgentId ?? "", connectionId: row.id }, include: { keys: { where: { retiredAt: null }, select: { id: true }, take: 1 } },
  });
  const open = async (service: string): Promise<AccountWish | null> => {
    const account = accounts.find((candidate) => candidate.service === service && candidate.keys.length > 0);
    if (!account) return null;
    const { apiKey } = await openCredential(ctx.db, ctx.keyring, account.id);
    return { agentId: account.upstreamId, apiKey, referralCode: account.ownReferralCode };
  };
  if (!accounts.some(({ service }) => service === "platform")) {
    return fail({ code: "NO_ORCHESTRATOR", message: "This connection has no orchestrator to test with. Nothing was changed." });
  }
  const orchestrator = await open("platform");
  if (!orchestrator) return fail({ code: "NO_KEY", message: "The console holds no key of the orchestrator. Nothing was changed. Replace its key first." });
  const products: Partial<Record<ProductService, AccountWish>> = {};
  for (const service of PRODUCT_SERVICES) {
    const account = await open(service);
    if (account) products[service] = account;
  }
  return ok({
    name: row.name, baseUrls: row.baseUrls as Record<ServiceHost, string>, orchestrator, products,
    dialects: row.dialects as unknown as CapabilityDialects, declaredLimits: (row.declaredLimits ?? {}) as unknown as RouteLimits,
  });
}
