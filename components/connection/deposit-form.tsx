"use client";
import { FormFailure } from "@/components/forms/form-failure";
import { useActionForm } from "@/components/forms/use-action-form";
import { Button } from "@/components/ui/button";
import type { ConfirmAction } from "@/components/ui/confirm-dialog";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { showToast } from "@/components/ui/toast";

/** Asks for an address of one chain; a platform that has none says so in its own words. */
export function DepositForm({ connectionId, chains, action }: { connectionId: string; chains: readonly string[]; action: ConfirmAction }) {
  const { onSubmit, pending, failure, errorOf } = useActionForm(action, () => showToast("The platform gave an address."));
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-2">
      <input type="hidden" name="connectionId" value={connectionId} />
      <div className="flex items-end gap-2">
        {chains.length > 0
          ? <Select label="Chain" name="chain" options={chains.map((chain) => ({ value: chain, label: chain }))} error={errorOf("chain")} className="grow" />
          : <TextInput label="Chain" name="chain" required defaultValue="base" maxLength={32} error={errorOf("chain")} className="grow" />}
        <Button type="submit" disabled={pending} aria-busy={pending}>Ask for an address</Button>
      </div>
      <FormFailure failure={failure} />
    </form>
  );
}
