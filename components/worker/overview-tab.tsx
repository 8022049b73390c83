import { FigureLink } from "@/components/cost/figure-link";
import { EmptyCell } from "@/components/data-table/empty-cell";
import { ProofBadge } from "@/components/status/proof-badge";
import { WorkerStateBadge } from "@/components/status/worker-state-badge";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { IdText } from "@/components/ui/id-text";
import { KeyValue } from "@/components/ui/key-value";
import { KpiStrip } from "@/components/ui/kpi-strip";
import { TextLink } from "@/components/ui/text-link";
import { TimeText } from "@/components/ui/time-text";
import type { Usdc } from "@/lib/core/money";
import type { EpochMs } from "@/lib/core/time";
import type { JobRecord } from "@/lib/core/worker/job-record";
import type { WorkerDetail } from "@/lib/core/worker/worker-view";
import { formatGain, formatUsdc } from "@/lib/format/money";
import { RecordPanel } from "./record-panel";
import { RoleText } from "./role-icon";

/** Who the worker is, how its link is proven, what it cost and earned, and how its jobs ended. */
export function OverviewTab({ worker, record, now }: { worker: WorkerDetail; record: JobRecord | null; now: EpochMs }) {
  const figure = (name: string, amount: Usdc, text: string) => <FigureLink href={`/costs/entries?figure=${name}&agent=${worker.id}&range=all`} isZero={amount === 0n}>{text}</FigureLink>;
  return (
    <>
      <KpiStrip
        label="Money of this worker"
        items={[
          { label: "Paid", value: figure("paid", worker.paid, formatUsdc(worker.paid, "detail")), note: "left the payers, fees inside" },
          { label: "Fees", value: figure("fees", worker.fees, formatUsdc(worker.fees, "detail")), note: "kept by the platform" },
          { label: "Referral back", value: figure("referral", worker.referral, formatGain(worker.referral, "detail")), note: "rebate of own fees" },
          { label: "Earned", value: figure("earned", worker.earned, formatUsdc(worker.earned, "detail")), note: "received by the worker" },
          { label: "Net contribution", value: figure("net", worker.net, formatGain(worker.net, "detail")), tone: worker.net < 0n ? "bad" : undefined, note: "earned and back, less paid" },
        ]}
      />
      <div className="grid items-start gap-3 lg:grid-cols-2">
        <Card>
          <CardHead title="Worker" compact />
          <CardBody>
            <KeyValue rows={identityRows(worker, now)} />
          </CardBody>
        </Card>
        <div className="flex flex-col gap-3">
          <Card>
            <CardHead title="Referral link" compact />
            <CardBody>
              <KeyValue rows={referralRows(worker)} />
              <p className="mt-2 text-second text-ink3">{worker.proofNote ?? "A branch is as good as its weakest proof. An unverified worker gets no money."}</p>
            </CardBody>
          </Card>
          <RecordPanel record={record} />
        </div>
      </div>
    </>
  );
}

/** A name chosen by the console stays whole; it is cut nowhere else either. */
function PlatformId({ id }: { id: string }) {
  return (
    <span className="inline-flex items-center gap-1 font-mono text-second text-ink2">
      {id} <CopyButton value={id} label="Copy platform id" />
    </span>
  );
}

function identityRows(worker: WorkerDetail, now: EpochMs) {
  const time = (at: EpochMs | null, why: string) => (at === null ? <EmptyCell why={why} /> : <TimeText at={at} now={now} />);
  return [
    { label: "State", value: <WorkerStateBadge state={worker.state} /> },
    { label: "Role", value: <RoleText role={worker.role} /> },
    { label: "Capabilities", value: worker.capabilities.join(", ") || <EmptyCell why="none named" /> },
    { label: "Platform id", value: worker.upstreamId ? <PlatformId id={worker.upstreamId} /> : <EmptyCell why="not registered" /> },
    { label: "Platform wallet", value: worker.upstreamWallet ? <IdText id={worker.upstreamWallet} copy="Copy platform wallet" /> : <EmptyCell why="not named" /> },
    { label: "Batch", value: worker.batch ? <TextLink href={`/workers/spawn?batch=${worker.batch.id}`}>Batch {worker.batch.number}</TextLink> : <EmptyCell why="none" /> },
    { label: "Registered", value: time(worker.registeredAt, "not yet") },
    { label: "Heartbeat", value: time(worker.heartbeatAt, "never") },
    ...(worker.retiredAt === null ? [] : [{ label: "Retired", value: time(worker.retiredAt, "") }]),
  ];
}

function referralRows(worker: WorkerDetail) {
  return [
    { label: "Proof", value: <ProofBadge proof={worker.proof} /> },
    { label: "Parent", value: worker.parentName ?? <EmptyCell why="none" /> },
    { label: "Code it registered with", value: worker.referralCodeUsed ?? <EmptyCell why="not named by the platform" /> },
    { label: "Its own code", value: worker.ownReferralCode ? <IdText id={worker.ownReferralCode} copy="Copy referral code" /> : <EmptyCell why="not named by the platform" /> },
  ];
}
