import { priceOfSilence } from "@/lib/core/escrow/silence";
import type { Dialect, EscrowState } from "@/lib/core/escrow/states";
import { usdc, type Usdc } from "@/lib/core/money";
import type { Json } from "@/lib/core/order/json-value";
import type { ReviewFacts } from "@/lib/core/run/review-view";
import { toEpochMs } from "@/lib/core/time";
import type { ServiceContext } from "../context";
import { legsOfPlans } from "./legs-of-plans";

export interface ReviewQueue {
  readonly rows: readonly ReviewFacts[];
  /** All that wait, shown or not. */
  readonly count: number;
  /** Above it an acceptance needs a treasurer. */
  readonly approvalAbove: Usdc | null;
}

const SHOWN_MAX = 50;

/** How many results wait for a person, from the counts that each run keeps. */
export async function countReviews(ctx: Pick<ServiceContext, "db">, connectionId: string): Promise<number> {
  return ctx.db.leg.count({ where: { connectionId, reviewState: "wanted" } });
}

/** The results that wait for a person, those that wait longest first, at most fifty. */
export async function listReviews(ctx: Pick<ServiceContext, "db">, connectionId: string, size = SHOWN_MAX): Promise<ReviewQueue> {
  const { db } = ctx;
  const where = { connectionId, reviewState: "wanted" };
  const [legs, count] = await Promise.all([
    db.leg.findMany({ where, orderBy: [{ startedAt: "asc" }, { id: "asc" }], take: size, include: { run: { select: { id: true, name: true, number: true } } } }),
    db.leg.count({ where }),
  ]);
  const [orders, escrows, policy, plans] = await Promise.all([
    db.workOrder.findMany({ where: { id: { in: idsOf(legs, "orderId") } } }),
    db.escrow.findMany({ where: { id: { in: idsOf(legs, "escrowId") } }, omit: { lockCode: true, record: true } }),
    db.policy.findUnique({ where: { connectionId }, select: { approvalAboveMicros: true } }),
    legsOfPlans(ctx, legs.map(({ runId }) => runId)),
  ]);
  const agentIds = [...new Set(legs.flatMap(({ payerAgentId, payeeAgentId }) => [payerAgentId, payeeAgentId]).filter((id) => id !== null))];
  const agents = new Map((await db.agent.findMany({ where: { id: { in: agentIds } }, select: { id: true, name: true, kind: true } })).map((agent) => [agent.id, agent]));
  const rows = legs.flatMap((leg): ReviewFacts[] => {
    const order = orders.find(({ id }) => id === leg.orderId);
    const escrow = escrows.find(({ id }) => id === leg.escrowId);
    if (!order || !escrow) return [];
    const plan = plans.get(leg.runId)?.get(leg.key);
    const human = plan?.terms.validators.find((validator) => validator.kind === "human");
    const deadlineAt = escrow.deadlineAt && toEpochMs(escrow.deadlineAt.getTime());
    const payer = leg.payerAgentId ? agents.get(leg.payerAgentId) : undefined;
    return [{
      legId: leg.id, legKey: leg.key, label: leg.label, runId: leg.runId, runName: leg.run.name, runNumber: leg.run.number,
      question: human?.question ?? "Is this result good enough to pay for?", instructions: order.instructions,
      agentName: escrow.payeeName, payerName: payer?.kind === "worker" ? payer.name : null,
      amount: usdc(escrow.amountMicros), net: usdc(escrow.netMicros), orderId: order.id, result: order.result as Json, resultHash: order.resultHash ?? "",
      returnedAt: order.returnedAt && toEpochMs(order.returnedAt.getTime()), revision: leg.revision,
      revisionsLeft: Math.max(0, (plan?.terms.revisions ?? 0) - leg.revision),
      waitsAfter: (plan?.releaseAfter.length ?? 0) > 0 || (plan?.terms.disputeMinutes ?? 0) > 0, disputeMinutes: plan?.terms.disputeMinutes ?? 0,
      hasBackup: leg.candidateIndex + 1 < leg.candidates.length, dueAt: leg.dueAt && toEpochMs(leg.dueAt.getTime()), escrowId: escrow.id, deadlineAt,
      silence: priceOfSilence({
        state: escrow.state as EscrowState, amount: usdc(escrow.amountMicros), dialect: escrow.dialect as Dialect,
        hasReferrer: escrow.referralAgentId !== null, deadlineAt,
      }),
    }];
  });
  return { rows, count, approvalAbove: policy?.approvalAboveMicros == null ? null : usdc(policy.approvalAboveMicros) };
}

function idsOf<K extends string>(rows: readonly Readonly<Record<K, string | null>>[], key: K): string[] {
  return rows.flatMap((row) => row[key] ?? []);
}
