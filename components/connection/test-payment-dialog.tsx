"use client";
import { useState } from "react";
import { DialogButtons } from "@/components/forms/dialog-buttons";
import { MoneyMark } from "@/components/forms/money-mark";
import { useActionForm } from "@/components/forms/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { KeyValue } from "@/components/ui/key-value";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import type { ActionResult } from "@/lib/actions/result";

export interface TestPaymentView {
  readonly facts: readonly { readonly label: string; readonly value: string }[];
}

interface TestPaymentProps {
  connectionId: string;
  sandbox: boolean;
  /** False where the platform has no plain transfer. */
  hasTransfer: boolean;
  hasEscrow: boolean;
  action: { run(input: Record<string, unknown>): Promise<ActionResult<TestPaymentView>> }["run"];
}

/** The first payment of a connection: it proves the whole path with little money, and says what came of it. */
export function TestPaymentDialog(props: TestPaymentProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" aria-haspopup="dialog" onClick={() => setOpen(true)}>Test payment</Button>
      {open && <TestPaymentForm {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function TestPaymentForm({ connectionId, sandbox, hasTransfer, hasEscrow, action, onClose }: TestPaymentProps & { onClose: () => void }) {
  const [view, setView] = useState<TestPaymentView | null>(null);
  const { onSubmit, pending, failure, errorOf } = useActionForm(action, setView);
  const ways = [...(hasTransfer ? [{ value: "transfer", label: "Plain transfer" }] : []), ...(hasEscrow ? [{ value: "escrow", label: "Escrow: lock and release" }] : [])];
  return (
    <Dialog open onClose={onClose} busy={pending} title="Pay 0.10 USDC to a second agent of yours" note={<MoneyMark sandbox={sandbox} />}>
      {view ? (
        <div className="flex flex-col gap-3.5" role="status">
          <KeyValue boxed rows={view.facts.map(({ label, value }) => ({ label, value }))} />
          <div><Button size="lg" onClick={onClose}>Close</Button></div>
        </div>
      ) : (
        <form onSubmit={onSubmit} className="flex flex-col gap-3.5">
          <p className="text-body text-ink2">0.10 USDC leaves the orchestrator and cannot be taken back by the platform. By escrow it is locked and released at once, and the platform keeps its fee. Name an agent whose key you hold.</p>
          <input type="hidden" name="connectionId" value={connectionId} />
          <Select label="Way" name="way" options={ways} error={errorOf("way")} />
          <TextInput label="Agent id" name="toAgentId" required mono maxLength={120} help="not the orchestrator" error={errorOf("toAgentId") ?? errorOf("payeeId")} />
          <DialogButtons label="Pay 0.10" pending={pending} failure={failure} onClose={onClose} />
        </form>
      )}
    </Dialog>
  );
}
