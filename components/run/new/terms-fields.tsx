"use client";
import { formatNoun } from "@/lib/format/counts";
import { ChecksField } from "./checks-field";
import { DraftNumber, DraftSelect, DraftSwitch } from "./draft-fields";
import { JsonField } from "./json-field";
import { NamesField } from "./names-field";
import { placeOf, usePlanEditor } from "./plan-context";
import { isObject, valueAt, type Path } from "./plan-draft";

/** The fields that the fold holds; those that a plan sets are counted on it. */
const FOLDED = [
  "backups", "dependsOn", "validators", "resultSchema", "workMinutes", "timeoutHours", "disputeMinutes", "revisions", "attempts", "isCritical",
  "defaultOutput", "funding", "input",
] as const;

const FUNDING_CHOICES = [{ value: "run", label: "as the run" }, { value: "prefund", label: "prefund" }, { value: "lazy", label: "lazy" }];

interface TermsFieldsProps {
  path: Path;
  /** Nodes that this one can wait for; `null` where it cannot wait. */
  others: readonly string[] | null;
  hasBackups?: boolean;
  hasFunding?: boolean;
  /** The root of a plan has the run's input. */
  hasInput?: boolean;
}

/** Everything that has a safe default: folded until somebody needs it. */
export function TermsFields({ path, others, hasBackups = false, hasFunding = false, hasInput = true }: TermsFieldsProps) {
  const { draft, faults } = usePlanEditor();
  const node = valueAt(draft, path);
  const hidden = faults.filter(({ severity, path: place }) => severity === "error" && FOLDED.some((name) => isWithin(place, [...path, name]))).length;
  const set = isObject(node) ? FOLDED.filter((name) => node[name] !== undefined).length : 0;
  const at = (name: string): Path => [...path, name];
  return (
    <details className="rounded-control border border-line">
      <summary className="min-h-8 px-3 py-1.5 text-table font-medium hover:bg-hover">
        More <span className="font-normal text-ink3">{set > 0 ? `${set} set` : "checks, times, retries, what a failure does"}</span>
        {hidden > 0 && <span className="font-normal text-bad"> · {formatNoun(hidden, "fault")} inside</span>}
      </summary>
      <div className="grid gap-4 border-t border-line p-3 md:grid-cols-2">
        {hasBackups && <NamesField path={at("backups")} label="Backups" help="asked in turn when it fails" choices="workers" ordered />}
        {others && <NamesField path={at("dependsOn")} label="Depends on" help="keys of what must be done first" choices={others} />}
        <ChecksField path={at("validators")} />
        <JsonField className="md:col-span-2" path={at("resultSchema")} label="Result schema" help="JSON Schema, optional" />
        <DraftNumber path={at("workMinutes")} label="Time for the work" help="1 to 43200" unit="min" fallback={60} />
        <DraftNumber path={at("timeoutHours")} label="Escrow time-out" help="1 to 720" unit="h" fallback={24} />
        <DraftNumber path={at("disputeMinutes")} label="Dispute window" help="between acceptance and release" unit="min" fallback={0} />
        <DraftNumber path={at("revisions")} label="Revisions" help="0 to 2, then cancelled" fallback={2} />
        <DraftNumber path={at("attempts")} label="Attempts" help="1 to 3 fresh escrows for one worker" fallback={1} />
        {hasFunding && <DraftSelect path={at("funding")} label="Funding of this leg" options={FUNDING_CHOICES} fallback="run" />}
        {hasInput && <JsonField className="md:col-span-2" path={at("input")} label="Own input" help="JSON or text, instead of the run's" allowsText />}
        <DraftSwitch className="md:col-span-2" path={at("isCritical")} label="Critical" help="On: when it fails, what depends on it stops. Off: that goes on with the default output." fallback />
        <JsonField className="md:col-span-2" path={at("defaultOutput")} label="Default output" help="JSON or text, when it is not critical and fails" rows={2} allowsText />
      </div>
    </details>
  );
}

function isWithin(place: string, path: Path): boolean {
  const start = placeOf(path);
  return place === start || place.startsWith(`${start}.`);
}
