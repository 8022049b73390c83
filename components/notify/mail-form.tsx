"use client";
import { FormFailure } from "@/components/forms/form-failure";
import { SubmitButton } from "@/components/forms/submit-button";
import { useActionForm } from "@/components/forms/use-action-form";
import { TextInput } from "@/components/ui/text-input";
import { showToast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/actions/result";

interface MailFormProps {
  readonly address: string | null;
  readonly hasServer: boolean;
  readonly action: { run(input: Record<string, unknown>): Promise<ActionResult<unknown>> }["run"];
}

/** Which address gets warnings by mail. */
export function MailForm({ address, hasServer, action }: MailFormProps) {
  const { onSubmit, pending, failure, errorOf } = useActionForm(action, () => showToast("The mail address is saved."));
  if (!hasServer) return <p className="text-body text-ink3">Unavailable: there is no mail server. Set SMTP_URL and start the console again. A webhook works without it.</p>;
  return (
    <form onSubmit={onSubmit} className="flex max-w-xl flex-col gap-3.5">
      <TextInput label="Mail address" name="address" type="email" required maxLength={254} defaultValue={address ?? ""} error={errorOf("address")} />
      <FormFailure failure={failure && !failure.fieldErrors ? failure : null} />
      <div className="flex">
        <SubmitButton pending={pending} size="md">Save mail address</SubmitButton>
      </div>
    </form>
  );
}
