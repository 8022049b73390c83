import { Freshness } from "@/components/status/freshness";
import { Card, CardFoot, CardHead } from "@/components/ui/card";
import { JsonView } from "@/components/ui/json-view";
import type { EscrowDetail } from "@/lib/core/escrow/escrow-view";
import { isOpen } from "@/lib/core/escrow/states";
import { formatMoment } from "@/lib/format/dates";
import type { Scene } from "./escrow-scene";

const READ_EVERY_MS = 300_000;

/** The escrow in the platform's own words, with keys and codes taken out. */
export function PlatformRecord({ escrow, scene }: { escrow: EscrowDetail; scene: Scene }) {
  const { record, readAt } = escrow;
  return (
    <Card label="Platform record">
      <CardHead title="Platform record" aside={<Age escrow={escrow} now={scene.now} />} />
      {record === null || Object.keys(record).length === 0
        ? <p className="p-3.5 text-body text-ink3">The platform has said nothing about this escrow yet.</p>
        : <JsonView value={record} label="The record as JSON" />}
      <CardFoot>
        <span>{readAt === null ? "Read again soon" : "As the platform answered last. Keys and codes are hidden."}</span>
      </CardFoot>
    </Card>
  );
}

function Age({ escrow, now }: { escrow: EscrowDetail; now: Scene["now"] }) {
  if (escrow.readAt === null) return <span>being read</span>;
  if (!isOpen(escrow.state)) return <span>final, {formatMoment(escrow.readAt, now)}</span>;
  return <Freshness source="Read" ageMs={now - escrow.readAt} cadenceMs={READ_EVERY_MS} />;
}
