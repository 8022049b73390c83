"use client";
import { useState } from "react";
import type { WalletActionSet, WalletFacts } from "./wallet-facts";
import { WithdrawalsDialog } from "./withdrawals-dialog";

/** The state of withdrawals as a switch; turning it asks first. */
export function WithdrawalsSwitch({ wallet, actions, allowed }: { wallet: WalletFacts; actions: WalletActionSet; allowed: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <span className="inline-flex items-center gap-2">
      <input
        type="checkbox"
        role="switch"
        className="switch"
        aria-label={`Withdrawals of ${wallet.owner}`}
        checked={wallet.allowWithdrawals}
        disabled={!allowed}
        onChange={() => setOpen(true)}
      />
      <span className={wallet.allowWithdrawals ? "text-warn" : "text-ink3"}>{wallet.allowWithdrawals ? "on" : "off"}</span>
      {open && <WithdrawalsDialog wallet={wallet} actions={actions} onClose={() => setOpen(false)} />}
    </span>
  );
}
