import { proofRank, type ReferralProof, REFERRAL_PROOFS, weakestProof } from "@/lib/core/referral/proof";
import type { ReferralBranch, ReferralChain, ReferralLeaf } from "@/lib/core/referral/referral-view";
import type { ServiceContext } from "../context";

interface RoleRow { role: string; proof: string; count: bigint; commission: bigint }
interface LeafRow { id: string; name: string; role: string; state: string; proof: string; commission: bigint; fees: bigint; parent: string | null }

const LEAVES_MAX = 8;

/** The fleet as its referral chain: a branch per role with its best earners, the weakest proof and the commission. Units: micros. */
export async function getReferralTree(ctx: ServiceContext, connectionId: string, orchestratorId: string): Promise<ReferralChain> {
  const [roles, leaves] = await Promise.all([
    ctx.db.$queryRaw<RoleRow[]>`
      select role, "referralProof" as proof, count(*) as count, coalesce(sum("referralMicros"), 0)::bigint as commission
      from "Agent" where "connectionId" = ${connectionId} and kind = 'worker' and state not in ('failed') group by 1, 2`,
    ctx.db.$queryRaw<LeafRow[]>`
      select id, name, role, state, proof, commission, fees, parent from (
        select id, name, role, state, "referralProof" as proof, "referralMicros" as commission, "feesMicros" as fees, "parentAgentId" as parent,
          row_number() over (partition by role order by ("referralProof" = 'contradicted') desc, "referralMicros" desc, name) as place
        from "Agent" where "connectionId" = ${connectionId} and kind = 'worker' and state not in ('failed')
      ) ranked where place <= ${LEAVES_MAX} order by role, place`,
  ]);
  const branches = [...new Set(roles.map((row) => row.role))].map((role) => toBranch(role, roles.filter((row) => row.role === role), leaves.filter((leaf) => leaf.role === role), orchestratorId));
  branches.sort((a, b) => (a.commissionMicros === b.commissionMicros ? a.role.localeCompare(b.role) : a.commissionMicros > b.commissionMicros ? -1 : 1));
  const proofCounts = Object.fromEntries(REFERRAL_PROOFS.map((proof) => [proof, countOf(roles, proof)])) as Record<ReferralProof, number>;
  return {
    workerCount: branches.reduce((total, branch) => total + branch.count, 0),
    weakest: weakestProof(branches.map((branch) => branch.weakest)),
    commissionMicros: branches.reduce((total, branch) => total + branch.commissionMicros, 0n),
    proofCounts, branches,
    contradicted: leaves.filter((leaf) => leaf.proof === "contradicted").map((leaf) => ({ agentId: leaf.id, name: leaf.name })),
  };
}

function countOf(rows: readonly RoleRow[], proof: ReferralProof): number {
  return rows.filter((row) => row.proof === proof).reduce((total, row) => total + Number(row.count), 0);
}

function toBranch(role: string, rows: readonly RoleRow[], leafRows: readonly LeafRow[], orchestratorId: string): ReferralBranch {
  const count = rows.reduce((total, row) => total + Number(row.count), 0);
  const commissionMicros = rows.reduce((total, row) => total + row.commission, 0n);
  const shown = leafRows.reduce((total, leaf) => total + leaf.commission, 0n);
  const shownIds = new Set(leafRows.map((leaf) => leaf.id));
  const roots = leafRows.filter((leaf) => !leaf.parent || leaf.parent === orchestratorId || !shownIds.has(leaf.parent));
  return {
    role, count, commissionMicros, weakest: weakestProof(rows.map((row) => row.proof as ReferralProof)),
    leaves: roots.map((leaf) => toLeaf(leaf, leafRows, 1)), hiddenCount: count - leafRows.length, hiddenMicros: commissionMicros - shown,
  };
}

function toLeaf(row: LeafRow, all: readonly LeafRow[], level: number): ReferralLeaf {
  const children = level > 5 ? [] : all.filter((leaf) => leaf.parent === row.id).map((leaf) => toLeaf(leaf, all, level + 1));
  const { id, name, role, state, proof, commission, fees } = row;
  return { agentId: id, name, role, state, proof: proof as ReferralProof, commissionMicros: commission, feesMicros: fees, level, children };
}

/** Orders proofs from the strongest to the weakest, for the line of counts. */
export const PROOFS_BY_STRENGTH: readonly ReferralProof[] = [...REFERRAL_PROOFS].sort((a, b) => proofRank(b) - proofRank(a));
