import { envelopeOf, money } from "@/app/api/v1/answer-parts";
import type { CurrentConnection } from "@/lib/core/connection/connection-view";
import type { ReferralLeaf } from "@/lib/core/referral/referral-view";
import type { ServiceContext } from "@/lib/services/context";
import { getReferralTree } from "@/lib/services/referral/get-referral-tree";

/** The referral chain as JSON: a branch per role with its best earners. */
export async function readReferralChain(ctx: ServiceContext, connection: CurrentConnection): Promise<object> {
  const tree = await getReferralTree(ctx, connection.id, connection.orchestrator?.agentId ?? "");
  return {
    ...envelopeOf(connection), orchestrator: connection.orchestrator?.name ?? null, referralCode: connection.orchestrator?.referralCode ?? null,
    workerCount: tree.workerCount, weakestProof: tree.weakest, proofCounts: tree.proofCounts, ...money({ commission: tree.commissionMicros }),
    roles: tree.branches.map((branch) => ({
      role: branch.role, count: branch.count, weakestProof: branch.weakest, ...money({ commission: branch.commissionMicros }),
      workers: branch.leaves.map(toJson), otherWorkers: branch.hiddenCount,
    })),
    contradicted: tree.contradicted,
  };
}

function toJson(leaf: ReferralLeaf): object {
  return {
    id: leaf.agentId, name: leaf.name, state: leaf.state, proof: leaf.proof, level: leaf.level,
    ...money({ commission: leaf.commissionMicros, fees: leaf.feesMicros }), brought: leaf.children.map(toJson),
  };
}
