import { EmptyCell } from "@/components/data-table/empty-cell";
import { Badge } from "@/components/ui/badge";
import { IdText } from "@/components/ui/id-text";
import { TextLink } from "@/components/ui/text-link";
import type { Tone } from "@/components/ui/tone";

export interface ImportLine {
  readonly line: number;
  readonly id: string | null;
  readonly verdict: string;
  readonly facts: string;
  readonly note: string;
  readonly href: string | null;
}

const TONES: Readonly<Record<string, Tone>> = { imported: "ok", ready: "info", known: "mute", repeated: "mute", refused: "bad" };

/** What was found on the platform, row by row, before and after it is taken in. */
export function ImportTable({ caption, lines }: { caption: string; lines: readonly ImportLine[] }) {
  return (
    <div className="table-wrap">
      <table className="data-table" data-density="report">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Platform id</th>
            <th scope="col">Verdict</th>
            <th scope="col">Found on the platform</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((row) => (
            <tr key={row.line}>
              <td data-place="note">{row.line}</td>
              <td data-place="title">{row.href ? <TextLink href={row.href}>{row.id}</TextLink> : row.id ? <IdText id={row.id} copy="Copy platform id" /> : <EmptyCell why="not known" />}</td>
              <td data-place="value"><Badge tone={TONES[row.verdict] ?? "unk"}>{row.verdict}</Badge></td>
              <td data-place="subtitle">{row.facts || <EmptyCell why="nothing" />}</td>
              <td>{row.note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
