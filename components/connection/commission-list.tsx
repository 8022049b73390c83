import { Card, CardBody, CardFoot, CardHead } from "@/components/ui/card";
import type { ConfirmAction } from "@/components/ui/confirm-dialog";
import type { CommissionReading } from "@/lib/core/connection/connection-view";
import { usdc } from "@/lib/core/money";
import { type EpochMs, toEpochMs } from "@/lib/core/time";
import { formatWhen } from "@/lib/format/dates";
import { formatUsdc } from "@/lib/format/money";
import { PayoutDialog } from "./payout-dialog";

interface CommissionListProps {
  connectionId: string;
  lines: readonly CommissionReading[];
  now: EpochMs;
  sandbox: boolean;
  withdraw: ConfirmAction | null;
}

/** Commission of the services that keep it apart from the balance, as the platform says it now. */
export function CommissionList({ connectionId, lines, now, sandbox, withdraw }: CommissionListProps) {
  return (
    <Card label="Commission">
      <CardHead title="Commission of other services" note="as each service says it now" />
      <CardBody className="flex flex-col gap-2">
        {lines.map((line) => (
          <div key={line.service} className="flex flex-wrap items-center justify-between gap-2 text-table">
            <span className="font-medium">{line.service}</span>
            <span className="min-w-0 text-ink2">{wordsOf(line, now)}</span>
            {withdraw && line.atMostMicros !== null && line.atMostMicros > 0n && (
              <PayoutDialog connectionId={connectionId} service={line.service} amount={`${line.availableMicros === null ? "at most " : ""}${formatUsdc(usdc(line.atMostMicros), "detail")}`} sandbox={sandbox} action={withdraw} />
            )}
          </div>
        ))}
      </CardBody>
      <CardFoot>Casino and escrow commission goes to the balance by itself. A payout is queued by its service: queued is not paid.</CardFoot>
    </Card>
  );
}

function wordsOf({ note, earnedMicros, availableMicros, referredCount, lastKnown }: CommissionReading, now: EpochMs): string {
  if (note) return `unavailable: ${note}${lastKnown ? ` Last read ${formatWhen(toEpochMs(lastKnown.at.getTime()), now)}: ${lastKnown.words}.` : ""}`;
  const earned = earnedMicros === null ? "earned unavailable" : `${formatUsdc(usdc(earnedMicros), "detail")} earned`;
  const available = availableMicros === null ? "available: unavailable, the service does not say it" : `${formatUsdc(usdc(availableMicros), "detail")} available`;
  return `${referredCount ?? "?"} referred, ${earned}, ${available}`;
}
