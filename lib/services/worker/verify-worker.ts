import { newId } from "@/lib/core/ids";
import { type LinkClaim, proofFromList } from "@/lib/core/referral/evidence";
import { type ReferralProof, isProven, upgradeProof } from "@/lib/core/referral/proof";
import { toEpochMs } from "@/lib/core/time";
import { raiseAlert, resolveAlert } from "@/lib/db/rows/alert-rows";
import type { PlatformClient } from "@/lib/purpleflea/client";
import { recordObservation } from "../command";
import { openPlatform } from "../connection/open-platform";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";

/** Published statistics cut an id to so many characters. Source: transcript section 2, 2026-11-20. */
const PREFIX = 8;

/** Statistics may follow a registration by a moment: without any proof they are read again after these waits. Units: ms. */
const LOOK_AGAIN_MS = [300, 700, 1_500, 3_000];

/**
 * Proves a worker's referral link: what its registration echoed, strengthened by the referrer's own list. Published lists
 * cut ids to a prefix; the second of the registration tells which row is whose. Without any proof, after a few looks, the
 * worker becomes `unverified`, an alert is raised and no money goes to it.
 * Returns true when the worker may go on. Errors: those of the platform port.
 */
export async function verifyWorker(ctx: ServiceContext, agentId: string): Promise<boolean> {
  const agent = await ctx.db.agent.findUnique({ where: { id: agentId }, include: { accounts: true } });
  const account = agent?.accounts.find(({ service }) => service === "platform");
  if (!agent || !account) throw new ServiceError("NOT_FOUND", "This worker has no account to verify.");
  const orchestrator = await ctx.db.connection.findUniqueOrThrow({ where: { id: agent.connectionId } });
  const parent = await ctx.db.agentAccount.findFirstOrThrow({ where: { agentId: orchestrator.orchestratorAgentId ?? "", service: "platform" } });
  const client = await openPlatform(ctx, agent.connectionId, parent.id);
  let proof = agent.referralProof as ReferralProof;
  for (const waitMs of [0, ...LOOK_AGAIN_MS]) {
    if (waitMs > 0) await ctx.sleep(waitMs);
    const listed = await readListed(ctx, client, { upstreamId: account.upstreamId, connectionId: agent.connectionId, offsetMs: orchestrator.clockOffsetMs });
    if (listed) proof = upgradeProof(proof, listed);
    if (isProven(proof) || proof === "contradicted") break;
  }
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

async function readListed(
  ctx: ServiceContext, client: PlatformClient, worker: { upstreamId: string; connectionId: string; offsetMs: number },
): Promise<ReferralProof | null> {
  const { agents } = (await client.getReferralSummary()).value;
  const claims = await claimsLike(ctx, worker.connectionId, worker.upstreamId.slice(0, PREFIX), worker.offsetMs);
  const own = claims.find(({ upstreamId }) => upstreamId === worker.upstreamId);
  return own ? proofFromList(own, agents, claims)?.proof ?? null : null;
}

/** All workers of the connection that one row of a cut list could mean. */
async function claimsLike(ctx: ServiceContext, connectionId: string, prefix: string, offsetMs: number): Promise<LinkClaim[]> {
  const rows = await ctx.db.agentAccount.findMany({
    where: { connectionId, service: "platform", upstreamId: { startsWith: prefix }, agent: { kind: "worker", registeredAt: { not: null } } },
    select: { upstreamId: true, agent: { select: { registeredAt: true } } },
  });
  return rows.flatMap(({ upstreamId, agent }) => (agent.registeredAt ? [{ upstreamId, registeredAt: toEpochMs(agent.registeredAt.getTime() + offsetMs) }] : []));
}
