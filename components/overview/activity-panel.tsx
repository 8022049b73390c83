import { Card, CardHead } from "@/components/ui/card";
import { Glyph } from "@/components/ui/glyph";
import type { GlyphName } from "@/components/ui/glyph-names";
import { TextLink } from "@/components/ui/text-link";
import type { ActivityLine } from "@/lib/core/audit/activity";
import { toIso } from "@/lib/core/time";
import { formatClockSeconds } from "@/lib/format/dates";

const LOOKS: Readonly<Record<string, { icon: GlyphName; tone: string }>> = {
  succeeded: { icon: "circle-check", tone: "text-ok" }, recorded: { icon: "notebook-pen", tone: "text-ink3" }, requested: { icon: "send", tone: "text-info" },
  denied: { icon: "ban", tone: "text-bad" }, rejected: { icon: "circle-x", tone: "text-bad" }, unknown: { icon: "circle-question-mark", tone: "text-unk" },
};

/** What was done last, a line for each thing: a wish shows its outcome as soon as there is one. */
export function ActivityPanel({ lines }: { lines: readonly ActivityLine[] }) {
  return (
    <Card label="Live activity">
      <CardHead title="Live activity" note="UTC" aside={<TextLink href="/audit">Audit log</TextLink>} />
      <ul className="flex flex-col py-1.5">
        {lines.map((line) => {
          const look = LOOKS[line.result] ?? { icon: "notebook-pen", tone: "text-ink3" };
          return (
            <li key={String(line.seq)} className="flex min-w-0 items-center gap-2.5 px-3.5 py-[5px] text-table">
              <time dateTime={toIso(line.at)} className="text-ink3">{formatClockSeconds(line.at)}</time>
              <Glyph name={look.icon} size={14} className={look.tone} />
              <span className="relative min-w-0 truncate" title={line.outcome === null ? line.summary : `${line.summary}: ${line.result}. ${line.outcome}`}>
                {line.summary}<span className="sr-only">, {line.result}</span>
              </span>
              <code className="ml-auto shrink-0 font-mono text-label text-ink3 max-sm:hidden">{line.action}</code>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
