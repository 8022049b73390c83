"use client";
import { type ReactNode, useState } from "react";
import { settle } from "@/lib/core/escrow/settlement";
import { parseMoney } from "@/lib/core/money-input";
import { type Usdc, usdc } from "@/lib/core/money";
import { formatUsdc } from "@/lib/format/money";
import { FormFailure } from "../forms/form-failure";
import { MoneyMark } from "../forms/money-mark";
import { useActionForm } from "../forms/use-action-form";
import { WhatWillHappen } from "../forms/what-will-happen";
import { Button } from "../ui/button";
import { buttonClass } from "../ui/button-class";
import type { ConfirmAction } from "../ui/confirm-dialog";
import { Dialog } from "../ui/dialog";
import { MoneyInput } from "../ui/money-input";
import { showToast } from "../ui/toast";

interface PayPartDialogProps {
  trigger: ReactNode;
  legId: string;
  agentName: string;
  /** The whole; a part is less. Decimal micros. */
  amountMicros: string;
  sandbox: boolean;
  action: ConfirmAction;
}

/** Asks how much of a failed leg's amount is paid all the same, and says who gets what of it. */
export function PayPartDialog(props: PayPartDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" aria-haspopup="dialog" onClick={() => setOpen(true)} className={buttonClass("default", "lg", "min-w-0 grow")}>{props.trigger}</button>
      {open && <PayPartForm {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function PayPartForm({ legId, agentName, amountMicros, sandbox, action, onClose }: PayPartDialogProps & { onClose: () => void }) {
  const whole = usdc(BigInt(amountMicros));
  const [text, setText] = useState("");
  const part = partOf(text, whole);
  const { onSubmit, pending, failure, errorOf } = useActionForm(action, () => {
    showToast(`A part goes to ${agentName}.`);
    onClose();
  }, (fields) => ({ ...fields, legId }));
  return (
    <Dialog open onClose={onClose} busy={pending} title={`Pay a part to ${agentName}?`} note={<MoneyMark sandbox={sandbox} />}>
      <form onSubmit={onSubmit} className="flex flex-col gap-3.5">
        <MoneyInput label="Part (USDC)" name="amount" required help={`less than ${formatUsdc(whole, "detail")}`} error={errorOf("amount")} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <WhatWillHappen>
          {part === null ? "Type how much the work that was done is worth." : `${formatUsdc(part, "detail")} is locked and released at once: ${agentName} gets ${formatUsdc(settle(part, false).net, "detail")}. The leg stays failed. Final: no step brings it back.`}
        </WhatWillHappen>
        <FormFailure failure={failure} />
        <div className="flex gap-2">
          <Button type="submit" variant="primary" size="lg" disabled={pending || part === null} aria-busy={pending} className="min-w-0 grow">Pay {part === null ? "a part" : formatUsdc(part, "detail")}</Button>
          <Button size="lg" disabled={pending} onClick={onClose}>Keep</Button>
        </div>
      </form>
    </Dialog>
  );
}

function partOf(text: string, whole: Usdc): Usdc | null {
  const parsed = parseMoney(text);
  return parsed.ok && parsed.value < whole ? parsed.value : null;
}
