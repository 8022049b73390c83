import type { ReferralProof } from "@/lib/core/referral/proof";
import { newId } from "@/lib/core/ids";
import { addMs } from "@/lib/core/time";
import { PlatformError } from "@/lib/purpleflea/errors";
import type { ReferralSummary } from "@/lib/purpleflea/records";
import { recordObservation } from "../command";
import type { ServiceContext } from "../context";
import { matchReferred, type ReferralCandidate } from "./match-referred";
import { openPlatform } from "./open-platform";
import { BEFORE_ALL } from "./opening-commission";

interface Candidate extends ReferralCandidate {
  readonly name: string;
}

interface OpeningRow {
  readonly product: string;
  readonly micros: bigint;
}

/**
 * Gives an imported worker its part of the opening balance: what it had earned for the orchestrator belonged to somebody
 * outside until then. A worker is asked for once; nothing is read while none waits. Never throws for a silent platform.
 */
export async function moveOpeningCommission(ctx: ServiceContext, connection: { readonly id: string; readonly orchestratorAgentId: string | null; readonly clockOffsetMs: number }, accountId: string | null): Promise<void> {
  const referrerId = connection.orchestratorAgentId;
  if (referrerId === null || accountId === null) return;
  const waiting = await findWaiting(ctx, connection.id);
  if (waiting.length === 0) return;
  const candidates = await readCandidates(ctx, connection.id, connection.clockOffsetMs);
  const summary = await readSummary(ctx, connection.id, accountId);
  if (!summary) return;
  const platformNow = addMs(ctx.now(), connection.clockOffsetMs);
  for (const workerId of waiting) {
    const worker = candidates.find(({ agentId }) => agentId === workerId);
    const earned = worker ? (matchReferred(worker, summary, candidates, platformNow)?.earnedMicros ?? 0n) : 0n;
    await moveOne(ctx, { connectionId: connection.id, referrerId, workerId, name: worker?.name ?? workerId, earned });
  }
}

/** Imported workers without a row of the opening, while there is an opening to take from. */
async function findWaiting(ctx: ServiceContext, connectionId: string): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    select a.id from "Agent" a where a."connectionId" = ${connectionId} and a.kind = 'worker' and 'imported' = any(a.tags) and a."referralMicros" = 0
      and exists (select 1 from "CommissionCredit" o where o."connectionId" = a."connectionId" and o.at = ${BEFORE_ALL} and o.proof = 'opening')
      and not exists (select 1 from "CommissionCredit" c where c."sourceAgentId" = a.id and c.at = ${BEFORE_ALL} and c.proof = 'opening')
    order by a.id limit 500`;
  return rows.map(({ id }) => id);
}

async function readCandidates(ctx: ServiceContext, connectionId: string, clockOffsetMs: number): Promise<Candidate[]> {
  const rows = await ctx.db.agent.findMany({
    where: { connectionId, kind: "worker", registeredAt: { not: null } },
    select: { id: true, name: true, referralProof: true, registeredAt: true, accounts: { select: { upstreamId: true }, where: { service: "platform" }, take: 1 } },
  });
  return rows.flatMap(({ id, name, referralProof, registeredAt, accounts: [account] }) => (account && registeredAt
    ? [{ agentId: id, name, upstreamId: account.upstreamId, proof: referralProof as ReferralProof, registeredAtMs: registeredAt.getTime() + clockOffsetMs }] : []));
}

async function readSummary(ctx: ServiceContext, connectionId: string, accountId: string): Promise<ReferralSummary | null> {
  try {
    return (await (await openPlatform(ctx, connectionId, accountId)).getReferralSummary()).value;
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return null;
  }
}

interface Move {
  readonly connectionId: string;
  readonly referrerId: string;
  readonly workerId: string;
  readonly name: string;
  readonly earned: bigint;
}

/** Moves no more than is there. A worker that had earned nothing gets a row of zero, so that it is asked for once. */
async function moveOne(ctx: ServiceContext, { connectionId, referrerId, workerId, name, earned }: Move): Promise<void> {
  await recordObservation(ctx, {
    connectionId, action: "commission.opening", subject: { type: "worker", id: workerId, name }, summary: `${name} takes its part of the opening balance of commission`,
  }, async (rows, at) => {
    await rows.tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`referrals:${connectionId}`}, 7747))::text`;
    if (await rows.tx.commissionCredit.findFirst({ where: { sourceAgentId: workerId, proof: "opening" }, select: { id: true } })) return false;
    const left = await rows.tx.$queryRaw<OpeningRow[]>`
      select product, sum("amountMicros")::bigint as micros from "CommissionCredit"
      where "connectionId" = ${connectionId} and proof = 'opening' and "sourceAgentId" is null group by product order by product`;
    const credit = (sourceAgentId: string | null, product: string, amountMicros: bigint) => rows.costs.credit({
      id: newId("commission", at, ctx.random), connectionId, referrerAgentId: referrerId, sourceAgentId, product, feeMicros: 0n, amountMicros,
      escrowId: null, proof: "opening", at: BEFORE_ALL,
    });
    let rest = earned;
    for (const { product, micros } of left) {
      const part = micros < rest ? micros : rest;
      if (part <= 0n) continue;
      await credit(workerId, product, part);
      await credit(null, product, -part);
      await rows.costs.book({
        id: newId("cost", at, ctx.random), connectionId, agentId: workerId, kind: "referral", product, amountMicros: part, escrowId: null,
        intentId: null, counterpartyId: referrerId, at: BEFORE_ALL,
      });
      rest -= part;
    }
    if (rest === earned) await credit(workerId, left[0]?.product ?? "casino", 0n);
    return true;
  });
}
