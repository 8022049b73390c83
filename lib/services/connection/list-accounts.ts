import { ACCOUNT_SERVICES } from "@/lib/core/connection/accounts";
import type { CapabilityDialects } from "@/lib/core/connection/capabilities";
import type { ServiceAccount } from "@/lib/core/connection/connection-view";
import type { ServiceContext } from "../context";
import { rowServiceOf } from "./account-service";

const REGISTER = { wallet: "wallet-product.register", trading: "trading.register", domains: "domains.register" } as const;

/** All four places of an agent, in the order of the services. */
export async function listServiceAccounts(ctx: Pick<ServiceContext, "db">, agentId: string, dialects: CapabilityDialects): Promise<ServiceAccount[]> {
  const agent = await ctx.db.agent.findUnique({
    where: { id: agentId },
    select: {
      kind: true, referralCodeUsed: true, referralProof: true, proofNote: true,
      accounts: { include: { keys: { where: { retiredAt: null }, select: { version: true }, orderBy: { version: "desc" }, take: 1 } } },
    },
  });
  return ACCOUNT_SERVICES.map((service) => {
    const account = agent?.accounts.find((row) => row.service === rowServiceOf(service));
    // The link of the shared identity is the agent's own; the other services prove theirs by themselves.
    const isAgent = service === "casino";
    const register = service === "casino" ? null : (dialects[REGISTER[service]] ?? null);
    return {
      service, upstreamId: account?.upstreamId ?? null, ownCode: account?.ownReferralCode ?? null,
      usedCode: (isAgent ? agent?.referralCodeUsed : account?.usedReferralCode) ?? null,
      proof: (isAgent ? agent?.referralProof : account?.referralProof) ?? "unverified",
      proofNote: (isAgent ? agent?.proofNote : account?.proofNote) ?? null,
      balanceMicros: account?.balanceMicros ?? null, balanceReadAt: account?.balanceReadAt ?? null, keyVersion: account?.keys[0]?.version ?? null,
      canRegister: !account && register !== null,
      // Only the shared identity is known to a rotation; the published services know none at all.
      canRotate: isAgent && agent?.kind === "worker" && (dialects["rotate-key"] ?? null) !== null && (account?.keys.length ?? 0) > 0,
    };
  });
}
