"use client";
import { FormFailure } from "@/components/forms/form-failure";
import { SubmitButton } from "@/components/forms/submit-button";
import { useActionForm } from "@/components/forms/use-action-form";
import { TextInput } from "@/components/ui/text-input";
import { showToast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/actions/result";

interface StepUpFormProps {
  action: (input?: unknown) => Promise<ActionResult<unknown>>;
  /** What the password is asked for, as one sentence. */
  reason: string;
}

/** Asks for the password again; it holds for ten minutes in this session. */
export function StepUpForm({ action, reason }: StepUpFormProps) {
  const { onSubmit, pending, failure, errorOf } = useActionForm(action, (_data, form) => (form.reset(), showToast("Confirmed for ten minutes.")));
  return (
    <form onSubmit={onSubmit} className="flex max-w-[420px] flex-col gap-3">
      <p className="text-body text-ink2">{reason}</p>
      <TextInput label="Your password" name="password" type="password" required autoComplete="current-password" maxLength={200} error={errorOf("password")} />
      <FormFailure failure={failure && !failure.fieldErrors ? failure : null} />
      <div className="flex">
        <SubmitButton pending={pending} size="md">
          Confirm
        </SubmitButton>
      </div>
    </form>
  );
}
