"use client";
import { useState } from "react";
import { FormFailure } from "@/components/forms/form-failure";
import { SubmitButton } from "@/components/forms/submit-button";
import { useActionForm } from "@/components/forms/use-action-form";
import { ShownOnce } from "@/components/notify/shown-once";
import { Checkbox } from "@/components/ui/checkbox";
import { TextInput } from "@/components/ui/text-input";
import { showToast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/actions/result";

export interface PushFormProps {
  workerId: string;
  url: string | null;
  action: { run(input: Record<string, unknown>): Promise<ActionResult<{ readonly secret: string | null }>> }["run"];
}

/** Where the worker's process hears of its orders; a new secret is shown once. */
export function PushForm({ workerId, url, action }: PushFormProps) {
  const [secret, setSecret] = useState<string | null>(null);
  const { onSubmit, pending, failure, errorOf } = useActionForm(action, (data) => {
    if (data.secret) setSecret(data.secret);
    showToast("The push address is saved.");
  });
  return (
    <div className="flex flex-col gap-4">
      {secret && <ShownOnce what="Signing secret" value={secret} onDone={() => setSecret(null)} />}
      <form onSubmit={onSubmit} className="flex flex-col gap-3">
        <input type="hidden" name="workerId" value={workerId} />
        <TextInput label="Push URL" name="url" type="url" required maxLength={500} defaultValue={url ?? ""} placeholder="https://example.com/orders" help="https" error={errorOf("url")} />
        {url !== null && <Checkbox label="Make a new signing secret" name="newSecret" />}
        <FormFailure failure={failure && !failure.fieldErrors ? failure : null} />
        <div className="flex">
          <SubmitButton pending={pending}>Save push address</SubmitButton>
        </div>
      </form>
    </div>
  );
}
