import type { ReactNode } from "react";
import { ConfirmDialog, type ConfirmAction } from "@/components/ui/confirm-dialog";
import { Card, CardBody, CardFoot, CardHead } from "@/components/ui/card";
import { IdText } from "@/components/ui/id-text";
import { KeyValue } from "@/components/ui/key-value";
import { UnavailableState } from "@/components/ui/unavailable-state";
import type { ConnectionTreasury } from "@/lib/core/connection/connection-view";
import { type EpochMs, toEpochMs } from "@/lib/core/time";
import { formatWhen } from "@/lib/format/dates";

interface TreasuryPanelProps {
  connectionId: string;
  facts: ConnectionTreasury;
  now: EpochMs;
  sandbox: boolean;
  hasFaucet: boolean;
  claim: ConfirmAction | null;
  hasDeposit: boolean;
  /** Asks the platform for its chains while the rest stands already. */
  deposit: ReactNode;
}

/** Money in: deposit addresses as the platform gave them, and the faucet, once for an agent and once a day for an address. */
export function TreasuryPanel({ connectionId, facts, now, sandbox, hasFaucet, claim, hasDeposit, deposit }: TreasuryPanelProps) {
  const when = (at: Date) => formatWhen(toEpochMs(at.getTime()), now);
  return (
    <Card label="Treasury">
      <CardHead
        title="Treasury" note="money in"
        aside={hasFaucet && claim && (
          <ConfirmDialog
            trigger="Claim faucet" triggerSize="sm" title="Claim the faucet for the orchestrator" sandbox={sandbox}
            consequence="The platform gives its grant once for each agent, and once a day to this machine's address. A claim now uses up today's."
            confirmLabel="Claim faucet" action={claim} input={{ connectionId }} done="The faucet's grant is there."
          />
        )}
      />
      <CardBody className="flex flex-col gap-3">
        {!hasFaucet && <UnavailableState what="The faucet">This platform has none. Deposit, or pay the orchestrator from another agent.</UnavailableState>}
        {facts.lastClaim && <p className="text-second text-ink3">Last claim {when(facts.lastClaim.at)}: {facts.lastClaim.message ?? facts.lastClaim.outcome}</p>}
        {facts.deposits.length > 0 && (
          <KeyValue rows={facts.deposits.map(({ chain, address, token, at }) => ({
            label: `Deposit on ${chain}`, note: token ? `send ${token}, given ${when(at)}` : `given ${when(at)}`, value: <IdText id={address} copy={`Copy the ${chain} address`} />,
          }))} />
        )}
        {!hasDeposit && <UnavailableState what="Deposit addresses">This platform has none. Pay the orchestrator from another agent.</UnavailableState>}
        {hasDeposit && deposit}
        {facts.lastPayouts.length > 0 && <KeyValue rows={facts.lastPayouts.map(({ words, at }) => ({ label: words, value: when(at) }))} />}
      </CardBody>
      <CardFoot>A warning is raised when the balance falls below what the last 24 hours took, or below 10.00.</CardFoot>
    </Card>
  );
}
