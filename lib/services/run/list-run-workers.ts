import { REFERRAL_PROOFS, isProven } from "@/lib/core/referral/proof";
import type { JobRecord } from "@/lib/core/worker/job-record";
import type { ServiceContext } from "../context";
import { getRecords } from "./reputation";

/** A worker that a run may ask. `record` is null before its first job in a run. */
export interface RunWorker {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly record: JobRecord | null;
}

/** The form gets these at once; the others are found while typing. */
export const WORKERS_LISTED = 200;

/** Own workers that can take part now, by name: live or late, with a proven referral link and a key of ours. */
export async function listRunWorkers(ctx: Pick<ServiceContext, "db">, connectionId: string, q = "", take = WORKERS_LISTED): Promise<RunWorker[]> {
  const agents = await ctx.db.agent.findMany({
    where: {
      connectionId, kind: "worker", state: { in: ["live", "stale"] }, referralProof: { in: REFERRAL_PROOFS.filter(isProven) },
      ...(q.trim() === "" ? {} : { name: { contains: q.trim().slice(0, 120), mode: "insensitive" as const } }),
    },
    select: { id: true, name: true, role: true }, orderBy: { name: "asc" }, take,
  });
  const records = await getRecords(ctx.db, agents.map(({ id }) => id));
  return agents.map(({ id, name, role }) => ({ id, name, role, record: records.get(id) ?? null }));
}
