"use client";
import { Button } from "@/components/ui/button";
import { Glyph } from "@/components/ui/glyph";
import { DraftSwitch } from "./draft-fields";
import { fieldId, useFaultsAt, usePlanEditor } from "./plan-context";
import { listAt, type Path } from "./plan-draft";
import { TaskFields } from "./task-fields";

/** The stages of a pipeline in their order: each is paid by the one before. */
export function StagesField({ path }: { path: Path }) {
  const { draft, put } = usePlanEditor();
  const { error } = useFaultsAt(path);
  const stages = listAt(draft, path);
  function swap(index: number) {
    const [one, other] = [stages[index - 1], stages[index]];
    if (one !== undefined && other !== undefined) put(path, stages.map((stage, at) => (at === index - 1 ? other : at === index ? one : stage)));
  }
  return (
    <div id={fieldId(path)} tabIndex={-1} className="flex flex-col gap-3 outline-none">
      {stages.map((_, index) => (
        <div key={index} role="group" aria-label={`Stage ${index + 1}`} className="flex flex-col gap-3 border-l-2 border-line2 pl-3">
          <div className="flex items-center gap-2">
            <p className="text-table font-semibold">Stage {index + 1}</p>
            <p className="text-second text-ink3">{index === 0 ? "paid by the orchestrator" : `paid by stage ${index}`}</p>
            <span className="ml-auto flex gap-1">
              {index > 0 && (
                <Button size="icon" variant="ghost" aria-label={`Move stage ${index + 1} up`} onClick={() => swap(index)}>
                  <Glyph name="arrow-up" size={14} />
                </Button>
              )}
              {stages.length > 1 && (
                <Button size="icon" variant="ghost" aria-label={`Remove stage ${index + 1}`} onClick={() => put([...path, index], undefined)}>
                  <Glyph name="trash-2" size={14} />
                </Button>
              )}
            </span>
          </div>
          <TaskFields path={[...path, index]} others={null}>
            {index > 0 && (
              <DraftSwitch
                className="md:col-span-2" path={[...path, index, "isIndependent"]} label="Independent of the stage before" fallback={false}
                help="On: funded at once, from what its payer holds already"
              />
            )}
          </TaskFields>
        </div>
      ))}
      {error && <p className="text-second text-bad">{error}</p>}
      <Button size="sm" className="self-start" onClick={() => put(path, [...stages, { worker: "", amount: "", instructions: "" }])}>
        <Glyph name="plus" size={14} /> Add a stage
      </Button>
    </div>
  );
}
