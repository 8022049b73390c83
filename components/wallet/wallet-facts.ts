import type { ActionResult } from "@/lib/actions/result";
import type { EpochMs } from "@/lib/core/time";
import type { WalletLine } from "@/lib/core/wallet/wallet-view";
import { formatWhen } from "@/lib/format/dates";

/** One wallet as a client island needs it: money as text of micros. */
export interface WalletFacts {
  id: string;
  owner: string;
  balance: string;
  dailyLimit: string | null;
  left: string | null;
  /** `15:10 UTC, in 1 h 07 min`; `null` when it does not reset. */
  resets: string | null;
  allowWithdrawals: boolean;
  sandbox: boolean;
  /** True where the sandbox itself has the wallet: what the console keeps is spent by escrows only. */
  spendable: boolean;
}

type Action = { run(input: Record<string, unknown>): Promise<ActionResult<unknown>> }["run"];

export interface WalletActionSet {
  fund: Action;
  unfund: Action;
  changeLimit: Action;
  allowWithdrawals: Action;
  spend: Action;
}

/** What the signed-in person may do; the actions refuse by themselves. */
export interface WalletRights {
  fund: boolean;
  unfund: boolean;
  changeLimit: boolean;
  allowWithdrawals: boolean;
}

/** The same wallet for a client island. `now` is platform time. */
export function toFacts(line: WalletLine, { now, sandbox }: { now: EpochMs; sandbox: boolean }): WalletFacts {
  return {
    id: line.id, owner: line.name, balance: line.balance.toString(), dailyLimit: line.dailyLimit?.toString() ?? null,
    left: line.left?.toString() ?? null, resets: line.resetsAt === null ? null : formatWhen(line.resetsAt, now),
    allowWithdrawals: line.allowWithdrawals, sandbox, spendable: sandbox && line.upstreamId !== null,
  };
}
