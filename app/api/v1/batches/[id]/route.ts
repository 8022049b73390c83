import { apiRoute } from "@/lib/actions/api-route";
import { fromWire } from "@/lib/core/money";
import type { WorkerState } from "@/lib/core/worker/states";
import { batchContract } from "@/lib/schemas/api/workers";
import { getBatch } from "@/lib/services/worker/get-batch";
import { envelopeOf, money } from "../../answer-parts";

/** A spawn batch with the progress of each worker. */
export const GET = apiRoute<typeof batchContract.query, typeof batchContract.response, { id: string }>(
  batchContract, async ({ ctx, connection, params }) => {
    const { workers, funding, dailyLimit, capital, funded, ...batch } = await getBatch(ctx, connection.id, params.id);
    const amounts = money({ funding: fromWire(funding), dailyLimit: fromWire(dailyLimit), capital: fromWire(capital), funded: fromWire(funded) });
    return { ...envelopeOf(connection), ...batch, ...amounts, workers: workers.map((worker) => ({ ...worker, state: worker.state as WorkerState })) };
  },
);
