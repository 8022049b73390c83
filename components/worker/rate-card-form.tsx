"use client";
import { FormFailure } from "@/components/forms/form-failure";
import { SubmitButton } from "@/components/forms/submit-button";
import { useActionForm } from "@/components/forms/use-action-form";
import { MoneyInput } from "@/components/ui/money-input";
import { TextInput } from "@/components/ui/text-input";
import { showToast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/actions/result";

export interface RateCardFormProps {
  workerId: string;
  /** As the fields show it; `null` without a rate card. */
  card: { readonly price: string; readonly minutes: string; readonly note: string } | null;
  action: { run(input: Record<string, unknown>): Promise<ActionResult<unknown>> }["run"];
}

/** What the worker asks for a job. */
export function RateCardForm({ workerId, card, action }: RateCardFormProps) {
  const { onSubmit, pending, failure, errorOf } = useActionForm(action, () => showToast("The rate card is saved."));
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3">
      <input type="hidden" name="workerId" value={workerId} />
      <div className="grid gap-3 sm:grid-cols-2">
        <MoneyInput label="Price (USDC)" name="price" required maxLength={40} defaultValue={card?.price} error={errorOf("price")} />
        <TextInput label="Minutes" name="minutes" inputMode="numeric" required maxLength={5} defaultValue={card?.minutes} error={errorOf("minutes")} />
      </div>
      <TextInput label="Note" name="note" maxLength={500} defaultValue={card?.note} help="shown with its bid" error={errorOf("note")} />
      <FormFailure failure={failure && !failure.fieldErrors ? failure : null} />
      <div className="flex">
        <SubmitButton pending={pending}>Save rate card</SubmitButton>
      </div>
    </form>
  );
}
