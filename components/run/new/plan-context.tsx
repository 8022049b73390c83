"use client";
import { createContext, useContext, type ReactNode } from "react";
import type { Json } from "@/lib/core/order/json-value";
import type { WrittenFault } from "@/lib/core/run/preview-view";
import { type Path, valueAt } from "./plan-draft";
import type { WorkerChoice } from "./worker-view";

/** Everything that the fields of a plan share. */
export interface PlanEditor {
  readonly draft: Json;
  readonly put: (path: Path, value: Json | undefined) => void;
  readonly faults: readonly WrittenFault[];
  /** What stands behind the open roles of a template, by the word in the plan. */
  readonly roleWords: Readonly<Record<string, string>>;
  /** Places that somebody wrote to: only there a blank field is a fault that is shown beside it. */
  readonly touched: ReadonlySet<string>;
  readonly workers: readonly WorkerChoice[];
  /** Looks for more workers than the first page has. */
  readonly search: (text: string) => void;
}

const EditorContext = createContext<PlanEditor | null>(null);

export function PlanEditorProvider({ editor, children }: { editor: PlanEditor; children: ReactNode }) {
  return <EditorContext value={editor}>{children}</EditorContext>;
}

export function usePlanEditor(): PlanEditor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error("A field of a plan stands outside of its form");
  return editor;
}

/** `legs.0.worker`, as faults name places. */
export function placeOf(path: Path): string {
  return path.join(".");
}

/** The id of a field's control: a fault's link leads there. */
export function fieldId(path: Path | string): string {
  return `plan-${typeof path === "string" ? path : placeOf(path)}`;
}

/** What is wrong at exactly this place, and what may go wrong. A field that is still blank says nothing before it was touched. */
export function useFaultsAt(path: Path): { error: string | undefined; warning: string | undefined } {
  const { draft, faults, touched } = usePlanEditor();
  const place = placeOf(path);
  const isQuiet = !touched.has(place) && isBlank(valueAt(draft, path));
  const find = (severity: WrittenFault["severity"]) => faults.find((fault) => fault.path === place && fault.severity === severity)?.message;
  return { error: isQuiet ? undefined : find("error"), warning: find("warning") };
}

function isBlank(value: Json | undefined): boolean {
  return value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}
