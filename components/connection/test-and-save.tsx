import type { ReactNode } from "react";
import type { ActionFailure } from "@/components/forms/action-failure";
import { FormFailure } from "@/components/forms/form-failure";
import { SubmitButton } from "@/components/forms/submit-button";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { type ConnectionTestView, TestReport } from "./test-report";

interface TestAndSaveProps {
  report: ConnectionTestView | null;
  /** What a test asks, while there is no report. */
  before: string;
  testing: boolean;
  pending: boolean;
  failure: ActionFailure | null;
  onTest: () => Promise<void>;
  label: string;
  /** Asked for before it is saved. */
  children?: ReactNode;
  foot?: string;
}

/** What the reads answered, and the two steps of a connection's form. */
export function TestAndSave({ report, before, testing, pending, failure, onTest, label, children, foot }: TestAndSaveProps) {
  return (
    <Card label="Test and save">
      <CardHead title="Test and save" note="tests change nothing" />
      <CardBody className="flex flex-col gap-3">
        {report ? <TestReport test={report} /> : <p className="text-body text-ink2">{before}</p>}
        {children}
        <FormFailure failure={failure} />
        <div className="flex gap-2">
          <Button size="lg" disabled={testing || pending} aria-busy={testing} onClick={onTest}>{testing ? "Reading…" : "Test reads"}</Button>
          <SubmitButton pending={pending}>{label}</SubmitButton>
        </div>
        {foot && <p className="text-second text-ink3">{foot}</p>}
      </CardBody>
    </Card>
  );
}
