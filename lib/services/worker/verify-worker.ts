import { newId } from "@/lib/core/ids";
import { type ReferralProof, isProven, upgradeProof } from "@/lib/core/referral/proof";
import { raiseAlert, resolveAlert } from "@/lib/db/rows/alert-rows";
import type { PlatformClient } from "@/lib/purpleflea/client";
import { recordObservation } from "../command";
import { openPlatform } from "../connection/open-platform";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";

/**
 * Proves a worker's referral link: what its registration echoed, strengthened by the referrer's own list. Without any
 * proof the worker becomes `unverified`, an alert is raised and no money goes to it.
 * Returns true when the worker may go on. Errors: those of the platform port.
 */
export async function verifyWorker(ctx: ServiceContext, agentId: string): Promise<boolean> {
  const agent = await ctx.db.agent.findUnique({ where: { id: agentId }, include: { accounts: true } });
  const account = agent?.accounts[0];
  if (!agent || !account) throw new ServiceError("NOT_FOUND", "This worker has no account to verify.");
  const orchestrator = await ctx.db.connection.findUniqueOrThrow({ where: { id: agent.connectionId } });
  const parent = await ctx.db.agentAccount.findFirstOrThrow({ where: { agentId: orchestrator.orchestratorAgentId ?? "", service: "platform" } });
  const listed = await readListed(await openPlatform(ctx, agent.connectionId, parent.id), account.upstreamId);
  const proof = listed ? upgradeProof(agent.referralProof as ReferralProof, listed) : (agent.referralProof as ReferralProof);
  const proven = isProven(proof);
  const summary = proven ? `Referral link ${proof.replace("_", " ")}` : `No proof that ${agent.name} is linked to ${parent.ownReferralCode}`;
  await recordObservation(ctx, {
    connectionId: agent.connectionId, action: "worker.verified", subject: { type: "worker", id: agentId, name: agent.name }, summary,
    before: { proof: agent.referralProof }, after: { proof },
  }, async (rows, at) => {
    await rows.agents.patch(agentId, proven
      ? { referralProof: proof, spawnStep: "verified", failureCode: null, failureMessage: null }
      : { referralProof: proof, state: "unverified" });
    const dedupeKey = `unverified:${agentId}`;
    if (proven) await resolveAlert(rows.tx, dedupeKey, new Date(at), "system");
    else {
      await raiseAlert(rows.tx, {
        id: newId("alert", at, ctx.random), connectionId: agent.connectionId, kind: "worker_unverified", severity: "warning",
        subjectType: "worker", subjectId: agentId, title: `${agent.name} is unverified`,
        body: `${agent.proofNote ?? "The platform did not confirm the referral link"}. It gets no money until the link is proven.`,
        dedupeKey, raisedAt: new Date(at),
      });
    }
    return true;
  });
  return proven;
}

async function readListed(client: PlatformClient, upstreamId: string): Promise<ReferralProof | null> {
  const summary = (await client.getReferralSummary()).value;
  const matches = summary.agents.filter((entry) => (entry.isPrefix ? upstreamId.startsWith(entry.agentId) : entry.agentId === upstreamId));
  if (matches.length === 0) return null;
  return matches.length > 1 || matches[0]?.isPrefix ? "listed_ambiguous" : "listed";
}
