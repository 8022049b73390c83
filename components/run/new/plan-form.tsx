"use client";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { Select } from "@/components/ui/select";
import { DraftText } from "./draft-fields";
import { FundingField } from "./funding-field";
import { JsonField } from "./json-field";
import { LegsField } from "./legs-field";
import { NodeFields } from "./node-fields";
import { PATTERN_CHOICES, type PatternChoice, turnPlan } from "./node-shapes";
import { OpenRoles } from "./open-roles";
import { fieldId, useFaultsAt, usePlanEditor } from "./plan-context";
import { textAt } from "./plan-draft";

const TITLES: Readonly<Record<PatternChoice, string>> = { hub_spoke: "Legs", pipeline: "Pipeline", auction: "Auction", marketplace: "Marketplace" };

/** The plan as fields: who does what for how much, and in which pattern. */
export function PlanForm() {
  const { draft, put } = usePlanEditor();
  const { error } = useFaultsAt(["pattern"]);
  const held = textAt(draft, ["pattern"]);
  const pattern = PATTERN_CHOICES.find(({ value }) => value === held) ?? PATTERN_CHOICES[0];
  return (
    <div className="flex flex-col gap-3">
      <OpenRoles />
      <Card label="Plan">
        <CardHead title="Plan" note={pattern.words} />
        <CardBody className="grid gap-4 md:grid-cols-2">
          <DraftText path={["name"]} label="Name" help="for the list and the report" maxLength={80} />
          <Select
            label="Pattern" id={fieldId(["pattern"])} options={PATTERN_CHOICES} value={pattern.value} error={error}
            onChange={({ currentTarget: { value } }) => put([], turnPlan(draft, value as PatternChoice))}
          />
          {/* An auction's price is not known before its award: there is nothing to fund before. */}
          {pattern.value !== "auction" && <FundingField />}
          <JsonField className="md:col-span-2" path={["input"]} label="Run input" help="JSON or text, what every worker gets" allowsText />
        </CardBody>
      </Card>
      {pattern.value === "hub_spoke" ? (
        <LegsField />
      ) : (
        <Card>
          <div role="group" aria-label={TITLES[pattern.value]}>
            <CardHead title={TITLES[pattern.value]} />
            <CardBody>
              <NodeFields path={[]} kind={pattern.value} others={null} />
            </CardBody>
          </div>
        </Card>
      )}
    </div>
  );
}
