"use client";
import { useState } from "react";
import { TextArea } from "@/components/ui/text-area";
import type { Json } from "@/lib/core/order/json-value";
import type { DraftFieldProps } from "./draft-fields";
import { fieldId, useFaultsAt, usePlanEditor } from "./plan-context";
import { valueAt } from "./plan-draft";

interface JsonFieldProps extends DraftFieldProps {
  rows?: number;
  /** True: what is no JSON is taken as text. */
  allowsText?: boolean;
}

/** JSON of the plan as text. What is not JSON yet stays in the field and does not reach the plan. */
export function JsonField({ path, rows = 3, allowsText = false, ...rest }: JsonFieldProps) {
  const { draft, put } = usePlanEditor();
  const held = valueAt(draft, path);
  const [typed, setTyped] = useState<{ text: string; held: Json | undefined } | null>(null);
  const { error, warning } = useFaultsAt(path);
  // The text as it was typed, as long as the plan holds what came from it.
  const text = typed && typed.held === held ? typed.text : toText(held);
  const read = readJson(text, allowsText);
  function onText(next: string) {
    const { value, isBroken } = readJson(next, allowsText);
    const nextHeld = isBroken ? held : value;
    setTyped({ text: next, held: nextHeld });
    if (!isBroken) put(path, value);
  }
  return (
    <TextArea
      {...rest} rows={rows} id={fieldId(path)} spellCheck={false} value={text} warning={warning}
      error={read.isBroken ? "This is not JSON yet. The plan keeps what was there before." : error}
      onChange={({ currentTarget: { value } }) => onText(value)}
    />
  );
}

function toText(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" && readJson(value, true).value === value ? value : JSON.stringify(value, null, 2);
}

function readJson(text: string, allowsText: boolean): { value: Json | undefined; isBroken: boolean } {
  if (text.trim() === "") return { value: undefined, isBroken: false };
  try {
    return { value: JSON.parse(text) as Json, isBroken: false };
  } catch {
    return { value: allowsText ? text : undefined, isBroken: !allowsText };
  }
}
