import { CapabilityBadge } from "@/components/status/capability-badge";
import { EmptyCell } from "@/components/data-table/empty-cell";
import { ButtonLink } from "@/components/ui/button-link";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { IdText } from "@/components/ui/id-text";
import { KeyValue } from "@/components/ui/key-value";
import { Notice } from "@/components/ui/notice";
import { TimeText } from "@/components/ui/time-text";
import { LimitHolds } from "@/components/wallet/limit-holds";
import { WalletActions } from "@/components/wallet/wallet-actions";
import { WalletMeter } from "@/components/wallet/wallet-meter";
import { toFacts, type WalletActionSet, type WalletRights } from "@/components/wallet/wallet-facts";
import { WalletMovements } from "@/components/wallet/wallet-movements";
import type { EpochMs } from "@/lib/core/time";
import type { WalletLine, WalletMovement } from "@/lib/core/wallet/wallet-view";
import { formatRemaining, formatUsdc } from "@/lib/format/money";

interface WalletTabProps {
  workerId: string;
  wallet: WalletLine | null;
  movements: readonly WalletMovement[];
  evidence: string;
  /** Platform time. */
  now: EpochMs;
  sandbox: boolean;
  canProvision: boolean;
  actions: WalletActionSet;
  rights: WalletRights;
}

export function WalletTab(props: WalletTabProps) {
  const { wallet, movements, evidence, now } = props;
  if (wallet === null) return <NoWallet {...props} />;
  return (
    <div className="grid items-start gap-3 lg:grid-cols-[minmax(0,1fr)_340px]">
      <div className="flex min-w-0 flex-col gap-3">
        <Card>
          <CardHead title="Child wallet" note={wallet.closedAt === null ? <IdText id={wallet.upstreamId ?? wallet.id} copy="Copy wallet id" /> : "closed"} />
          <CardBody className="flex flex-col gap-3.5">
            {wallet.inFlight === "unknown" && (
              <Notice tone="unk" icon="circle-question-mark">
                We do not know yet how the last action on this wallet ended. The console reads the platform until it knows; nothing is repeated blindly.
              </Notice>
            )}
            <WalletMeter owner={wallet.name} spent={wallet.spent} dailyLimit={wallet.dailyLimit} />
            <KeyValue rows={walletRows(wallet, now)} />
            {wallet.closedAt === null && <WalletActions wallet={toFacts(wallet, props)} actions={props.actions} rights={props.rights} look="buttons" />}
          </CardBody>
        </Card>
        <WalletMovements movements={movements} now={now} />
      </div>
      <LimitHolds evidence={evidence} />
    </div>
  );
}

function walletRows(wallet: WalletLine, now: EpochMs) {
  return [
    {
      label: "Balance", value: `${formatUsdc(wallet.balance, "detail")} USDC`, strong: true,
      ...(wallet.upstreamId === null ? { note: "the worker's own balance on the platform" } : {}),
    },
    ...(wallet.upstreamId === null ? [{ label: "Kept by", note: "the platform has no child wallets", value: <CapabilityBadge level="enforced" /> }] : []),
    { label: "Left today", value: wallet.left === null ? <EmptyCell why="no limit" /> : formatRemaining(wallet.left) },
    { label: "Resets", value: wallet.resetsAt === null ? <EmptyCell why="never by itself" /> : <TimeText at={wallet.resetsAt} now={now} /> },
    { label: "Withdrawals", value: wallet.allowWithdrawals ? "on: it may send money out" : "off", tone: wallet.allowWithdrawals ? ("warn" as const) : undefined },
    { label: "Read on the platform", value: wallet.readAt === null ? <EmptyCell why="not yet" /> : <TimeText at={wallet.readAt} now={now} show="distance" /> },
  ];
}

function NoWallet({ workerId, canProvision }: WalletTabProps) {
  return (
    <Card>
      <EmptyState
        title="This worker has no child wallet."
        action={canProvision && <ButtonLink href={`/wallets/provision?worker=${workerId}`} variant="primary">Provision wallet</ButtonLink>}
      >
        Without one it can spend nothing on its own. Provisioning moves no money until you fund it.
      </EmptyState>
    </Card>
  );
}
