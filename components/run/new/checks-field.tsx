"use client";
import { Button } from "@/components/ui/button";
import { Glyph } from "@/components/ui/glyph";
import { Select } from "@/components/ui/select";
import type { Json, JsonObject } from "@/lib/core/order/json-value";
import { DraftText } from "./draft-fields";
import { JsonField } from "./json-field";
import { fieldId, useFaultsAt, usePlanEditor } from "./plan-context";
import { isObject, listAt, textAt, valueAt, type Path } from "./plan-draft";

const KINDS = [
  { value: "not_empty", label: "not empty" }, { value: "schema", label: "fits a JSON schema" }, { value: "pattern", label: "matches a pattern" },
  { value: "expression", label: "an expression is true" }, { value: "judge", label: "an HTTP judge accepts" }, { value: "human", label: "a person accepts" },
];

const FRESH: Readonly<Record<string, JsonObject>> = {
  not_empty: { kind: "not_empty" }, schema: { kind: "schema", schema: {} }, pattern: { kind: "pattern", path: "", pattern: "" },
  expression: { kind: "expression", expression: "" }, judge: { kind: "judge", url: "" }, human: { kind: "human", question: "" },
};

const DEFAULT: readonly Json[] = [{ kind: "not_empty" }];

/** What a result must pass before its money is released. */
export function ChecksField({ path }: { path: Path }) {
  const { draft, put } = usePlanEditor();
  const { error } = useFaultsAt(path);
  const checks = valueAt(draft, path) === undefined ? DEFAULT : listAt(draft, path);
  const replace = (index: number, kind: string) => put(path, checks.map((check, at) => (at === index ? FRESH[kind] ?? check : check)));
  return (
    <div role="group" aria-label="Checks" id={fieldId(path)} tabIndex={-1} className="flex flex-col gap-2 outline-none md:col-span-2">
      <div className="flex items-baseline justify-between gap-2">
        <p className="text-table font-medium">Checks before release</p>
        <p className="text-second text-ink3">all of them, a person last</p>
      </div>
      {checks.map((check, index) => (
        <Check
          key={index} check={check} path={[...path, index]} number={index + 1} isWritten={isObject(check) && checks !== DEFAULT}
          onKind={(kind) => replace(index, kind)} onRemove={() => put(path, checks.filter((_, at) => at !== index))}
        />
      ))}
      {checks.length === 0 && <p className="text-second text-warn">Nothing is checked: whatever comes back is paid.</p>}
      {error && <p className="text-second text-bad">{error}</p>}
      <Button size="sm" className="self-start" onClick={() => put(path, [...checks, FRESH["human"] ?? null])}>
        <Glyph name="plus" size={14} /> Add a check
      </Button>
    </div>
  );
}

interface CheckProps {
  check: Json;
  path: Path;
  /** From 1. */
  number: number;
  isWritten: boolean;
  onKind: (kind: string) => void;
  onRemove: () => void;
}

/** One check; what is wrong with it as a whole stands under it, and a fault's link leads here. */
function Check({ check, path, number, isWritten, onKind, onRemove }: CheckProps) {
  const { error, warning } = useFaultsAt(path);
  const kind = textAt(check, ["kind"]);
  return (
    <div role="group" aria-label={`Check ${number}`} id={fieldId(path)} tabIndex={-1} className="flex flex-col gap-1 outline-none">
      <div className="grid items-end gap-2 md:grid-cols-[200px_minmax(0,1fr)_auto]">
        <Select
          label={`Check ${number}`} hideLabel id={fieldId([...path, "kind"])} options={KINDS} value={kind || "not_empty"}
          onChange={({ currentTarget: { value } }) => onKind(value)}
        />
        <CheckFields kind={kind} path={path} number={number} isWritten={isWritten} />
        <Button size="icon" variant="ghost" aria-label={`Remove check ${number}`} onClick={onRemove}>
          <Glyph name="x" size={14} />
        </Button>
      </div>
      {error && <p className="text-second text-bad">{error}</p>}
      {!error && warning && <p className="text-second text-warn">{warning}</p>}
    </div>
  );
}

function CheckFields({ kind, path, number, isWritten }: { kind: string; path: Path; number: number; isWritten: boolean }) {
  if (!isWritten) return <span />;
  const at = (name: string): Path => [...path, name];
  switch (kind) {
    case "schema": return <JsonField path={at("schema")} label={`Schema of check ${number}`} />;
    case "pattern": return (
      <div className="grid items-end gap-2 md:grid-cols-2">
        <DraftText path={at("path")} label={`Place of check ${number}`} help="like /summary" placeholder="the whole result" isOptional mono />
        <DraftText path={at("pattern")} label={`Regular expression of check ${number}`} mono />
      </div>
    );
    case "expression": return <DraftText path={at("expression")} label={`Expression of check ${number}`} help="CEL over result and input" mono placeholder="size(result.rows) > 0" />;
    case "judge": return <DraftText path={at("url")} label={`Judge's address of check ${number}`} help="signed: Settings, Judges" placeholder="https://judge.example.com/accept" mono />;
    case "human": return <DraftText path={at("question")} label={`Question of check ${number}`} placeholder="Is the report complete?" maxLength={500} />;
    default: return <span />;
  }
}
