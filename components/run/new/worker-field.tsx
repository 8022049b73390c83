"use client";
import { TextInput } from "@/components/ui/text-input";
import type { DraftFieldProps } from "./draft-fields";
import { fieldId, useFaultsAt, usePlanEditor } from "./plan-context";
import { textAt } from "./plan-draft";

export const WORKER_LIST = "run-workers";

/** One worker by name, with suggestions of the fleet that all fields of the page share. */
export function WorkerField({ path, ...rest }: DraftFieldProps) {
  const { draft, put, search, workers } = usePlanEditor();
  const { error, warning } = useFaultsAt(path);
  const name = textAt(draft, path);
  const chosen = workers.find((worker) => worker.name === name || worker.id === name);
  return (
    <TextInput
      {...rest} id={fieldId(path)} list={WORKER_LIST} value={name} placeholder="A worker's name" maxLength={120} spellCheck={false} required
      help={chosen ? [chosen.id === name ? chosen.name : chosen.role, chosen.record].filter(Boolean).join(" · ") : rest.help} error={error}
      warning={warning}
      onChange={({ currentTarget: { value } }) => (put(path, value), search(value))}
    />
  );
}

/** The suggestions, once on the page. */
export function WorkerSuggestions() {
  const { workers } = usePlanEditor();
  return (
    <datalist id={WORKER_LIST}>
      {workers.map(({ id, name, role, record }) => (
        <option key={id} value={name}>
          {[role, record].filter(Boolean).join(" · ")}
        </option>
      ))}
    </datalist>
  );
}
