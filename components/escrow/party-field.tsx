"use client";
import { useId, useRef, useState } from "react";
import { TextInput } from "@/components/ui/text-input";
import type { ActionResult } from "@/lib/actions/result";
import type { PartyChoice } from "@/lib/core/escrow/escrow-view";

/** A method signature, so that an action with a narrower input fits. */
export type SearchAction = { run(input: { q: string }): Promise<ActionResult<readonly PartyChoice[]>> }["run"];

interface PartyFieldProps {
  label: string;
  name: string;
  help: string;
  placeholder: string;
  value: string;
  onValue: (value: string) => void;
  first: readonly PartyChoice[];
  search: SearchAction;
  error?: string | undefined;
  required?: boolean;
}

const SEARCH_AFTER_MS = 200;

/** A name or an id with suggestions that are looked up while typing: ten thousand workers are never sent to the page. */
export function PartyField({ label, name, help, placeholder, value, onValue, first, search, error, required }: PartyFieldProps) {
  const listId = useId();
  const [choices, setChoices] = useState(first);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  function onChange(text: string) {
    onValue(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void look(text), SEARCH_AFTER_MS);
  }
  async function look(text: string) {
    // A search that fails leaves the suggestions as they are; a typed name works without them.
    const found = await search({ q: text }).catch(() => null);
    if (found?.ok) setChoices(found.data);
  }
  return (
    <>
      <TextInput
        label={label} name={name} help={help} placeholder={placeholder} list={listId} value={value} error={error} required={required}
        maxLength={120} spellCheck={false} onChange={(event) => onChange(event.currentTarget.value)}
      />
      <datalist id={listId}>
        {choices.map((choice) => (
          <option key={choice.id} value={choice.name}>
            {choice.detail}
          </option>
        ))}
      </datalist>
    </>
  );
}
