"use client";
import { type RefObject, useRef, useState } from "react";
import { type ActionFailure, unreachable } from "@/components/forms/action-failure";
import { readFields } from "@/components/forms/use-action-form";
import type { ActionResult } from "@/lib/actions/result";
import type { ConnectionTestView } from "./test-report";

export type TestReadsAction = { run(input: Record<string, unknown>): Promise<ActionResult<{ test: ConnectionTestView }>> }["run"];

interface TestReads {
  form: RefObject<HTMLFormElement | null>;
  report: ConnectionTestView | null;
  testing: boolean;
  /** Why the last test was refused; it gives way when the form is sent. */
  refusal: ActionFailure | null;
  forget: () => void;
  onTest: () => Promise<void>;
}

/** Tests a form's connection by reads, beside sending it. */
export function useTestReads(test: TestReadsAction): TestReads {
  const form = useRef<HTMLFormElement>(null);
  const [report, setReport] = useState<ConnectionTestView | null>(null);
  const [testing, setTesting] = useState(false);
  const [refusal, setRefusal] = useState<ActionFailure | null>(null);
  async function onTest() {
    if (!form.current?.reportValidity()) return;
    setTesting(true);
    setRefusal(null);
    const result = await test(readFields(form.current)).catch(unreachable);
    setTesting(false);
    setReport(result.ok ? result.data.test : null);
    if (!result.ok) setRefusal(result);
  }
  return { form, report, testing, refusal, forget: () => setRefusal(null), onTest };
}
