"use client";
import { createContext, useContext, type ReactNode } from "react";
import type { Json } from "@/lib/core/order/json-value";
import type { PlanFault, WorkerChoice } from "./run-preview-view";
import type { Path } from "./plan-draft";

/** Everything that the fields of a plan share. */
export interface PlanEditor {
  readonly draft: Json;
  readonly put: (path: Path, value: Json | undefined) => void;
  readonly faults: readonly PlanFault[];
  readonly workers: readonly WorkerChoice[];
  /** Looks for more workers than the first page has. */
  readonly search: (text: string) => void;
  readonly isFrozen: boolean;
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

/** What is wrong at exactly this place, and what may go wrong. */
export function useFaultsAt(path: Path): { error: string | undefined; warning: string | undefined } {
  const { faults } = usePlanEditor();
  const place = placeOf(path);
  const find = (severity: PlanFault["severity"]) => faults.find((fault) => fault.path === place && fault.severity === severity)?.message;
  return { error: find("error"), warning: find("warning") };
}
