import type { z } from "zod";
import type { CurrentConnection } from "@/lib/core/connection/connection-view";
import { addMs } from "@/lib/core/time";
import type { WorkerState } from "@/lib/core/worker/states";
import type { WorkerDetail, WorkerLine } from "@/lib/core/worker/worker-view";
import { type workerContract, type workersContract } from "@/lib/schemas/api/workers";
import { decodeCursor } from "@/lib/schemas/cursor";
import type { WorkerFilters } from "@/lib/schemas/list-filters";
import type { ServiceContext } from "@/lib/services/context";
import { getWorker } from "@/lib/services/worker/get-worker";
import { listWorkers } from "@/lib/services/worker/list-workers";
import { envelopeOf, isoOrNull, money, optionalMoney } from "../answer-parts";

type List = z.output<typeof workersContract.response>;
type One = z.output<typeof workerContract.response>;

/** A page of the roster. */
export async function readWorkers(ctx: ServiceContext, connection: CurrentConnection, query: z.output<typeof workersContract.query>): Promise<List> {
  const { q = null, state = null, role = null, proof = null, tag = null, sort, order, view, after, limit } = query;
  // The pages offer three sizes; the query takes any.
  const size = limit as WorkerFilters["size"];
  const filters: WorkerFilters = { q, state, role, proof, tag, sort, order, size, direction: "next", cursor: after ? decodeCursor(after) : null };
  const page = await listWorkers(ctx, connection.id, filters, { view, now: addMs(ctx.now(), connection.clockOffsetMs) });
  return { ...envelopeOf(connection), workers: page.rows.map(toRow), next: page.after };
}

function toRow({ fees, net, wallet, upstreamId, proof, hasCosts: _hasCosts, heartbeatAt, state, ...row }: WorkerLine): List["workers"][number] {
  return {
    ...row, state: state as WorkerState, referralProof: proof, platformId: upstreamId, heartbeatAt: isoOrNull(heartbeatAt), ...money({ fees, net }),
    wallet: wallet && { ...money({ spent: wallet.spent }), ...optionalMoney({ dailyLimit: wallet.dailyLimit }) },
  };
}

/** One worker with its wallet; never its keys. Errors: throws `NOT_FOUND`. */
export async function readWorker(ctx: ServiceContext, connection: CurrentConnection, id: string): Promise<One> {
  const worker = await getWorker(ctx, connection.id, id, addMs(ctx.now(), connection.clockOffsetMs));
  const { fees, net, paid, earned, referral } = worker;
  return {
    ...envelopeOf(connection), id: worker.id, name: worker.name, role: worker.role, state: worker.state as WorkerState, referralProof: worker.proof,
    platformId: worker.upstreamId, failure: worker.failure, heartbeatAt: isoOrNull(worker.heartbeatAt), ...money({ fees, net, paid, earned, referral }),
    capabilities: [...worker.capabilities], proofNote: worker.proofNote, referralCodeUsed: worker.referralCodeUsed,
    ownReferralCode: worker.ownReferralCode, parent: worker.parentName, batch: worker.batch && { ...worker.batch },
    createdAt: isoOrNull(worker.createdAt) ?? "", registeredAt: isoOrNull(worker.registeredAt), retiredAt: isoOrNull(worker.retiredAt),
    wallet: toWallet(worker.wallet),
  };
}

function toWallet(wallet: WorkerDetail["wallet"]): One["wallet"] {
  if (!wallet) return null;
  const { id, upstreamId, label, balance, spent, dailyLimit, resetsAt, readAt, closedAt } = wallet;
  return {
    id, platformId: upstreamId, label, ...money({ balance, spent }), ...optionalMoney({ dailyLimit }), resetsAt: isoOrNull(resetsAt),
    readAt: isoOrNull(readAt), closedAt: isoOrNull(closedAt),
  };
}
