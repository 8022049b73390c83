import { Card, CardBody, CardHead } from "@/components/ui/card";
import { IdText } from "@/components/ui/id-text";
import { KeyValue } from "@/components/ui/key-value";
import { TextLink } from "@/components/ui/text-link";
import type { EscrowDetail } from "@/lib/core/escrow/escrow-view";
import type { EpochMs } from "@/lib/core/time";
import { formatMoment } from "@/lib/format/dates";

/** What was agreed, and under which names the platform knows it. */
export function EscrowTerms({ escrow, now }: { escrow: EscrowDetail; now: EpochMs }) {
  const none = (words: string) => <span className="text-ink3">{words}</span>;
  return (
    <Card label="Terms">
      <CardHead title="Terms" />
      <CardBody className="flex flex-col gap-2">
        <p className="text-body break-words">{escrow.description}</p>
        <KeyValue
          rows={[
            { label: "Timeout", value: `${escrow.timeoutHours} h` },
            { label: "Deadline", value: escrow.deadlineAt === null ? none("not locked") : formatMoment(escrow.deadlineAt, now) },
            { label: "Task", value: <IdText id={escrow.taskId} copy="Copy task id" /> },
            { label: "Platform id", value: escrow.upstreamId ? <IdText id={escrow.upstreamId} copy="Copy platform id" /> : none("not known yet") },
            { label: "Rules of", value: escrow.dialect },
            ...(escrow.run ? [{ label: "Paid in", value: <TextLink href={`/runs/${escrow.run.id}?leg=${encodeURIComponent(escrow.run.legKey)}`}>run {escrow.run.number}, {escrow.run.legKey}</TextLink> }] : []),
          ]}
        />
      </CardBody>
    </Card>
  );
}
