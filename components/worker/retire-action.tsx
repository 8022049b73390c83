import type { ConfirmAction } from "@/components/ui/confirm-dialog";
import type { KeyValueRow } from "@/components/ui/key-value";
import { usdc } from "@/lib/core/money";
import type { RetirementPlan } from "@/lib/core/worker/worker-view";
import { formatUsdc } from "@/lib/format/money";
import { RetireDialog } from "./retire-dialog";

interface RetireActionProps {
  worker: { id: string; name: string };
  plan: RetirementPlan;
  /** False where the platform has no cancel. */
  canCancel: boolean;
  sandbox: boolean;
  action: ConfirmAction;
}

/** The retirement of one worker with what blocks it and what is swept, as last read. */
export function RetireAction({ worker, plan, canCancel, sandbox, action }: RetireActionProps) {
  const escrowed = plan.openEscrows.reduce((sum, { amountMicros }) => sum + amountMicros, 0n);
  const money = (micros: bigint) => formatUsdc(usdc(micros), "detail");
  const rows: KeyValueRow[] = [
    { label: "Comes back from its child wallet", value: money(plan.walletMicros), strong: true },
    { label: "Comes back from its own balance", value: plan.balanceMicros === null ? "read before the sweep" : money(plan.balanceMicros) },
    {
      label: "Open escrows", note: plan.openEscrows.length > 0 ? "must end first" : undefined,
      value: plan.openEscrows.length === 0 ? "none" : `${plan.openEscrows.length}, ${money(escrowed)}`, tone: plan.openEscrows.length > 0 ? "warn" : undefined,
    },
    ...(plan.unknownIntents > 0 ? [{ label: "Outcomes not known yet", note: "must be settled first", value: String(plan.unknownIntents), tone: "unk" as const }] : []),
  ];
  return <RetireDialog workerId={worker.id} name={worker.name} rows={rows} openEscrows={plan.openEscrows.length} canCancel={canCancel} sandbox={sandbox} action={action} />;
}
