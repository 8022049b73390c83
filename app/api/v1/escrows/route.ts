import { apiRoute } from "@/lib/actions/api-route";
import { escrowsContract } from "@/lib/schemas/api/escrows";
import { readEscrows } from "./read-escrows";

export const GET = apiRoute(escrowsContract, ({ ctx, connection, query }) => readEscrows(ctx, connection, query));
