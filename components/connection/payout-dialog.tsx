"use client";
import { useState } from "react";
import { DialogButtons } from "@/components/forms/dialog-buttons";
import { MoneyMark } from "@/components/forms/money-mark";
import { useActionForm } from "@/components/forms/use-action-form";
import { Button } from "@/components/ui/button";
import type { ConfirmAction } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { TextInput } from "@/components/ui/text-input";
import { showToast } from "@/components/ui/toast";

interface PayoutDialogProps {
  connectionId: string;
  service: string;
  amount: string;
  sandbox: boolean;
  action: ConfirmAction;
}

/** All commission of one service, to an address outside the platform. It is final. */
export function PayoutDialog(props: PayoutDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" aria-haspopup="dialog" aria-label={`Withdraw commission of ${props.service}`} onClick={() => setOpen(true)}>Withdraw</Button>
      {open && <PayoutForm {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function PayoutForm({ connectionId, service, amount, sandbox, action, onClose }: PayoutDialogProps & { onClose: () => void }) {
  const { onSubmit, pending, failure, errorOf } = useActionForm(action, () => (showToast("The payout is with the platform. It says when it is paid."), onClose()));
  return (
    <Dialog open onClose={onClose} busy={pending} title={`Withdraw commission of ${service}`} note={<MoneyMark sandbox={sandbox} />}>
      <form onSubmit={onSubmit} className="flex flex-col gap-3.5">
        <p className="text-body text-ink2">{amount} USDC, all that {service} has, goes to this address on Base. A payout to a wrong address cannot be taken back. The service queues it.</p>
        <input type="hidden" name="connectionId" value={connectionId} />
        <input type="hidden" name="service" value={service} />
        <TextInput label="Address on Base" name="address" required mono maxLength={42} error={errorOf("address")} />
        <TextInput label="Your password" name="password" type="password" autoComplete="current-password" required error={errorOf("password")} />
        <DialogButtons label={`Withdraw ${amount}`} pending={pending} failure={failure} onClose={onClose} />
      </form>
    </Dialog>
  );
}
