import { Card, CardBody, CardFoot, CardHead } from "@/components/ui/card";
import { type ConfirmAction, ConfirmDialog } from "@/components/ui/confirm-dialog";
import { usdc } from "@/lib/core/money";
import { formatUsdc } from "@/lib/format/money";
import { PayoutDialog } from "./payout-dialog";

export interface CommissionLine {
  readonly service: string;
  readonly earnedMicros: bigint | null;
  readonly availableMicros: bigint | null;
  readonly referredCount: number | null;
  readonly note: string | null;
}

interface CommissionListProps {
  connectionId: string;
  lines: readonly CommissionLine[];
  sandbox: boolean;
  withdraw: ConfirmAction | null;
}

/** Commission of the services that keep it apart from the balance, as the platform says it now. */
export function CommissionList({ connectionId, lines, sandbox, withdraw }: CommissionListProps) {
  return (
    <Card label="Commission">
      <CardHead title="Commission of other services" note="read just now" />
      <CardBody className="flex flex-col gap-2">
        {lines.map((line) => (
          <div key={line.service} className="flex flex-wrap items-center justify-between gap-2 text-table">
            <span className="font-medium">{line.service}</span>
            <span className="min-w-0 text-ink2">{wordsOf(line)}</span>
            {withdraw && line.availableMicros !== null && line.availableMicros > 0n && (
              <PayoutDialog connectionId={connectionId} service={line.service} amount={formatUsdc(usdc(line.availableMicros), "detail")} sandbox={sandbox} action={withdraw} />
            )}
          </div>
        ))}
      </CardBody>
      <CardFoot>Casino and escrow commission goes to the balance by itself. A payout is queued by its service: queued is not paid.</CardFoot>
    </Card>
  );
}

function wordsOf({ note, earnedMicros, availableMicros, referredCount }: CommissionLine): string {
  if (note) return `unavailable: ${note}`;
  const earned = earnedMicros === null ? "earned unavailable" : `${formatUsdc(usdc(earnedMicros), "detail")} earned`;
  const available = availableMicros === null ? "available not said" : `${formatUsdc(usdc(availableMicros), "detail")} available`;
  return `${referredCount ?? "?"} referred, ${earned}, ${available}`;
}

/** The first payment of a connection: it proves the whole path with little money. */
export function TestPayment({ connectionId, sandbox, action }: { connectionId: string; sandbox: boolean; action: ConfirmAction }) {
  return (
    <ConfirmDialog
      trigger="Test payment" triggerSize="sm" title="Pay 0.10 USDC to a second agent of yours" sandbox={sandbox}
      consequence="0.10 USDC leaves the orchestrator at once and cannot be taken back by the platform. Name an agent whose key you hold."
      field={{ name: "toAgentId", label: "Agent id", required: true, help: "not the orchestrator" }}
      confirmLabel="Pay 0.10" action={action} input={{ connectionId }} done="0.10 USDC arrived: the platform named the transfer."
    />
  );
}
