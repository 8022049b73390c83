"use client";
import { FormFailure } from "@/components/forms/form-failure";
import { SubmitButton } from "@/components/forms/submit-button";
import { useActionForm } from "@/components/forms/use-action-form";
import { TextInput } from "@/components/ui/text-input";
import { showToast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/actions/result";
import { RoleFields } from "./role-fields";

export function CreatePersonForm({ action }: { action: (input?: unknown) => Promise<ActionResult<unknown>> }) {
  const { onSubmit, pending, failure, errorOf } = useActionForm(
    action,
    (_data, form) => (form.reset(), showToast("The account is there. Tell the password in person.")),
    (fields) => ({ ...fields, roles: fields["roles"] ?? [] }),
  );
  return (
    <form onSubmit={onSubmit} className="flex max-w-[420px] flex-col gap-3.5">
      <TextInput label="Name" name="name" required maxLength={80} error={errorOf("name")} />
      <TextInput label="Email" name="email" type="email" required maxLength={254} error={errorOf("email")} />
      <TextInput label="Initial password" name="password" type="password" required minLength={12} maxLength={200} autoComplete="new-password" help="12 characters or more" error={errorOf("password")} />
      <RoleFields chosen={["viewer"]} error={errorOf("roles")} />
      <FormFailure failure={failure && !failure.fieldErrors ? failure : null} />
      <div className="flex">
        <SubmitButton pending={pending}>Add person</SubmitButton>
      </div>
    </form>
  );
}
