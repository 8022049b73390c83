import { flattenPlan } from "@/lib/core/run/flatten";
import type { RunPlan } from "@/lib/core/run/plan";
import type { WrittenFault } from "@/lib/core/run/preview-view";
import { JOBS_MIN } from "@/lib/core/run/score";
import type { Database, Tx } from "@/lib/db/client";
import { getRecords } from "./reputation";
import type { PlanAgent } from "./resolve-agents";

/** Auctions in which every bid would be refused today: newcomers may not bid, and nobody who is asked is anything else. */
export async function findSilentAuctions(db: Database | Tx, plan: RunPlan, agents: ReadonlyMap<string, PlanAgent>): Promise<readonly WrittenFault[]> {
  const strict = flattenPlan(plan).flatMap(({ auction }) => (auction && !auction.allowsNewcomers ? [auction] : []));
  if (strict.length === 0) return [];
  const idsOf = (bidders: readonly string[]) => bidders.flatMap((word) => agents.get(word)?.agentId ?? []);
  const records = await getRecords(db, strict.flatMap(({ bidders }) => idsOf(bidders)));
  return strict.filter(({ bidders }) => idsOf(bidders).every((id) => (records.get(id)?.doneCount ?? 0) < JOBS_MIN)).map(({ key, label }): WrittenFault => ({
    path: pathOf(plan, key), severity: "warning",
    message: `No bidder of ${label} has completed ${JOBS_MIN} jobs in runs, so every bid would be refused. Let newcomers bid, or ask others.`,
  }));
}

function pathOf({ root }: RunPlan, key: string): string {
  return root.kind === "hub_spoke" ? `legs.${root.legs.findIndex((leg) => leg.key === key)}.bidders` : "bidders";
}
