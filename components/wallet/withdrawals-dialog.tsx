"use client";
import { isOpenOutcome } from "@/components/forms/action-failure";
import { MoneyMark } from "@/components/forms/money-mark";
import { FormFailure } from "@/components/forms/form-failure";
import { SubmitButton } from "@/components/forms/submit-button";
import { useActionForm } from "@/components/forms/use-action-form";
import { WhatWillHappen } from "@/components/forms/what-will-happen";
import { Button } from "@/components/ui/button";
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
  const open = isOpenOutcome(failure);
  return (
    <Dialog open onClose={onClose} busy={pending} title={`${next ? "Allow" : "Stop"} withdrawals of ${wallet.owner}`} note={<MoneyMark sandbox={wallet.sandbox} />}>
      <form onSubmit={onSubmit} className="flex flex-col gap-3.5">
        <WhatWillHappen>
          {next
            ? `${wallet.owner} may send money out of the platform, up to its daily limit. What is sent out cannot come back.`
            : `${wallet.owner} can pay inside the platform only. It cannot send money out.`}
        </WhatWillHappen>
        <FormFailure failure={failure} />
        <div className="flex gap-2">
          {!open && <SubmitButton pending={pending}>{next ? "Allow withdrawals" : "Stop withdrawals"}</SubmitButton>}
          <Button size="lg" disabled={pending} onClick={onClose}>
            {open ? "Close" : "Keep"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
