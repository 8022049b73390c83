import { apiRoute } from "@/lib/actions/api-route";
import { workerContract } from "@/lib/schemas/api/workers";
import { readWorker } from "../read-workers";

export const GET = apiRoute<typeof workerContract.query, typeof workerContract.response, { id: string }>(
  workerContract, ({ ctx, connection, params }) => readWorker(ctx, connection, params.id),
);
