import { Card, CardHead } from "@/components/ui/card";
import { Glyph } from "@/components/ui/glyph";
import type { GlyphName } from "@/components/ui/glyph-names";
import { TextLink } from "@/components/ui/text-link";
import { toEpochMs } from "@/lib/core/time";
import { formatClockSeconds } from "@/lib/format/dates";

interface ShownEntry {
  readonly seq: bigint;
  readonly at: Date;
  readonly action: string;
  readonly result: string;
  readonly summary: string;
  readonly subjectName: string;
}

const LOOKS: Readonly<Record<string, { icon: GlyphName; tone: string }>> = {
  succeeded: { icon: "circle-check", tone: "text-ok" }, recorded: { icon: "notebook-pen", tone: "text-ink3" }, requested: { icon: "send", tone: "text-info" },
  denied: { icon: "ban", tone: "text-bad" }, rejected: { icon: "circle-x", tone: "text-bad" }, unknown: { icon: "circle-question-mark", tone: "text-unk" },
};

/** The last entries of the audit log as they come. */
export function ActivityPanel({ entries }: { entries: readonly ShownEntry[] }) {
  return (
    <Card label="Live activity">
      <CardHead title="Live activity" note="UTC" aside={<TextLink href="/audit">Audit log</TextLink>} />
      <ul className="flex flex-col py-1.5">
        {entries.map((entry) => {
          const look = LOOKS[entry.result] ?? { icon: "notebook-pen", tone: "text-ink3" };
          return (
            <li key={String(entry.seq)} className="flex min-w-0 items-center gap-2.5 px-3.5 py-[5px] text-table">
              <time dateTime={entry.at.toISOString()} className="text-ink3">{formatClockSeconds(toEpochMs(entry.at.getTime()))}</time>
              <Glyph name={look.icon} size={14} className={look.tone} />
              <span className="min-w-0 truncate" title={entry.summary}>{entry.summary}</span>
              <code className="ml-auto shrink-0 font-mono text-label text-ink3 max-sm:hidden">{entry.action}</code>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
