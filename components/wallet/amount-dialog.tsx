"use client";
import { useState } from "react";
import { DialogButtons } from "@/components/forms/dialog-buttons";
import { MoneyMark } from "@/components/forms/money-mark";
import { useActionForm } from "@/components/forms/use-action-form";
import { WhatWillHappen } from "@/components/forms/what-will-happen";
import { Dialog } from "@/components/ui/dialog";
import { MoneyInput } from "@/components/ui/money-input";
import { showToast } from "@/components/ui/toast";
import { formatUsdc } from "@/lib/format/money";
import type { WalletActionSet, WalletFacts } from "./wallet-facts";
import { AMOUNT_VERBS, type AmountVerb, typedAmount } from "./wallet-verbs";

interface AmountDialogProps {
  verb: AmountVerb;
  wallet: WalletFacts;
  actions: WalletActionSet;
  onClose: () => void;
}

/** One amount and what it does: fund, unfund, change the limit, or spend on a sandbox. */
export function AmountDialog({ verb, wallet, actions, onClose }: AmountDialogProps) {
  const words = AMOUNT_VERBS[verb];
  const [text, setText] = useState("");
  const { onSubmit, pending, failure, errorOf } = useActionForm(
    actions[verb],
    () => {
      showToast(words.done);
      onClose();
    },
    (fields) => ({ ...fields, walletId: wallet.id }),
  );
  const amount = typedAmount(text, verb === "changeLimit");
  return (
    <Dialog open onClose={onClose} busy={pending} title={words.title(wallet.owner)} note={<MoneyMark sandbox={wallet.sandbox} />}>
      <form onSubmit={onSubmit} className="flex flex-col gap-3.5">
        <MoneyInput
          label={words.field.label}
          name={words.field.name}
          value={text}
          onChange={(event) => setText(event.target.value)}
          required
          autoFocus
          help={verb === "changeLimit" ? "0 lets nothing out" : undefined}
          warning={amount === null ? undefined : words.warning?.(amount, wallet)}
          error={errorOf(words.field.name)}
        />
        <WhatWillHappen>{amount === null ? "Enter an amount." : words.consequence(amount, wallet)}</WhatWillHappen>
        <DialogButtons label={amount === null ? words.label : words.confirm(formatUsdc(amount, "detail"), wallet.owner)} pending={pending} failure={failure} onClose={onClose} />
      </form>
    </Dialog>
  );
}
