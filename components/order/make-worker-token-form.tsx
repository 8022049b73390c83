"use client";
import { useState } from "react";
import { FormFailure } from "@/components/forms/form-failure";
import { SubmitButton } from "@/components/forms/submit-button";
import { useActionForm } from "@/components/forms/use-action-form";
import { ShownOnce } from "@/components/notify/shown-once";
import { TextInput } from "@/components/ui/text-input";
import type { ActionResult } from "@/lib/actions/result";

export interface MakeWorkerTokenProps {
  workerId: string;
  action: { run(input: Record<string, unknown>): Promise<ActionResult<{ readonly token: string }>> }["run"];
}

/** Makes a token for the worker's own process and shows it, once. */
export function MakeWorkerTokenForm({ workerId, action }: MakeWorkerTokenProps) {
  const [token, setToken] = useState<string | null>(null);
  const { onSubmit, pending, failure, errorOf } = useActionForm(action, (data, form) => (form.reset(), setToken(data.token)));
  return (
    <div className="flex flex-col gap-3">
      {token && <ShownOnce what="Worker token" value={token} onDone={() => setToken(null)} />}
      <form onSubmit={onSubmit} className="flex flex-wrap items-end gap-3">
        <input type="hidden" name="workerId" value={workerId} />
        <TextInput label="Token name" name="name" required maxLength={60} help="where it runs" error={errorOf("name")} />
        <SubmitButton pending={pending}>Make worker token</SubmitButton>
      </form>
      <FormFailure failure={failure && !failure.fieldErrors ? failure : null} />
    </div>
  );
}
