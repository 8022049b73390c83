import { apiRoute } from "@/lib/actions/api-route";
import { escrowContract } from "@/lib/schemas/api/escrows";
import { readEscrow } from "../read-escrows";

export const GET = apiRoute<typeof escrowContract.query, typeof escrowContract.response, { id: string }>(
  escrowContract, ({ ctx, connection, params }) => readEscrow(ctx, connection, params.id),
);
