"use client";
import { useState, type KeyboardEvent } from "react";
import { TextInput } from "@/components/ui/text-input";
import { Glyph } from "@/components/ui/glyph";
import { cx } from "@/components/ui/cx";
import type { DraftFieldProps } from "./draft-fields";
import { fieldId, placeOf, useFaultsAt, usePlanEditor } from "./plan-context";
import { listAt, wordsAt } from "./plan-draft";
import { WORKER_LIST } from "./worker-field";

interface NamesFieldProps extends DraftFieldProps {
  /** `workers`: suggestions of the fleet. A list of words: suggestions of those. */
  choices: "workers" | readonly string[];
  /** What an order of names means, where it means something. */
  ordered?: boolean;
}

/** Several names: each typed or pasted with commas, each taken away by its own button. */
export function NamesField({ path, choices, ordered = false, ...rest }: NamesFieldProps) {
  const { draft, put, search } = usePlanEditor();
  const [text, setText] = useState("");
  const names = wordsAt(draft, path);
  const { error, warning } = useFaultsIn(path);
  const listId = `${fieldId(path)}-choices`;
  function take(typed: string) {
    const added = typed.split(",").map((name) => name.trim()).filter((name) => name !== "" && !names.includes(name));
    if (added.length > 0) put(path, [...names, ...new Set(added)]);
    setText("");
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || text.trim() === "") return;
    event.preventDefault();
    take(text);
  }
  return (
    <div className={cx("flex min-w-0 flex-col gap-1.5", rest.className)}>
      <TextInput
        {...rest} className="" id={fieldId(path)} value={text} error={error} warning={warning} list={choices === "workers" ? WORKER_LIST : listId} spellCheck={false}
        placeholder={names.length > 0 ? "Add another" : choices === "workers" ? "Type a name, then Enter" : "Type a key, then Enter"} onKeyDown={onKeyDown} onBlur={() => take(text)}
        onChange={({ currentTarget: { value } }) => (value.includes(",") ? take(value) : setText(value), choices === "workers" && search(value))}
      />
      {choices !== "workers" && <datalist id={listId}>{choices.map((choice) => <option key={choice} value={choice} />)}</datalist>}
      {names.length > 0 && (
        <ul aria-label="Chosen" className="flex flex-wrap gap-1.5">
          {names.map((name, index) => (
            <li key={name} className={cx("badge h-6 pr-0.5", name.startsWith("@") ? "tone-warn badge-dashed" : "tone-mute")}>
              {ordered && <span className="text-ink3">{index + 1}</span>}
              <span className="max-w-48 truncate">{name}</span>
              <button type="button" aria-label={`Remove ${name}`} className="grid size-5 place-items-center rounded-check hover:bg-hover" onClick={() => put(path, names.filter((other) => other !== name))}>
                <Glyph name="x" size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The fault of the list, else the first of one of its entries. */
function useFaultsIn(path: DraftFieldProps["path"]): ReturnType<typeof useFaultsAt> {
  const { draft, faults } = usePlanEditor();
  const own = useFaultsAt(path);
  const inside = `${placeOf(path)}.`;
  const entry = faults.find((fault) => fault.path.startsWith(inside));
  if (own.error || own.warning || !entry) return own;
  const name = listAt(draft, path)[Number(entry.path.slice(inside.length))];
  const message = typeof name === "string" && !entry.message.includes(name) ? `${name}: ${entry.message}` : entry.message;
  return entry.severity === "error" ? { error: message, warning: undefined } : { error: undefined, warning: message };
}
