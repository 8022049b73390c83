import { ButtonLink } from "@/components/ui/button-link";
import { type ConfirmAction, ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Glyph } from "@/components/ui/glyph";
import type { RunFacts } from "@/lib/core/run/run-view";
import { isRunFinal } from "@/lib/core/run/states";
import { cancelWords } from "./cancel-words";
import type { RunScene } from "./run-scene";

export interface RunActionSet {
  readonly pause: ConfirmAction;
  readonly resume: ConfirmAction;
  readonly cancel: ConfirmAction;
  readonly keepTemplate: ConfirmAction;
}

interface RunControlsProps {
  run: RunFacts;
  scene: RunScene;
  actions: RunActionSet;
  mayStart: boolean;
  mayKeep: boolean;
}

/** Pause or resume: the page's one main button. */
export function PauseControl({ run, scene, actions }: Pick<RunControlsProps, "run" | "scene" | "actions">) {
  if (!scene.mayControl || (run.state !== "running" && run.state !== "paused")) return null;
  const isPaused = run.state === "paused";
  return (
    <ConfirmDialog
      trigger={<><Glyph name={isPaused ? "play" : "pause"} />{isPaused ? "Resume run" : "Pause run"}</>} triggerVariant={isPaused ? "primary" : "default"}
      title={isPaused ? "Resume this run?" : "Pause this run?"} confirmLabel={isPaused ? "Resume" : "Pause"} done={isPaused ? "The run goes on." : "Paused. What is locked stays locked."}
      consequence={isPaused ? "It goes on where it was: what is due is locked, offered and released. The time that it rested is added to what its workers have left."
        : "Nothing new is locked, offered or released. No money comes back: what is locked stays locked, and its escrows run on to their deadlines."}
      action={isPaused ? actions.resume : actions.pause} input={{ runId: run.id }} sandbox={scene.isSandbox}
    />
  );
}

/** Clone, keep, cancel: beside the tabs. */
export function RunControls({ run, scene, actions, mayStart, mayKeep }: RunControlsProps) {
  const words = cancelWords(run, scene);
  return (
    <div className="flex flex-wrap items-center gap-2">
      {mayStart && <ButtonLink href={`/runs/new?from=${run.id}`} size="sm"><Glyph name="copy" size={14} />Clone</ButtonLink>}
      {mayKeep && (
        <ConfirmDialog
          trigger={<><Glyph name="bookmark" size={14} />Keep as template</>} triggerSize="sm" title="Keep this plan as a template?" confirmLabel="Keep as template" keepLabel="Close"
          consequence="The plan of this run, with its agents and amounts, can be started again from New run. No money moves." done="Kept as a template."
          action={actions.keepTemplate} input={{ runId: run.id }} field={{ name: "name", label: "Template name", required: true }}
        />
      )}
      {scene.mayControl && !isRunFinal(run.state) && run.state !== "stopping" && (
        <ConfirmDialog
          trigger={<><Glyph name="ban" size={14} />Cancel run</>} triggerSize="sm" triggerVariant="danger" title="Cancel this run?" confirmLabel="Cancel run" confirmVariant="solid-danger"
          consequence={words.consequence} rows={words.rows} done="Cancelled. Its money is on its way back." action={actions.cancel} input={{ runId: run.id }} sandbox={scene.isSandbox}
          field={{ name: "reason", label: "Reason", help: "Optional" }}
        />
      )}
    </div>
  );
}
