import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Card, CardHead } from "@/components/ui/card";
import { TimeText } from "@/components/ui/time-text";
import type { EpochMs } from "@/lib/core/time";
import type { BatchSummary } from "@/lib/core/worker/batch-view";

interface BatchListProps {
  batches: readonly BatchSummary[];
  now: EpochMs;
}

/** Earlier batches, each a link that opens it in the panel above. */
export function BatchList({ batches, now }: BatchListProps) {
  return (
    <Card label="Earlier batches">
      <CardHead title="Earlier batches" compact />
      <ul>
        {batches.map((batch) => (
          <li key={batch.id} className="flex min-h-[38px] flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3.5 py-1.5 text-table last:border-0">
            <Link href={`/workers/spawn?batch=${batch.id}`} prefetch={false} scroll={false} className="row-link">
              Batch {batch.number}
            </Link>
            <span className="text-ink2">
              {batch.count} {batch.role}
            </span>
            <span className="text-ink3">{batch.ready} ready</span>
            {batch.state === "running" && <Badge tone="info" icon="loader">running</Badge>}
            {batch.stopped > 0 && <Badge tone="bad" icon="circle-x">{batch.stopped} stopped</Badge>}
            <span className="ml-auto text-second text-ink3">
              <TimeText at={batch.createdAt} now={now} /> · {batch.createdByName}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
