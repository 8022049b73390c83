import { apiRoute } from "@/lib/actions/api-route";
import { alertsContract } from "@/lib/schemas/api/status";
import { readAlerts } from "./read-alerts";

export const GET = apiRoute(alertsContract, ({ ctx, connection, query }) => readAlerts(ctx, connection, query));
