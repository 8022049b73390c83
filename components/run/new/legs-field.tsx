"use client";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { Glyph } from "@/components/ui/glyph";
import { Select } from "@/components/ui/select";
import { DraftText } from "./draft-fields";
import { NodeFields } from "./node-fields";
import { freeKey, kindOf, newTask, NODE_KINDS, type NodeKind, turnNode } from "./node-shapes";
import { fieldId, useFaultsAt, usePlanEditor } from "./plan-context";
import { listAt, textAt } from "./plan-draft";

/** The legs of a hub: each one worker, or an auction, a pipeline or a marketplace of its own. */
export function LegsField() {
  const { draft, put } = usePlanEditor();
  const { error } = useFaultsAt(["legs"]);
  const legs = listAt(draft, ["legs"]);
  const keys = legs.map((leg) => textAt(leg, ["key"]));
  return (
    <div id={fieldId(["legs"])} tabIndex={-1} className="flex flex-col gap-3 outline-none">
      {legs.map((leg, index) => (
        <LegCard key={index} index={index} kind={kindOf(leg)} others={keys.filter((key, at) => at !== index && key !== "")} canRemove={legs.length > 1} />
      ))}
      {error && <p className="text-second text-bad">{error}</p>}
      <Button className="self-start" onClick={() => put(["legs"], [...legs, newTask(freeKey("leg", keys))])}>
        <Glyph name="plus" size={14} /> Add a leg
      </Button>
    </div>
  );
}

interface LegCardProps {
  index: number;
  kind: NodeKind;
  others: readonly string[];
  canRemove: boolean;
}

function LegCard({ index, kind, others, canRemove }: LegCardProps) {
  const { draft, put } = usePlanEditor();
  const path = ["legs", index];
  const name = `Leg ${index + 1}`;
  const remove = (
    <Button size="icon" variant="ghost" aria-label={`Remove leg ${index + 1}`} onClick={() => put(path, undefined)}>
      <Glyph name="trash-2" size={14} />
    </Button>
  );
  return (
    <Card>
      <div role="group" aria-label={name} id={fieldId(path)} tabIndex={-1} className="outline-none">
        <CardHead title={name} level={3} compact note={textAt(draft, [...path, "label"]) || textAt(draft, [...path, "key"])} aside={canRemove ? remove : undefined} />
        <CardBody className="flex flex-col gap-4">
          <div className="grid gap-4 md:grid-cols-3">
            <DraftText path={[...path, "key"]} label="Key" help="other legs name it" mono maxLength={40} />
            <DraftText path={[...path, "label"]} label="Label" help="in the graph" placeholder={textAt(draft, [...path, "key"])} isOptional maxLength={80} />
            <Select
              label="Kind" help="what does this leg" id={fieldId([...path, "kind"])} options={NODE_KINDS} value={kind}
              onChange={({ currentTarget: { value } }) => put(path, turnNode(listAt(draft, ["legs"])[index], value as NodeKind))}
            />
          </div>
          <NodeFields path={path} kind={kind} others={others} />
        </CardBody>
      </div>
    </Card>
  );
}
