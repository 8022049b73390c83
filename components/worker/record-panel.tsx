import { Card, CardBody, CardHead } from "@/components/ui/card";
import { KeyValue } from "@/components/ui/key-value";
import type { JobRecord } from "@/lib/core/worker/job-record";
import { formatCount, formatNoun } from "@/lib/format/counts";
import { formatShare } from "@/lib/format/rates";

/** From here on an auction takes the completion rate at its word. */
const PROVEN_JOBS = 10;

/** The agent's record from the console's own history: what an auction scores it by. */
export function RecordPanel({ record }: { record: JobRecord | null }) {
  const jobs = record ? record.doneCount + record.failedCount : 0;
  return (
    <Card label="Record">
      <CardHead title="Record" note="from our own history" compact />
      <CardBody>
        {record && jobs > 0 ? <KeyValue rows={rowsOf(record, jobs)} /> : <p className="text-ink2">No jobs yet.{record && record.disputedCount > 0 ? ` ${formatNoun(record.disputedCount, "dispute")} on single escrows.` : ""}</p>}
        <p className="mt-2 text-second text-ink3">
          One job is one attempt of one leg of a run. Auctions ask for {PROVEN_JOBS} done jobs, unless they let newcomers bid.
        </p>
      </CardBody>
    </Card>
  );
}

function rowsOf(record: JobRecord, jobs: number) {
  const { doneCount, failedCount, overrunCount, revisionCount, disputedCount } = record;
  return [
    { label: "Completion rate", value: `${formatShare(BigInt(doneCount), BigInt(jobs))}, ${formatCount(doneCount)} done and ${formatCount(failedCount)} failed` },
    { label: "Overrun rate", value: doneCount === 0 ? "no job done yet" : `${formatShare(BigInt(overrunCount), BigInt(doneCount))} of what was done took more than 20 % longer` },
    { label: "Revisions per job", value: `${(revisionCount / jobs).toFixed(1)}, ${formatNoun(revisionCount, "revision")}` },
    { label: "Disputes", value: disputedCount === 0 ? "none" : formatCount(disputedCount) },
  ];
}
