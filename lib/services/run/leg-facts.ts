import type { Dialect, EscrowState, RefundCause } from "@/lib/core/escrow/states";
import { usdc } from "@/lib/core/money";
import type { OrderState } from "@/lib/core/order/states";
import type { PlanLeg } from "@/lib/core/run/flatten";
import type { LegEscrowFacts, LegFacts } from "@/lib/core/run/leg-view";
import type { Pattern } from "@/lib/core/run/plan";
import type { AfterReturn, LegState } from "@/lib/core/run/states";
import { toEpochMs } from "@/lib/core/time";
import type { Leg } from "@/lib/db/generated/client";
import type { RunRows } from "./read-run-rows";
import { escrowMoney, type RunEscrow, silenceOf } from "./run-money";

/** A leg's row with its plan, its escrow and the names of those it concerns. */
export function toLegFacts(leg: Leg, plan: PlanLeg | undefined, rows: RunRows, escrow: RunEscrow | undefined): LegFacts {
  const nameOf = (id: string | null) => (id === null ? null : (rows.agents.get(id)?.name ?? id));
  const order = leg.orderId ? rows.orders.get(leg.orderId) : undefined;
  const isOrchestrator = leg.payerAgentId === null || leg.payerAgentId === rows.orchestratorId;
  return {
    id: leg.id, key: leg.key, nodeKey: leg.nodeKey, label: leg.label, pattern: leg.pattern as Pattern, position: leg.position,
    state: leg.state as LegState, afterReturn: leg.afterReturn as AfterReturn | null,
    payerName: isOrchestrator ? plannedPayer(leg, plan, rows) : nameOf(leg.payerAgentId), payeeName: nameOf(leg.payeeAgentId),
    candidates: leg.candidates.map((id) => nameOf(id) ?? id), candidateIndex: leg.candidateIndex, amount: usdc(leg.amountMicros),
    attempt: leg.attempt, triesLeft: leg.triesLeft, revision: leg.revision, revisionsMax: plan?.terms.revisions ?? 0,
    escrow: escrow ? toEscrowFacts(escrow, rows) : null, order: order ? { id: order.id, state: order.state as OrderState } : null,
    reviewState: leg.reviewState, judgeState: leg.judgeState, failureCode: leg.failureCode, note: leg.note,
    part: leg.partMicros === null ? null : usdc(leg.partMicros), isCritical: plan?.terms.isCritical ?? true, dependsOn: plan?.terms.dependsOn ?? [],
    previousLeg: plan?.previousLeg ?? null, releaseAfter: plan?.releaseAfter ?? [], ...timesOf(leg),
  };
}

/** Before a stage is locked nobody pays it yet: then whoever does the stage before it will. */
function plannedPayer(leg: Leg, plan: PlanLeg | undefined, rows: RunRows): string | null {
  if (leg.payerAgentId !== null || leg.attempt > 0 || plan?.payer.kind !== "payee_of") return null;
  const payerKey = plan.payer.legKey;
  const before = rows.legs.find(({ key }) => key === payerKey);
  const agentId = before?.payeeAgentId ?? before?.candidates[before.candidateIndex];
  return agentId ? (rows.agents.get(agentId)?.name ?? agentId) : null;
}

function timesOf(leg: Leg) {
  const instant = (at: Date | null) => at && toEpochMs(at.getTime());
  return {
    retryAt: instant(leg.retryAt), dueAt: instant(leg.dueAt), releaseAt: instant(leg.releaseAt), bidsCloseAt: instant(leg.bidsCloseAt),
    startedAt: instant(leg.startedAt), finishedAt: instant(leg.finishedAt),
  };
}

/** An escrow of the run as its leg shows it. */
export function toEscrowFacts(row: RunEscrow, rows: RunRows): LegEscrowFacts {
  return {
    id: row.id, state: row.state as EscrowState, platformWord: row.platformWord, refundCause: row.refundCause as RefundCause | null, dialect: row.dialect as Dialect,
    amount: usdc(row.amountMicros), net: usdc(row.netMicros), deadlineAt: row.deadlineAt && toEpochMs(row.deadlineAt.getTime()),
    intent: rows.openIntents.get(row.id) ?? null, silence: silenceOf(row), money: escrowMoney(row, rows.openIntents.has(row.id)),
  };
}
