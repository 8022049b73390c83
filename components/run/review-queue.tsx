import Link from "next/link";
import { CopyButton } from "@/components/ui/copy-button";
import { Card, CardBody, CardFoot, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { JsonView } from "@/components/ui/json-view";
import { KeyValue } from "@/components/ui/key-value";
import { TextLink } from "@/components/ui/text-link";
import { TimeText } from "@/components/ui/time-text";
import type { ReviewFacts } from "@/lib/core/run/review-view";
import { formatCount } from "@/lib/format/counts";
import { formatUsdc } from "@/lib/format/money";
import { summaryOf } from "../order/order-facts";
import { Badge } from "../ui/badge";
import type { ConfirmAction } from "../ui/confirm-dialog";
import { ReviewButtons } from "./review-buttons";
import { reviewSilence } from "./review-words";
import type { RunScene } from "./run-scene";

interface ReviewQueueProps {
  rows: readonly ReviewFacts[];
  count: number;
  scene: RunScene;
  decide: ConfirmAction;
}

/** Every result that waits for a person: the question first, then what was done, then what each answer costs. */
export function ReviewQueue({ rows, count, scene, decide }: ReviewQueueProps) {
  if (rows.length === 0) {
    return <Card label="Review"><EmptyState title="No result waits for you.">A leg with a question for a person comes here when its result has passed the machine’s checks.</EmptyState></Card>;
  }
  return (
    <div className="flex flex-col gap-3">
      {rows.map((row) => <ReviewItem key={row.legId} review={row} scene={scene} decide={decide} />)}
      {count > rows.length && <p className="text-second text-ink3">{formatCount(rows.length)} of {formatCount(count)} shown, those that wait longest first.</p>}
    </div>
  );
}

function ReviewItem({ review, scene, decide }: { review: ReviewFacts; scene: RunScene; decide: ConfirmAction }) {
  return (
    <Card label={`Review of ${review.label}`} tone="warn">
      <CardHead
        title={review.question} note={<Badge tone="warn" icon="user-check">needs review</Badge>}
        aside={<Link href={`/runs/${review.runId}?leg=${encodeURIComponent(review.legKey)}`} prefetch={false} className="font-medium text-accent hover:underline">{review.runName} · {review.label}</Link>}
      />
      <CardBody className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(300px,360px)]">
        <div className="flex min-w-0 flex-col gap-2.5">
          <p className="text-lead break-words">{summaryOf(review.result)}</p>
          <p className="flex flex-wrap items-center gap-1 text-second text-ink3">
            {review.agentName}, {review.revision === 0 ? "first delivery" : `revision ${review.revision}`} · sha256 <code className="font-mono" title={review.resultHash}>{review.resultHash.slice(0, 12)}</code>
            <CopyButton value={review.resultHash} label="Copy result hash" />
          </p>
          <details className="text-table">
            <summary className="cursor-pointer text-accent">Open result</summary>
            <div className="mt-2"><JsonView value={review.result} label={`Result of ${review.label} as JSON`} /></div>
          </details>
          <details className="text-table">
            <summary className="cursor-pointer text-accent">What was ordered</summary>
            <p className="mt-2 break-words whitespace-pre-wrap text-ink2">{review.instructions}</p>
          </details>
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          <KeyValue
            rows={[
              { label: `${review.payerName ?? "You"} locked`, value: formatUsdc(review.amount, "detail"), strong: true },
              { label: `${review.agentName} gets`, value: formatUsdc(review.net, "detail") },
              { label: "Returned", value: review.returnedAt === null ? "no time" : <TimeText at={review.returnedAt} now={scene.now} /> },
              { label: "Deadline", value: review.deadlineAt === null ? "none" : <TimeText at={review.deadlineAt} now={scene.platformNow} />, tone: "warn" },
            ]}
          />
          <p className="text-second text-ink2">{reviewSilence(review, scene)}</p>
          <ReviewButtons review={review} scene={scene} decide={decide} />
        </div>
      </CardBody>
      <CardFoot><span>The word of one person counts and is written to the audit log.</span><TextLink href={`/escrows/${review.escrowId}`}>Open escrow</TextLink></CardFoot>
    </Card>
  );
}
