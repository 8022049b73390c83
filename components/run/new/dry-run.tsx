"use client";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import type { RunPreviewView } from "@/lib/core/run/preview-view";
import { CapitalChart } from "./capital-chart";
import { FailureTable } from "./failure-table";
import { FaultList } from "./fault-list";
import { MarginTable } from "./margin-table";
import { usePlanEditor } from "./plan-context";
import { textAt } from "./plan-draft";
import { PriceFigures } from "./price-figures";
import { WorkerCapital } from "./worker-capital";

interface DryRunProps {
  preview: RunPreviewView;
  isStale: boolean;
  problem: string | null;
  /** Nobody wrote anything yet: an empty form is no list of mistakes. */
  isFresh: boolean;
  onOpenForm: () => void;
}

/** What is wrong with the plan, what it costs, and what each failure would leave where. Nothing is locked by it. */
export function DryRun({ preview, isStale, problem, isFresh, onOpenForm }: DryRunProps) {
  const { faults, price } = preview;
  const { draft } = usePlanEditor();
  const funding = textAt(draft, ["funding"]) || "prefund";
  return (
    <Card label="Dry run">
      <CardHead title="Dry run" note={isStale ? "looking at the plan" : "nothing is locked by it"} />
      <CardBody className="flex flex-col gap-4">
        <div role="status" className="sr-only">{isStale ? "" : spoken(preview)}</div>
        {problem && <Notice tone="warn" icon="triangle-alert">{problem}</Notice>}
        {isFresh ? <p className="text-table text-ink3">Name workers and amounts, or take a template. What the plan costs stands here before anything is locked.</p> : <FaultList faults={faults} onOpenForm={onOpenForm} />}
        {price && (
          <>
            <PriceFigures price={price} />
            <CapitalChart capital={price.capital} funding={funding} />
            {price.margins.length > 0 && <MarginTable lines={price.margins} />}
            {price.ownCapital.length > 0 && <WorkerCapital lines={price.ownCapital} />}
            <FailureTable lines={price.failures} omitted={price.failuresOmitted} />
          </>
        )}
      </CardBody>
    </Card>
  );
}

function spoken({ faults }: RunPreviewView): string {
  const errors = faults.filter(({ severity }) => severity === "error").length;
  return errors === 0 ? "The plan can start." : errors === 1 ? "The plan has 1 fault." : `The plan has ${errors} faults.`;
}
