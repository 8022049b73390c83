"use client";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { TextArea } from "@/components/ui/text-area";
import { Glyph } from "@/components/ui/glyph";
import type { WrittenFault } from "@/lib/core/run/preview-view";
import { formatCount } from "@/lib/format/counts";

const FAULTS_SHOWN = 12;

interface PlanJsonProps {
  text: string;
  onText: (text: string) => void;
  /** Why the text is no JSON, with its line. */
  problem: string | null;
  faults: readonly WrittenFault[];
}

/** The plan as text: the same plan as in the form, and what the API takes. */
export function PlanJson({ text, onText, problem, faults }: PlanJsonProps) {
  return (
    <Card label="Plan as JSON">
      <CardHead title="Plan as JSON" note="the same plan, as POST /api/v1/runs takes it" />
      <CardBody className="flex flex-col gap-3">
        <TextArea
          label="Plan JSON" help="Amounts are text, like &quot;0.50&quot;" rows={26} spellCheck={false} className="[&_textarea]:font-mono [&_textarea]:text-second" value={text}
          error={problem ?? undefined} onChange={({ currentTarget: { value } }) => onText(value)}
        />
        {problem === null && faults.length > 0 && (
          <ul aria-label="Faults of the plan" className="flex flex-col gap-1.5">
            {faults.slice(0, FAULTS_SHOWN).map((fault, index) => (
              <li key={index} className={`flex gap-2 text-table ${fault.severity === "error" ? "text-bad" : "text-warn"}`}>
                <Glyph name={fault.severity === "error" ? "circle-x" : "triangle-alert"} size={14} className="mt-0.5" />
                <span className="min-w-0 break-words">
                  {fault.path !== "" && <code className="mr-1.5 font-mono text-second">{fault.path}</code>}
                  {fault.message}
                </span>
              </li>
            ))}
            {faults.length > FAULTS_SHOWN && <li className="text-second text-ink3">and {formatCount(faults.length - FAULTS_SHOWN)} more</li>}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}

/** Where JSON breaks, as a person counts lines; `null` for a plan that is JSON. */
export function jsonProblem(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const words = error instanceof Error ? error.message : "";
    const position = /position (\d+)/.exec(words)?.[1];
    if (position === undefined) return "This is not JSON yet: it ends too early.";
    const before = text.slice(0, Number(position)).split("\n");
    return `This is not JSON yet: line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}.`;
  }
}
