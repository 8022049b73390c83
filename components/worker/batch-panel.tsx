"use client";
import { useQuery } from "@tanstack/react-query";
import { Badge } from "@/components/ui/badge";
import { Card, CardFoot, CardHead } from "@/components/ui/card";
import type { BatchProgress } from "@/lib/core/worker/batch-view";
import { batchQuery } from "@/lib/queries/live-queries";
import { BatchLine } from "./batch-line";
import { batchWords, phaseOf, shownWorkers } from "./batch-words";
import { decimalText } from "./decimal-text";
import { RetryFailed, type RetryAction } from "./retry-failed";

const SHOWN_MAX = 100;
const POLL_MS = 2_000;

/** One batch while it runs: events make it fresh, a poll is the net under them. */
export function BatchPanel({ initial, retry }: { initial: BatchProgress; retry: RetryAction | null }) {
  const { data: batch = initial, error } = useQuery({
    ...batchQuery<BatchProgress>(initial.id), initialData: initial, staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.state === "running" ? POLL_MS : false),
  });
  const stopped = batch.workers.filter((worker) => phaseOf(worker) === "stopped").length;
  const shown = shownWorkers(batch.workers, SHOWN_MAX);
  const hasMoney = Number(batch.capital) > 0;
  return (
    <Card label={`Batch ${batch.number}`}>
      <CardHead
        title={`Batch ${batch.number}`}
        note={
          <span className="flex flex-wrap items-center gap-2" aria-live="polite">
            <BatchBadge state={batch.state} />
            {batchWords(batch)}
          </span>
        }
        aside={
          <>
            {hasMoney && <span>{decimalText(batch.funded)} of {decimalText(batch.capital)} USDC funded</span>}
            {retry && stopped > 0 && batch.state !== "running" && <RetryFailed batchId={batch.id} action={retry} />}
          </>
        }
      />
      <ul className="grid lg:grid-cols-2 lg:[&>li:nth-child(odd)]:border-r">
        {shown.map((worker) => (
          <BatchLine key={worker.id} worker={worker} />
        ))}
      </ul>
      <CardFoot>
        <span>
          {shown.length < batch.workers.length && `${batch.workers.length - shown.length} more are in the roster. `}
          {error ? "The console does not answer; these figures are the last known." : "One registration per name. A batch that resumes never registers twice."}
        </span>
        <span>asked for by {batch.createdByName}</span>
      </CardFoot>
    </Card>
  );
}

function BatchBadge({ state }: { state: string }) {
  if (state === "running") return <Badge tone="info" icon="loader">running</Badge>;
  if (state === "failed") return <Badge tone="bad" icon="circle-x">some stopped</Badge>;
  return <Badge tone="ok" icon="circle-check">{state}</Badge>;
}
