import { apiRoute } from "@/lib/actions/api-route";
import { runReportContract } from "@/lib/schemas/api/runs";
import { readRunReport } from "../../read-runs";

export const GET = apiRoute<typeof runReportContract.query, typeof runReportContract.response, { id: string }>(
  runReportContract, ({ ctx, connection, params }) => readRunReport(ctx, connection, params.id),
);
