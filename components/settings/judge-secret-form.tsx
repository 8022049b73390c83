"use client";
import { useState } from "react";
import { FormFailure } from "@/components/forms/form-failure";
import { SubmitButton } from "@/components/forms/submit-button";
import { useActionForm } from "@/components/forms/use-action-form";
import { ShownOnce } from "@/components/notify/shown-once";
import { Checkbox } from "@/components/ui/checkbox";
import type { ActionResult } from "@/lib/actions/result";

interface JudgeSecretFormProps {
  /** True while there is no secret: then nothing is replaced. */
  readonly isFirst: boolean;
  readonly action: { run(input: Record<string, unknown>): Promise<ActionResult<{ readonly secret: string }>> }["run"];
}

/** Makes the secret that questions to judges are signed with, and shows it once. */
export function JudgeSecretForm({ isFirst, action }: JudgeSecretFormProps) {
  const [secret, setSecret] = useState<string | null>(null);
  const { onSubmit, pending, failure } = useActionForm(action, (data) => setSecret(data.secret));
  return (
    <div className="flex max-w-xl flex-col gap-4">
      {secret && <ShownOnce what="Signing secret" value={secret} onDone={() => setSecret(null)} />}
      <form onSubmit={onSubmit} className="flex flex-col gap-3.5">
        {!isFirst && <p className="text-second text-ink3">A new secret replaces this one at once: until your judges have it, they refuse the questions that come.</p>}
        {!isFirst && <Checkbox label="Replace the secret that my judges have" name="replace" required />}
        <FormFailure failure={failure} />
        <div className="flex">
          <SubmitButton pending={pending} size="md">{isFirst ? "Make signing secret" : "Make a new signing secret"}</SubmitButton>
        </div>
      </form>
    </div>
  );
}
