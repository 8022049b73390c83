"use client";
import { useState } from "react";
import { FormFailure } from "@/components/forms/form-failure";
import { SubmitButton } from "@/components/forms/submit-button";
import { useActionForm } from "@/components/forms/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextInput } from "@/components/ui/text-input";
import { showToast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/actions/result";
import type { Json } from "@/lib/core/order/json-value";

export type KeepAction = { run(input: Record<string, unknown>): Promise<ActionResult<{ templateId: string }>> }["run"];

/** Keeps the plan as it stands to start it again. It moves no money. */
export function KeepTemplate({ draft, name, keep }: { draft: Json; name: string; keep: KeepAction }) {
  const [isOpen, setOpen] = useState(false);
  const { onSubmit, pending, failure, errorOf } = useActionForm(
    keep, () => (setOpen(false), showToast("The template is kept.")), (fields) => ({ ...fields, plan: JSON.stringify(draft) }),
  );
  return (
    <>
      <Button onClick={() => setOpen(true)}>Keep as template</Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title="Keep as template" note="The plan with its workers, for everybody. No money moves." busy={pending}>
        <form onSubmit={onSubmit} className="flex flex-col gap-3.5">
          <TextInput label="Template name" name="name" required maxLength={60} defaultValue={name} error={errorOf("name")} />
          <TextInput label="Description" name="description" maxLength={300} help="what it is for" error={errorOf("description")} />
          <FormFailure failure={failure && !failure.fieldErrors ? failure : null} />
          <div className="flex gap-2">
            <SubmitButton pending={pending}>Keep template</SubmitButton>
            <Button size="lg" onClick={() => setOpen(false)}>Close</Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
