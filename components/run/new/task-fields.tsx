"use client";
import type { ReactNode } from "react";
import { DraftArea, DraftMoney } from "./draft-fields";
import type { Path } from "./plan-draft";
import { TermsFields } from "./terms-fields";
import { WorkerField } from "./worker-field";

interface TaskFieldsProps {
  path: Path;
  others: readonly string[] | null;
  children?: ReactNode;
}

/** One worker's part: a leg of a hub, or a stage of a pipeline. */
export function TaskFields({ path, others, children }: TaskFieldsProps) {
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 md:grid-cols-[minmax(0,1fr)_180px]">
        <WorkerField path={[...path, "worker"]} label="Worker" help="by name" />
        <DraftMoney path={[...path, "amount"]} label="Amount (USDC)" />
        <DraftArea className="md:col-span-2" path={[...path, "instructions"]} label="Instructions" help="only the worker reads them" rows={2} maxLength={8_000} />
        {children}
      </div>
      <TermsFields path={path} others={others} hasBackups hasFunding />
    </div>
  );
}
