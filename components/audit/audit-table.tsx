import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { DecisionBadge } from "@/components/status/decision-badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Glyph } from "@/components/ui/glyph";
import type { SealedEntry } from "@/lib/core/audit/chain";
import type { EpochMs } from "@/lib/core/time";
import { formatClockSeconds, formatDay, formatInstant } from "@/lib/format/dates";
import { BeforeAfter } from "./before-after";

const ACTOR_ICON = { operator: "user", system: "cpu", agent: "bot", token: "key-round" } as const;

/** Who, what, when, with which result; a row opens to what it changed. */
export function AuditTable({ entries, now }: { entries: readonly SealedEntry[]; now: EpochMs }) {
  const columns: readonly Column<SealedEntry>[] = [
    { id: "at", header: "UTC", width: "92px", mobile: "note", cell: (entry) => <EntryTime at={entry.at} now={now} /> },
    { id: "actor", header: "Actor", cell: (entry) => <EntryActor entry={entry} /> },
    { id: "action", header: "Action", mobile: "title", cell: (entry) => <code className="font-mono text-second">{entry.action}</code> },
    { id: "what", header: "What", mobile: "subtitle", cell: (entry) => <EntryStory entry={entry} /> },
    { id: "result", header: "Result", mobile: "value", cell: (entry) => <DecisionBadge decision={entry.result} /> },
    { id: "hash", header: "Hash, previous", align: "right", wideOnly: true, cell: (entry) => <EntryHash entry={entry} /> },
  ];
  return (
    <DataTable
      caption="Audit log" columns={columns} rows={entries} rowKey={(entry) => String(entry.seq)}
      empty={<EmptyState title="No entry fits.">Take a filter away. Entries are never removed.</EmptyState>}
    />
  );
}

function EntryTime({ at, now }: { at: EpochMs; now: EpochMs }) {
  const isToday = formatDay(at) === formatDay(now);
  return (
    <time dateTime={new Date(at).toISOString()} title={formatInstant(at)} className="whitespace-nowrap text-ink2">
      {!isToday && <span className="text-ink3">{formatDay(at).slice(4)} </span>}
      {formatClockSeconds(at)}
    </time>
  );
}

function EntryActor({ entry }: { entry: SealedEntry }) {
  const icon = ACTOR_ICON[entry.actorType as keyof typeof ACTOR_ICON] ?? "user";
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <Glyph name={icon} size={13} className="text-ink3" />
      {entry.actorName}
    </span>
  );
}

function EntryStory({ entry }: { entry: SealedEntry }) {
  return (
    <details className="max-w-[72ch] min-w-0">
      <summary className="cursor-pointer list-none marker:hidden">
        <span className="md:hidden">{entry.actorName}: </span>
        {entry.summary}
      </summary>
      <div className="my-1.5 flex flex-col gap-2 rounded-control border border-line bg-sunken p-2.5">
        <BeforeAfter before={entry.before} after={entry.after} />
        <p className="text-second break-all text-ink3">
          Entry {String(entry.seq)} about {entry.subjectName} ({entry.subjectId}). Request {entry.requestId}
          {entry.intentId && `, intent ${entry.intentId}`}.
        </p>
      </div>
    </details>
  );
}

function EntryHash({ entry }: { entry: SealedEntry }) {
  return (
    <span className="inline-flex items-center gap-1.5 font-mono text-second" title={entry.hash}>
      {entry.hash.slice(0, 4)}
      <Glyph name="link" size={11} className="text-ink3" />
      <span className="text-ink3">{entry.previousHash.slice(0, 4)}</span>
    </span>
  );
}
