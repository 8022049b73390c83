"use client";
import { useCallback, useMemo, useState } from "react";
import type { ConfirmAction } from "@/components/ui/confirm-dialog";
import type { ActionResult } from "@/lib/actions/result";
import type { Json } from "@/lib/core/order/json-value";
import type { RunPreviewView } from "@/lib/core/run/preview-view";
import { DryRun } from "./dry-run";
import { type KeepAction, KeepTemplate } from "./keep-template";
import { PatternFitPanel } from "./pattern-fit-panel";
import { placeOf, type PlanEditor, PlanEditorProvider } from "./plan-context";
import { textAt, withValue } from "./plan-draft";
import { PlanForm } from "./plan-form";
import { jsonProblem, PlanJson } from "./plan-json";
import { type StartAction, StartRun } from "./start-run";
import { type StartMode, StartTabs } from "./start-tabs";
import { type RunChoice, type TemplateChoice, TemplatePicker } from "./template-picker";
import { type PreviewRunAction, useRunPreview } from "./use-run-preview";
import { useWorkerChoices } from "./use-worker-choices";
import { WorkerSuggestions } from "./worker-field";
import type { WorkerChoice } from "./worker-view";

interface NewRunProps {
  plan: Json;
  source: { readonly template: string | null; readonly from: string | null };
  note: string | null;
  roleWords: Readonly<Record<string, string>>;
  initialPreview: RunPreviewView;
  /** Changes with balances, workers and limits. */
  facts: string;
  workers: readonly WorkerChoice[];
  templates: readonly TemplateChoice[];
  runs: readonly RunChoice[];
  sandbox: boolean;
  frozen: boolean;
  preview: PreviewRunAction;
  start: StartAction;
  search: { run(input: { q: string }): Promise<ActionResult<readonly WorkerChoice[]>> }["run"];
  keep: KeepAction | null;
  remove: ConfirmAction | null;
}

/** Writes a run's plan as a form, as JSON or from a template, with its dry run beside it and its start below. */
export function NewRun(props: NewRunProps) {
  const [firstDraft] = useState(props.plan);
  const [draft, setDraft] = useState(firstDraft);
  const [mode, setMode] = useState<StartMode>("form");
  const [text, setText] = useState("");
  const problem = mode === "json" ? jsonProblem(text) : null;
  const { preview, isStale, problem: unanswered } = useRunPreview(props.preview, props.initialPreview, draft, props.facts);
  const isFresh = draft === firstDraft && props.source.template === null && props.source.from === null;
  const { workers, search } = useWorkerChoices(props.workers, props.search);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const put = useCallback<PlanEditor["put"]>((path, value) => {
    setDraft((held) => withValue(held, path, value));
    setTouched((held) => new Set(held).add(placeOf(path)));
  }, []);
  const { roleWords } = props;
  const editor = useMemo<PlanEditor>(
    () => ({ draft, put, faults: preview.faults, touched, roleWords, workers, search }), [draft, put, preview.faults, touched, roleWords, workers, search],
  );

  function onMode(next: StartMode) {
    if (next === "json" && mode !== "json") setText(JSON.stringify(draft, null, 2));
    setMode(next);
  }
  function onText(next: string) {
    setText(next);
    if (jsonProblem(next) === null) setDraft(JSON.parse(next) as Json);
  }
  return (
    <PlanEditorProvider editor={editor}>
      <div className="grid items-start gap-3 xl:grid-cols-[minmax(0,1fr)_420px]">
        <div className="flex min-w-0 flex-col gap-3">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <StartTabs mode={mode} onMode={onMode} isBroken={problem !== null} />
            {props.keep && <KeepTemplate draft={draft} name={textAt(draft, ["name"])} keep={props.keep} />}
          </div>
          {props.note && <p className="text-table text-ink2">{props.note}</p>}
          {mode === "form" && <PatternFitPanel />}
          {mode === "form" && <PlanForm />}
          {mode === "json" && <PlanJson text={text} onText={onText} problem={problem} faults={isStale ? [] : preview.faults} />}
          {mode === "template" && <TemplatePicker templates={props.templates} runs={props.runs} remove={props.remove} />}
        </div>
        <div className="flex min-w-0 flex-col gap-3 xl:self-stretch">
          <DryRun preview={preview} isStale={isStale} problem={unanswered} isFresh={isFresh} onOpenForm={() => onMode("form")} />
          {/* Its consequence and its button stay in sight, however long the plan is. */}
          <div className="rounded-card xl:sticky xl:top-[calc(var(--env-height,0px)+60px)] xl:bottom-3 xl:shadow-pop">
            <StartRun
              draft={draft} preview={preview} isWaiting={isStale || problem !== null} isFresh={isFresh} start={props.start} source={props.source} sandbox={props.sandbox} frozen={props.frozen}
            />
          </div>
        </div>
      </div>
      <WorkerSuggestions />
    </PlanEditorProvider>
  );
}
