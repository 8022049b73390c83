import { apiRoute } from "@/lib/actions/api-route";
import { addMs } from "@/lib/core/time";
import type { WalletLine } from "@/lib/core/wallet/wallet-view";
import { walletsContract } from "@/lib/schemas/api/wallets";
import { decodeCursor } from "@/lib/schemas/cursor";
import type { WalletFilters } from "@/lib/schemas/list-filters";
import { listWallets } from "@/lib/services/wallet/list-wallets";
import { envelopeOf, isoOrNull, money, optionalMoney } from "../answer-parts";

export const GET = apiRoute(walletsContract, async ({ ctx, connection, query: { q = null, use = null, after, limit } }) => {
  // The pages offer three sizes; the query takes any.
  const size = limit as WalletFilters["size"];
  const filters: WalletFilters = { q, use, size, cursor: after ? decodeCursor(after) : null, direction: "next", order: "desc" };
  const page = await listWallets(ctx, connection.id, filters, addMs(ctx.now(), connection.clockOffsetMs));
  return { ...envelopeOf(connection), wallets: page.rows.map(toRow), next: page.after };
});

function toRow(wallet: WalletLine) {
  const { balance, spent, dailyLimit, left } = wallet;
  return {
    id: wallet.id, platformId: wallet.upstreamId, label: wallet.label, workerId: wallet.agentId, worker: wallet.name, role: wallet.role,
    workerState: wallet.workerState, ...money({ balance, spent }), ...optionalMoney({ dailyLimit, left }), autoReset: wallet.autoReset,
    allowWithdrawals: wallet.allowWithdrawals, resetsAt: isoOrNull(wallet.resetsAt), readAt: isoOrNull(wallet.readAt),
    openOutcome: wallet.inFlight as "sending" | "unknown" | null,
  };
}
