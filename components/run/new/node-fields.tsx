"use client";
import { DraftArea, DraftMoney, DraftNumber, DraftSelect, DraftSwitch } from "./draft-fields";
import { NamesField } from "./names-field";
import type { NodeKind } from "./node-shapes";
import type { Path } from "./plan-draft";
import { StagesField } from "./stages-field";
import { TaskFields } from "./task-fields";
import { TermsFields } from "./terms-fields";
import { WeightsField } from "./weights-field";

interface NodeFieldsProps {
  path: Path;
  kind: NodeKind;
  /** Keys of the other nodes; `null` for the root, which waits for nothing. */
  others: readonly string[] | null;
}

const SETTLES = [
  { value: "each", label: "each when its result is accepted" }, { value: "from_the_end", label: "all from the end, once the last is accepted" },
];
const TIES = [
  { value: "lower_price", label: "the lower price" }, { value: "shorter_time", label: "the shorter time" }, { value: "earlier_bid", label: "the earlier bid" },
];

/** The fields of one node, whichever kind it is. */
export function NodeFields({ path, kind, others }: NodeFieldsProps) {
  switch (kind) {
    case "task": return <TaskFields path={path} others={others} />;
    case "auction": return <AuctionFields path={path} others={others} />;
    case "marketplace": return <RaceFields path={path} others={others} />;
    case "pipeline": return <PipelineFields path={path} others={others} />;
  }
}

type Fields = Omit<NodeFieldsProps, "kind">;

function AuctionFields({ path, others }: Fields) {
  const at = (name: string): Path => [...path, name];
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 md:grid-cols-2">
        <NamesField className="md:col-span-2" path={at("bidders")} label="Bidders" help="asked for a sealed bid" choices="workers" />
        <DraftMoney path={at("ceiling")} label="Ceiling (USDC)" help="bids below half of it are refused" />
        <DraftNumber path={at("bidMinutes")} label="Bids close after" help="or when all are in" unit="min" fallback={30} />
        <DraftArea className="md:col-span-2" path={at("instructions")} label="Instructions" help="bidders and the winner read them" rows={2} maxLength={8_000} />
        <WeightsField path={at("weights")} />
        <DraftSelect path={at("tieRule")} label="Equal scores go to" options={TIES} fallback="lower_price" />
        <DraftSwitch path={at("allowsNewcomers")} label="Newcomers may bid" help="Under ten completed jobs: the middle of the completion score" fallback={false} />
      </div>
      <TermsFields path={path} others={others} hasInput={others !== null} />
    </div>
  );
}

function RaceFields({ path, others }: Fields) {
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 md:grid-cols-[minmax(0,1fr)_180px]">
        <NamesField path={[...path, "workers"]} label="Workers" help="all get the job at once" choices="workers" />
        <DraftMoney path={[...path, "amount"]} label="Amount (USDC)" help="each locked" />
        <DraftArea className="md:col-span-2" path={[...path, "instructions"]} label="Instructions" help="only the workers read them" rows={2} maxLength={8_000} />
      </div>
      <TermsFields path={path} others={others} hasFunding={others !== null} hasInput={others !== null} />
    </div>
  );
}

function PipelineFields({ path, others }: Fields) {
  return (
    <div className="flex flex-col gap-4">
      <StagesField path={[...path, "stages"]} />
      <div className="grid gap-4 md:grid-cols-2">
        <DraftSelect path={[...path, "settle"]} label="Stages are paid" options={SETTLES} fallback="each" />
        {others && <NamesField path={[...path, "dependsOn"]} label="Pipeline depends on" help="keys of what must be done first" choices={others} />}
      </div>
    </div>
  );
}
