"use client";
import { MoneyInput } from "@/components/ui/money-input";
import { Select, type SelectOption } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { TextArea } from "@/components/ui/text-area";
import { TextInput } from "@/components/ui/text-input";
import { fieldId, useFaultsAt, usePlanEditor } from "./plan-context";
import { textAt, valueAt, type Path } from "./plan-draft";

export interface DraftFieldProps {
  path: Path;
  label: string;
  help?: string;
  className?: string;
}

/** A line of text of the plan; blank takes an optional field away. */
export function DraftText({ path, isOptional = false, ...rest }: DraftFieldProps & { isOptional?: boolean; mono?: boolean; placeholder?: string; maxLength?: number }) {
  const { draft, put } = usePlanEditor();
  return (
    <TextInput
      {...rest} {...useFaultsAt(path)} id={fieldId(path)} value={textAt(draft, path)} required={!isOptional}
      onChange={({ currentTarget: { value } }) => put(path, isOptional && value === "" ? undefined : value)}
    />
  );
}

export function DraftArea({ path, ...rest }: DraftFieldProps & { rows?: number; maxLength?: number; placeholder?: string }) {
  const { draft, put } = usePlanEditor();
  return (
    <TextArea {...rest} {...useFaultsAt(path)} id={fieldId(path)} value={textAt(draft, path)} required onChange={({ currentTarget: { value } }) => put(path, value)} />
  );
}

export function DraftMoney({ path, ...rest }: DraftFieldProps) {
  const { draft, put } = usePlanEditor();
  return (
    <MoneyInput {...rest} {...useFaultsAt(path)} id={fieldId(path)} value={textAt(draft, path)} required onChange={({ currentTarget: { value } }) => put(path, value.trim())} />
  );
}

/** A whole number; blank is the default, which stands in the empty field. What is no number stays as typed, so that the fault can name it. */
export function DraftNumber({ path, fallback, unit, ...rest }: DraftFieldProps & { fallback: number; unit?: string }) {
  const { draft, put } = usePlanEditor();
  function onText(text: string) {
    const trimmed = text.trim();
    put(path, trimmed === "" ? undefined : /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : trimmed);
  }
  return (
    <TextInput
      {...rest} {...useFaultsAt(path)} id={fieldId(path)} unit={unit} inputMode="numeric" placeholder={String(fallback)} value={textAt(draft, path)}
      onChange={({ currentTarget: { value } }) => onText(value)}
    />
  );
}

/** A choice of words; the fallback is not written. */
export function DraftSelect({ path, options, fallback, ...rest }: DraftFieldProps & { options: readonly SelectOption[]; fallback: string }) {
  const { draft, put } = usePlanEditor();
  const { error, warning } = useFaultsAt(path);
  return (
    <Select
      {...rest} error={error} warning={warning} id={fieldId(path)} options={options} value={textAt(draft, path) || fallback}
      onChange={({ currentTarget: { value } }) => put(path, value === fallback ? undefined : value)}
    />
  );
}

export function DraftSwitch({ path, fallback, ...rest }: DraftFieldProps & { fallback: boolean }) {
  const { draft, put } = usePlanEditor();
  const { error } = useFaultsAt(path);
  const value = valueAt(draft, path);
  return (
    <Switch
      {...rest} error={error} id={fieldId(path)} checked={typeof value === "boolean" ? value : fallback}
      onChange={({ currentTarget: { checked } }) => put(path, checked === fallback ? undefined : checked)}
    />
  );
}
