"use client";
import { useRouter } from "next/navigation";
import { FormFailure } from "@/components/forms/form-failure";
import { MoneyMark } from "@/components/forms/money-mark";
import { SubmitButton } from "@/components/forms/submit-button";
import { useActionForm } from "@/components/forms/use-action-form";
import { WhatWillHappen } from "@/components/forms/what-will-happen";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { TextInput } from "@/components/ui/text-input";
import { showToast } from "@/components/ui/toast";
import { decimalText } from "@/components/worker/decimal-text";
import type { ActionResult } from "@/lib/actions/result";
import type { Json } from "@/lib/core/order/json-value";
import type { RunPreviewView } from "@/lib/core/run/preview-view";
import { runSentence } from "./run-sentence";

export type StartAction = { run(input: Record<string, unknown>): Promise<ActionResult<{ runId: string; number: number }>> }["run"];

interface StartRunProps {
  draft: Json;
  preview: RunPreviewView;
  /** The dry run does not show this plan yet, or there is no plan. */
  isWaiting: boolean;
  /** Nobody wrote anything yet. */
  isFresh: boolean;
  start: StartAction;
  source: { readonly template: string | null; readonly from: string | null };
  sandbox: boolean;
  frozen: boolean;
}

/** The end of the form: what will happen in one sentence, and the button with the verb and the budget. */
export function StartRun({ draft, preview, isWaiting, isFresh, start, source, sandbox, frozen }: StartRunProps) {
  const router = useRouter();
  const { onSubmit, pending, failure } = useActionForm(start, ({ runId, number }) => {
    showToast(`Run ${number} is on its way.`);
    router.push(`/runs/${runId}`);
  }, ({ password }) => ({ plan: JSON.stringify(draft), ...source, ...(password ? { password } : {}) }));
  const errors = preview.faults.filter(({ severity }) => severity === "error").length;
  const needsPassword = preview.needsPassword || failure?.code === "STEP_UP_REQUIRED";
  return (
    <Card label="Start">
      <CardHead title="Start" note={<MoneyMark sandbox={sandbox} />} />
      <CardBody>
        <form onSubmit={onSubmit} className="flex flex-col gap-3.5">
          <WhatWillHappen>{runSentence(preview)}</WhatWillHappen>
          {needsPassword && <TextInput label="Password" name="password" type="password" autoComplete="current-password" help="Once more, for an amount above the threshold" />}
          {frozen && <Notice tone="bad" icon="snowflake">The fleet is frozen. No money leaves until somebody unfreezes it.</Notice>}
          {errors > 0 && !isWaiting && !isFresh && <Notice tone="bad" icon="circle-x">{errors === 1 ? "1 fault keeps this plan from starting." : `${errors} faults keep this plan from starting.`}</Notice>}
          <FormFailure failure={failure} />
          <div className="flex">
            <SubmitButton pending={pending || isWaiting || errors > 0 || frozen}>
              {preview.price ? `Start run, up to ${decimalText(preview.price.budget)} USDC` : "Start run"}
            </SubmitButton>
          </div>
        </form>
      </CardBody>
    </Card>
  );
}
