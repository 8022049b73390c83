"use client";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { isOpenOutcome } from "@/components/forms/action-failure";
import { FormFailure } from "@/components/forms/form-failure";
import { SubmitButton } from "@/components/forms/submit-button";
import { readFields, useActionForm } from "@/components/forms/use-action-form";
import { WhatWillHappen } from "@/components/forms/what-will-happen";
import { ButtonLink } from "@/components/ui/button-link";
import { MoneyInput } from "@/components/ui/money-input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { showToast } from "@/components/ui/toast";
import type { WalletCandidate } from "@/lib/core/wallet/wallet-view";
import type { WalletActionSet } from "./wallet-facts";
import { provisionSentence } from "./provision-sentence";

interface ProvisionFormProps {
  workers: readonly WalletCandidate[];
  chosen: string;
  orchestrator: string;
  /** Only a treasurer may let money out of the platform. */
  mayAllowWithdrawals: boolean;
  action: WalletActionSet["fund"];
}

export function ProvisionForm({ workers, chosen, orchestrator, mayAllowWithdrawals, action }: ProvisionFormProps) {
  const router = useRouter();
  const { onSubmit, pending, failure, errorOf } = useActionForm(action, () => {
    showToast("The wallet is open.");
    router.push("/wallets");
  });
  const [fields, setFields] = useState<Record<string, unknown>>({ workerId: chosen, autoReset: "on" });
  const worker = workers.find(({ id }) => id === fields.workerId);
  const onChange = (event: FormEvent<HTMLFormElement>) => setFields(readFields(event.currentTarget));
  return (
    <form onSubmit={onSubmit} onChange={onChange} className="flex flex-col gap-4">
      <Select
        label="Worker" name="workerId" required defaultValue={chosen} error={errorOf("workerId")}
        warning={worker?.hasWallet ? `${worker.name} already has a child wallet. This makes another one with a limit of its own.` : undefined}
        options={[{ value: "", label: "Choose a worker" }, ...workers.map((each) => ({ value: each.id, label: `${each.name}, ${each.role}${each.hasWallet ? ", has a wallet" : ""}` }))]}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <MoneyInput label="Daily limit (USDC)" name="dailyLimit" required help="0 lets nothing out" error={errorOf("dailyLimit")} />
        <MoneyInput label="Fund now (USDC)" name="fundNow" help="optional" error={errorOf("fundNow")} />
      </div>
      <Switch label="Reset every 24 h" name="autoReset" defaultChecked help="The limit starts afresh each 24 hours, counted from the wallet's creation." />
      <Switch
        label="Allow withdrawals" name="allowWithdrawals" disabled={!mayAllowWithdrawals}
        help={mayAllowWithdrawals ? "Off: the worker can pay inside the platform, not send money out." : "Off. Only a treasurer may switch it on."}
      />
      <WhatWillHappen>{provisionSentence(fields, worker?.name ?? null, orchestrator)}</WhatWillHappen>
      <FormFailure failure={failure} />
      <div className="flex gap-2">
        {!isOpenOutcome(failure) && <SubmitButton pending={pending}>Provision wallet</SubmitButton>}
        <ButtonLink href="/wallets" size="lg">
          {isOpenOutcome(failure) ? "Close" : "Cancel"}
        </ButtonLink>
      </div>
    </form>
  );
}
