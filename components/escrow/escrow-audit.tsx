import { DecisionBadge } from "@/components/status/decision-badge";
import { Card, CardFoot, CardHead } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import type { AuditLine } from "@/lib/core/audit/audit-line";
import { toIso } from "@/lib/core/time";
import { formatClockSeconds, formatInstant } from "@/lib/format/dates";

/** Who did what to this escrow, newest first. */
export function EscrowAudit({ entries, escrowId }: { entries: readonly AuditLine[]; escrowId: string }) {
  return (
    <Card label="Audit trail">
      <CardHead title="Audit trail" note={`${entries.length} ${entries.length === 1 ? "entry" : "entries"}`} />
      <ul className="max-h-[420px] overflow-y-auto" tabIndex={0} aria-label="Audit entries">
        {entries.map((entry) => (
          <li key={entry.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-b border-line px-3.5 py-2 text-table last:border-0">
            <time dateTime={toIso(entry.at)} title={formatInstant(entry.at)} className="text-ink3">{formatClockSeconds(entry.at)}</time>
            <span>{entry.actorName}</span>
            <code className="font-mono text-second text-ink2">{entry.action}</code>
            <span className="ml-auto"><DecisionBadge decision={entry.result} /></span>
            <span className="w-full text-second text-ink3">{entry.summary}</span>
          </li>
        ))}
      </ul>
      <CardFoot>
        <TextLink href={`/audit?subject=${escrowId}`}>Open in audit log</TextLink>
        <span>Times are the console&apos;s, UTC</span>
      </CardFoot>
    </Card>
  );
}
