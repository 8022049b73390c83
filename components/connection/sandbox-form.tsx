"use client";
import type { ReactNode } from "react";
import { FormFailure } from "@/components/forms/form-failure";
import { useActionForm } from "@/components/forms/use-action-form";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/actions/result";

export type SandboxAction = { run(input: Record<string, unknown>): Promise<ActionResult<{ sentence: string }>> }["run"];

interface SandboxFormProps {
  action: SandboxAction;
  button: string;
  disabled: boolean;
  children: ReactNode;
}

/** One control of the sandbox: its fields, its verb, and what came of it. */
export function SandboxForm({ action, button, disabled, children }: SandboxFormProps) {
  const { onSubmit, pending, failure } = useActionForm(action, (data) => showToast(data.sentence));
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3">
      <fieldset disabled={disabled} className="grid items-end gap-3 sm:grid-cols-2">
        {children}
      </fieldset>
      <FormFailure failure={failure} />
      <Button type="submit" disabled={pending || disabled} aria-busy={pending} className="self-start">
        {button}
      </Button>
    </form>
  );
}
