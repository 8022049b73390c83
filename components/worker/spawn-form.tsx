"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { ActionResult } from "@/lib/actions/result";
import { FormFailure } from "@/components/forms/form-failure";
import { MoneyMark } from "@/components/forms/money-mark";
import { SubmitButton } from "@/components/forms/submit-button";
import { readFields, useActionForm } from "@/components/forms/use-action-form";
import { WhatWillHappen } from "@/components/forms/what-will-happen";
import { Card, CardHead } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { showToast } from "@/components/ui/toast";
import type { SpawnPreview } from "@/lib/core/worker/batch-view";
import { PromptText } from "./prompt-text";
import { SpawnFields } from "./spawn-fields";
import { SpawnFigures } from "./spawn-figures";
import { spawnSentence } from "./spawn-sentence";
import { type PreviewAction, useSpawnPreview } from "./use-spawn-preview";

interface SpawnFormProps {
  initialPreview: SpawnPreview | null;
  preview: PreviewAction;
  spawn: { run(input: Record<string, unknown>): Promise<ActionResult<{ batchId: string; number: number }>> }["run"];
  sandbox: boolean;
  orchestrator: string;
}

/** Plans a batch: the fields, what they mean in money and time, and the prompt that each worker gets. */
export function SpawnForm({ initialPreview, preview: previewAction, spawn, sandbox, orchestrator }: SpawnFormProps) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [role, setRole] = useState("trading");
  const { preview, problem, update } = useSpawnPreview(previewAction, initialPreview);
  const { onSubmit, pending, failure, errorOf } = useActionForm(spawn, ({ batchId, number }) => {
    showToast(`Batch ${number} is on its way.`);
    router.replace(`/workers/spawn?batch=${batchId}`, { scroll: false });
  });
  // The balance and the free names change while somebody types; the form must not promise what is gone.
  const facts = `${initialPreview?.available} ${initialPreview?.firstName}`;
  useEffect(() => {
    if (form.current) update(readFields(form.current));
  }, [facts, update]);
  const refresh = () => form.current && update(readFields(form.current));
  function onRole(next: string) {
    setRole(next);
    if (form.current) update({ ...readFields(form.current), role: next });
  }
  return (
    <Card label="New batch">
      <CardHead title="New batch" note={<MoneyMark sandbox={sandbox} />} aside="Resumes after a crash without duplicates" />
      <form ref={form} onSubmit={onSubmit} onInput={refresh} className="grid divide-line max-xl:divide-y xl:grid-cols-3 xl:divide-x">
        <div className="min-w-0 p-3.5">
          <SpawnFields role={role} onRole={onRole} errorOf={errorOf} />
        </div>
        <div className="flex min-w-0 flex-col gap-3 p-3.5">
          {preview && <SpawnFigures preview={preview} />}
          {problem ? <Notice tone="warn" icon="triangle-alert">{problem}</Notice> : <WhatWillHappen>{spawnSentence(preview, orchestrator)}</WhatWillHappen>}
          <FormFailure failure={failure} />
          <div className="mt-auto flex">
            <SubmitButton pending={pending}>Spawn workers</SubmitButton>
          </div>
        </div>
        <div className="flex min-w-0 flex-col gap-2.5 p-3.5">
          <div className="flex justify-between gap-2">
            <h3 className="text-table font-medium">System prompt preview</h3>
            <span className="text-second text-ink3">{preview && `1 of ${preview.count}`}</span>
          </div>
          {preview && <PromptText prompt={preview.prompt} code={preview.referralCode} />}
          <Notice tone="warn" icon="triangle-alert">
            A prompt cannot force the code. Each worker stays unverified, and gets no money, until the platform names its referrer.
          </Notice>
        </div>
      </form>
    </Card>
  );
}
