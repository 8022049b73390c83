import type { ServiceContext } from "../context";

export interface WalletCandidate {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly state: string;
}

/** A list to choose from holds at most so many; a worker's own page offers the same action for every one. */
const CHOICES_MAX = 500;

/** Workers that can get a wallet, by name: they are live and have none open. */
export async function listWorkersWithoutWallet(ctx: Pick<ServiceContext, "db">, connectionId: string): Promise<readonly WalletCandidate[]> {
  return ctx.db.agent.findMany({
    where: { connectionId, kind: "worker", state: { in: ["live", "stale", "registering"] }, wallets: { none: { closedAt: null } } },
    orderBy: { name: "asc" }, take: CHOICES_MAX, select: { id: true, name: true, role: true, state: true },
  });
}
