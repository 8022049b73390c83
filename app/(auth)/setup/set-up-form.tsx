"use client";
import { FormFailure } from "@/components/forms/form-failure";
import { SubmitButton } from "@/components/forms/submit-button";
import { useActionForm } from "@/components/forms/use-action-form";
import { TextInput } from "@/components/ui/text-input";
import type { ActionResult } from "@/lib/actions/result";
import { openSession } from "../open-session";

interface SetUpFormProps {
  token: string;
  action: (input?: unknown) => Promise<ActionResult<unknown>>;
}

export function SetUpForm({ token, action }: SetUpFormProps) {
  async function onDone(_data: unknown, form: HTMLFormElement) {
    const fields = new FormData(form);
    const refusal = await openSession(String(fields.get("email")), String(fields.get("password"))).catch(() => "UNREACHED");
    window.location.assign(refusal === null ? "/" : "/sign-in");
  }
  const { onSubmit, pending, failure, errorOf } = useActionForm(action, (data, form) => void onDone(data, form), (fields) => ({ ...fields, token }));
  return (
    <form onSubmit={onSubmit} method="post" className="flex flex-col gap-3.5">
      <TextInput label="Name" name="name" required autoFocus autoComplete="name" maxLength={80} error={errorOf("name")} />
      <TextInput label="Email" name="email" type="email" required autoComplete="username" maxLength={254} error={errorOf("email")} />
      <TextInput label="Password" name="password" type="password" required autoComplete="new-password" minLength={12} maxLength={200} help="12 characters or more" error={errorOf("password")} />
      <FormFailure failure={failure && !failure.fieldErrors ? failure : null} />
      <SubmitButton pending={pending}>Create administrator</SubmitButton>
    </form>
  );
}
