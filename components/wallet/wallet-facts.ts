import type { ActionResult } from "@/lib/actions/result";

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
