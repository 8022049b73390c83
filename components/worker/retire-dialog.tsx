"use client";
import { useState } from "react";
import { type ConfirmAction, ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { KeyValueRow } from "@/components/ui/key-value";
import { Select } from "@/components/ui/select";

interface RetireDialogProps {
  workerId: string;
  name: string;
  /** What blocks and what is swept, in words and money. */
  rows: readonly KeyValueRow[];
  openEscrows: number;
  canCancel: boolean;
  sandbox: boolean;
  action: ConfirmAction;
}

/** Asks once what happens to open escrows, and says what comes home and what is dropped. */
export function RetireDialog({ workerId, name, rows, openEscrows, canCancel, sandbox, action }: RetireDialogProps) {
  const [escrows, setEscrows] = useState("wait");
  return (
    <ConfirmDialog
      trigger="Retire" triggerVariant="danger" title={`Retire ${name}`} sandbox={sandbox} confirmVariant="solid-danger"
      consequence={
        <div className="flex flex-col gap-3">
          <p>
            Its money comes back to the orchestrator, then its key is dropped for good. It stays retiring while money remains; less than 0.01 is
            below the platform&apos;s smallest transfer and stays there.
          </p>
          {openEscrows > 0 && !canCancel && <p>The platform has no cancel: its open escrows end by release, or come back at their deadline minus the 1 % fee.</p>}
          {openEscrows > 0 && canCancel && (
            <Select
              label="Open escrows" value={escrows} onChange={(event) => setEscrows(event.target.value)}
              options={[{ value: "wait", label: "Wait until they end" }, { value: "cancel", label: "Cancel those that can be cancelled" }]}
            />
          )}
        </div>
      }
      rows={rows} confirmLabel={`Retire ${name}`} action={action} input={{ workerId, escrows }} done={`${name} is retiring.`}
    />
  );
}
