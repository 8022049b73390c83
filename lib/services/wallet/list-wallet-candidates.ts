import type { WalletCandidate } from "@/lib/core/wallet/wallet-view";
import type { ServiceContext } from "../context";

/** A list to choose from holds at most so many; a worker's own page offers the same action for every one. */
const CHOICES_MAX = 500;

/** Workers that a wallet can be made for, those without one first, by name; `preferredId` is always among them. */
export async function listWalletCandidates(
  ctx: Pick<ServiceContext, "db">, connectionId: string, preferredId: string | null,
): Promise<readonly WalletCandidate[]> {
  return ctx.db.$queryRaw<WalletCandidate[]>`
    select a.id, a.name, a.role,
      exists (select 1 from "ChildWallet" w where w."agentId" = a.id and w."closedAt" is null) as "hasWallet"
    from "Agent" a
    where a."connectionId" = ${connectionId} and a.kind = 'worker' and a.state in ('live', 'stale', 'registering')
    order by (a.id = ${preferredId ?? ""}) desc, "hasWallet", a.name limit ${CHOICES_MAX}`;
}
