"use client";
import { useState } from "react";
import { FormFailure } from "@/components/forms/form-failure";
import { SubmitButton } from "@/components/forms/submit-button";
import { useActionForm } from "@/components/forms/use-action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { MoneyInput } from "@/components/ui/money-input";
import { TextInput } from "@/components/ui/text-input";
import { showToast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/actions/result";

export interface PolicyText {
  /** Decimal text; `null` is unlimited. */
  readonly perTransaction: string | null;
  readonly perDay: string | null;
  readonly approvalAbove: string | null;
}

interface PolicyFormProps {
  policy: PolicyText;
  action: { run(input: Record<string, unknown>): Promise<ActionResult<unknown>> }["run"];
  /** Why a person may not change it. */
  refusal: string | null;
  needsPassword: boolean;
}

const FIELDS = [
  { name: "perTransaction", label: "Per transaction (USDC)", help: "0 means none" },
  { name: "perDay", label: "Per 24 h (USDC)", help: "rolling, whole fleet" },
  { name: "approvalAbove", label: "Approval above (USDC)", help: "a treasurer with his password" },
] as const;

/** Three limits, each an amount or the explicit word unlimited. */
export function PolicyForm({ policy, action, refusal, needsPassword }: PolicyFormProps) {
  const { onSubmit, pending, failure, errorOf } = useActionForm(action, () => showToast("The limits are changed."));
  return (
    <form onSubmit={onSubmit} className="flex max-w-xl flex-col gap-4">
      <fieldset disabled={refusal !== null} className="flex flex-col gap-4">
        {FIELDS.map((field) => (
          <LimitField key={field.name} {...field} value={policy[field.name]} error={errorOf(field.name)} />
        ))}
        {needsPassword && <TextInput label="Your password" name="password" type="password" autoComplete="current-password" required error={errorOf("password")} />}
      </fieldset>
      <FormFailure failure={failure} />
      {refusal ? <p className="text-second text-ink3">{refusal}</p> : <SubmitButton pending={pending}>Save limits</SubmitButton>}
    </form>
  );
}

interface LimitFieldProps {
  name: string;
  label: string;
  help: string;
  value: string | null;
  error: string | undefined;
}

function LimitField({ name, label, help, value, error }: LimitFieldProps) {
  const [unlimited, setUnlimited] = useState(value === null);
  return (
    <div className="grid items-end gap-x-4 gap-y-1 sm:grid-cols-[minmax(0,1fr)_auto]">
      <MoneyInput label={label} name={name} help={help} defaultValue={value ?? ""} disabled={unlimited} required={!unlimited} error={error} />
      <Checkbox label="unlimited" name={`${name}Unlimited`} checked={unlimited} onChange={(event) => setUnlimited(event.target.checked)} className="pb-1" />
    </div>
  );
}
