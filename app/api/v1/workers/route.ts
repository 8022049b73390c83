import { apiRoute } from "@/lib/actions/api-route";
import { workersContract } from "@/lib/schemas/api/workers";
import { readWorkers } from "./read-workers";

export const GET = apiRoute(workersContract, ({ ctx, connection, query }) => readWorkers(ctx, connection, query));
