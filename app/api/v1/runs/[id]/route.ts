import { apiRoute } from "@/lib/actions/api-route";
import { runContract } from "@/lib/schemas/api/runs";
import { readRun } from "../read-runs";

export const GET = apiRoute<typeof runContract.query, typeof runContract.response, { id: string }>(
  runContract, ({ ctx, connection, params }) => readRun(ctx, connection, params.id),
);
