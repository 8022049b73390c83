import { hrefWith, type SearchParams } from "@/components/data-table/href-with";
import { Card, CardFoot, CardHead } from "@/components/ui/card";
import { Glyph } from "@/components/ui/glyph";
import type { GlyphName } from "@/components/ui/glyph-names";
import { Tabs } from "@/components/ui/tabs";
import type { LegFacts } from "@/lib/core/run/leg-view";
import type { RunFacts } from "@/lib/core/run/run-view";
import { isLegFinal } from "@/lib/core/run/states";
import { formatCount } from "@/lib/format/counts";
import { GraphDrawing } from "./graph-drawing";
import { layoutRun, LEGS_DRAWN_MAX } from "./graph-layout";
import { LegList } from "./leg-list";
import { legLook } from "./leg-look";
import { RunGraph } from "./run-graph";
import { StillToLose } from "./run-header";
import type { RunScene } from "./run-scene";

export const LEG_FILTERS = ["all", "attention", "open", "ended"] as const;
export type LegFilter = (typeof LEG_FILTERS)[number];

interface RunLegsProps {
  run: RunFacts;
  scene: RunScene;
  view: "graph" | "list" | null;
  filter: LegFilter;
  page: number;
  chosenKey: string | null;
  searchParams: SearchParams;
}

const LEGEND: readonly (readonly [string, GlyphName, string])[] = [
  ["ok", "circle-check", "released"], ["warn", "package-check", "accepted"], ["info", "lock", "locked"], ["bad", "circle-x", "failed"], ["mute", "circle-slash", "not funded"],
];

/** The legs as a graph or as a list: the same facts, the choice in the URL. Small screens always get the list. */
export function RunLegs(props: RunLegsProps) {
  const { run, scene, chosenKey, searchParams } = props;
  const isGraph = (props.view ?? (run.legs.length > LEGS_DRAWN_MAX ? "list" : "graph")) === "graph";
  const views = (
    <Tabs label="View" tabs={[{ href: hrefWith(searchParams, { view: "graph" }), label: "Graph", active: isGraph }, { href: hrefWith(searchParams, { view: "list" }), label: "List", active: !isGraph }]} />
  );
  const graph = isGraph && layoutRun(run, { ...scene, chosenKey, groups: run.groups, hrefOf: (leg) => hrefWith(searchParams, { leg }) }, hrefWith(searchParams, { view: "list" }));
  return (
    <Card label="Legs">
      {graph && <div className="max-md:hidden"><RunGraph size={{ width: graph.width, height: graph.height }} views={views} head={<Legend />}><GraphDrawing graph={graph} /></RunGraph></div>}
      <div className={isGraph ? "md:hidden" : undefined}><ListPart {...props} views={isGraph ? null : views} /></div>
      <CardFoot><StillToLose run={run} /></CardFoot>
    </Card>
  );
}

function Legend() {
  return (
    <>
      <h2 className="text-body">Run graph</h2>
      <ul className="flex flex-wrap items-center gap-x-3 text-second max-lg:hidden" aria-label="Legend">
        {LEGEND.map(([tone, icon, word]) => <li key={word} className={`tone-${tone} flex items-center gap-1 text-tone`}><Glyph name={icon} size={13} />{word}</li>)}
      </ul>
    </>
  );
}

function ListPart({ run, scene, filter, page, searchParams, views }: RunLegsProps & { views: React.ReactNode }) {
  const tabs = LEG_FILTERS.map((one) => ({
    href: hrefWith(searchParams, { legs: one === "all" ? null : one, page: null }), label: FILTER_WORDS[one], count: formatCount(run.legs.filter(MATCHES[one]).length), active: one === filter,
  }));
  return (
    <>
      <CardHead title="Legs" note={<Tabs label="Legs shown" tabs={tabs} />} aside={views && <span className="max-md:hidden">{views}</span>} />
      <LegList legs={run.legs.filter(MATCHES[filter])} groups={run.groups} scene={scene} page={page} searchParams={searchParams} />
    </>
  );
}

const FILTER_WORDS: Readonly<Record<LegFilter, string>> = { all: "All", attention: "Needs a look", open: "Open", ended: "Ended" };

const MATCHES: Readonly<Record<LegFilter, (leg: LegFacts) => boolean>> = {
  all: () => true, attention: (leg) => ["bad", "unk"].includes(legLook(leg).tone) || leg.reviewState === "wanted" || legLook(leg).word === "held",
  open: (leg) => !isLegFinal(leg.state), ended: (leg) => isLegFinal(leg.state),
};
