import { apiRoute } from "@/lib/actions/api-route";
import { apiWriteRoute } from "@/lib/actions/api-write-route";
import { drainAfter } from "@/app/drain-after";
import { runsContract } from "@/lib/schemas/api/runs";
import { startRunContract } from "@/lib/schemas/api/start-run";
import { readRuns } from "./read-runs";
import { startRunCall } from "./start-run-call";

export const GET = apiRoute(runsContract, ({ ctx, connection, query }) => readRuns(ctx, connection, query));

/** The one route that spends: a token with `runs.start` acts as an operator here, and nowhere else. */
export const POST = apiWriteRoute(startRunContract, "operator", async (call) => {
  drainAfter();
  return startRunCall(call);
});
