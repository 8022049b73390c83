import { initialEvidence, CAPABILITIES, LIVE_DIALECTS } from "@/lib/core/connection/capabilities";
import { PUBLISHED_LIMITS } from "@/lib/core/connection/declared-limits";
import { presetUrls } from "@/lib/core/connection/hosts";
import { newId } from "@/lib/core/ids";
import { seal } from "@/lib/db/vault";
import type { ServiceContext } from "@/lib/services/context";
import { DEFAULT_POLICY } from "@/lib/services/connection/default-policy";

/**
 * A live connection whose every address is under the sandbox's `/published/` mount, as an operator would add one, with
 * a registered orchestrator and 1,000.00 (and the faucet's 1.00, which the published registration claims by itself).
 */
export async function addPublishedConnection(ctx: ServiceContext, origin = "http://127.0.0.1:4010"): Promise<{ connectionId: string }> {
  const urls = presetUrls("published-sandbox", origin);
  const registered = await post<{ agent_id: string; api_key: string; referral_code: string }>(ctx, `${urls.casino}/api/v1/auth/register`, {});
  await post(ctx, `${origin}/_sandbox/credit`, { agentId: registered.agent_id, amountMicros: "999000000" });
  const at = ctx.now();
  const when = new Date(at);
  const connectionId = newId("connection", at, ctx.random);
  const ids = { agent: newId("agent", at, ctx.random), account: newId("account", at, ctx.random), key: newId("key", at, ctx.random) };
  await ctx.db.$transaction(async (tx) => {
    await tx.connection.create({
      data: {
        id: connectionId, name: "Published", mode: "live", baseUrls: urls, dialects: LIVE_DIALECTS, declaredLimits: PUBLISHED_LIMITS as object,
        orchestratorAgentId: ids.agent, clockReadAt: when, createdAt: when,
      },
    });
    await tx.capability.createMany({
      data: CAPABILITIES.map((name) => ({
        connectionId, name, dialect: LIVE_DIALECTS[name], evidence: initialEvidence(name, LIVE_DIALECTS), note: "", checkedAt: when,
      })),
    });
    await tx.policy.create({ data: { connectionId, ...DEFAULT_POLICY, changedBy: "test", changedAt: when } });
    await tx.agent.create({
      data: {
        id: ids.agent, connectionId, kind: "orchestrator", name: registered.agent_id, role: "orchestrator", state: "live", capabilities: [],
        referralProof: "unverified", registeredAt: when, createdAt: when,
      },
    });
    await tx.agentAccount.create({
      data: {
        id: ids.account, agentId: ids.agent, connectionId, service: "platform", upstreamId: registered.agent_id,
        ownReferralCode: registered.referral_code, balanceMicros: 1_000_000_000n, balanceReadAt: when, createdAt: when,
      },
    });
    const ciphertext = seal(ctx.keyring, registered.api_key, { table: "AgentKey", id: ids.key, column: "ciphertext" });
    await tx.agentKey.create({ data: { id: ids.key, accountId: ids.account, version: 1, ciphertext, createdAt: when } });
  });
  return { connectionId };
}

async function post<T>(ctx: ServiceContext, url: string, body: unknown): Promise<T> {
  const response = await ctx.fetch(new Request(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }));
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as T;
}
