"use client";
import { useState } from "react";
import { FormFailure } from "@/components/forms/form-failure";
import { SubmitButton } from "@/components/forms/submit-button";
import { useActionForm } from "@/components/forms/use-action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { TextInput } from "@/components/ui/text-input";
import { showToast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/actions/result";
import { ShownOnce } from "./shown-once";

interface WebhookFormProps {
  readonly url: string | null;
  readonly action: { run(input: Record<string, unknown>): Promise<ActionResult<{ readonly secret: string | null }>> }["run"];
}

/** Where signed warnings go; a new secret is shown once. */
export function WebhookForm({ url, action }: WebhookFormProps) {
  const [secret, setSecret] = useState<string | null>(null);
  const { onSubmit, pending, failure, errorOf } = useActionForm(action, (data) => {
    if (data.secret) setSecret(data.secret);
    showToast("The webhook is saved.");
  });
  return (
    <div className="flex max-w-xl flex-col gap-4">
      {secret && <ShownOnce what="Signing secret" value={secret} onDone={() => setSecret(null)} />}
      <form onSubmit={onSubmit} className="flex flex-col gap-3.5">
        <TextInput label="Webhook URL" name="url" type="url" required maxLength={500} defaultValue={url ?? ""} placeholder="https://example.com/hook" help="https" error={errorOf("url")} />
        {url !== null && <Checkbox label="Make a new signing secret" name="newSecret" />}
        <FormFailure failure={failure && !failure.fieldErrors ? failure : null} />
        <div className="flex">
          <SubmitButton pending={pending} size="md">Save webhook</SubmitButton>
        </div>
      </form>
    </div>
  );
}
