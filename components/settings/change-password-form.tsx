"use client";
import { FormFailure } from "@/components/forms/form-failure";
import { SubmitButton } from "@/components/forms/submit-button";
import { useActionForm } from "@/components/forms/use-action-form";
import { TextInput } from "@/components/ui/text-input";
import { showToast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/actions/result";

export function ChangePasswordForm({ action }: { action: (input?: unknown) => Promise<ActionResult<unknown>> }) {
  const { onSubmit, pending, failure, errorOf } = useActionForm(
    action, (_data, form) => (form.reset(), showToast("The password is changed. Your other sessions ended.")),
  );
  return (
    <form onSubmit={onSubmit} className="flex max-w-[420px] flex-col gap-3.5">
      <TextInput label="Current password" name="currentPassword" type="password" required autoComplete="current-password" maxLength={200} error={errorOf("currentPassword")} />
      <TextInput label="New password" name="newPassword" type="password" required autoComplete="new-password" minLength={12} maxLength={200} help="12 characters or more" error={errorOf("newPassword")} />
      <FormFailure failure={failure && !failure.fieldErrors ? failure : null} />
      <div className="flex">
        <SubmitButton pending={pending}>Change password</SubmitButton>
      </div>
    </form>
  );
}
