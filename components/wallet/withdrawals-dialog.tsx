"use client";
import { DialogButtons } from "@/components/forms/dialog-buttons";
import { MoneyMark } from "@/components/forms/money-mark";
import { useActionForm } from "@/components/forms/use-action-form";
import { WhatWillHappen } from "@/components/forms/what-will-happen";
import { Dialog } from "@/components/ui/dialog";
import { showToast } from "@/components/ui/toast";
import type { WalletActionSet, WalletFacts } from "./wallet-facts";

/** Switches withdrawals of one wallet, in words that say what a worker may do afterwards. */
export function WithdrawalsDialog({ wallet, actions, onClose }: { wallet: WalletFacts; actions: WalletActionSet; onClose: () => void }) {
  const next = !wallet.allowWithdrawals;
  const { onSubmit, pending, failure } = useActionForm(
    actions.allowWithdrawals,
    () => {
      showToast(next ? "Withdrawals are on." : "Withdrawals are off.");
      onClose();
    },
    () => ({ walletId: wallet.id, allowWithdrawals: next }),
  );
  return (
    <Dialog open onClose={onClose} busy={pending} title={`${next ? "Allow" : "Stop"} withdrawals of ${wallet.owner}`} note={<MoneyMark sandbox={wallet.sandbox} />}>
      <form onSubmit={onSubmit} className="flex flex-col gap-3.5">
        <WhatWillHappen>
          {next
            ? `${wallet.owner} may send money out of the platform, up to its daily limit. What is sent out cannot come back.`
            : `${wallet.owner} can pay inside the platform only. It cannot send money out.`}
        </WhatWillHappen>
        <DialogButtons label={next ? "Allow withdrawals" : "Stop withdrawals"} pending={pending} failure={failure} onClose={onClose} />
      </form>
    </Dialog>
  );
}
