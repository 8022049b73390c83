import { Graph, layout } from "@dagrejs/dagre";
import type { LegFacts } from "@/lib/core/run/leg-view";
import type { RunFacts } from "@/lib/core/run/run-view";
import { formatCount } from "@/lib/format/counts";
import { formatUsdc } from "@/lib/format/money";
import { type GraphEdge, type GraphNode, type GraphUnit, HUB_ID, LEG_HEIGHT, LEG_WIDTH, type RunGraph } from "./graph-model";
import { groupUnit, spokeUnit, type UnitScene } from "./graph-units";
import { hasFailed, legLook } from "./leg-look";

/** Above so many legs groups fold and spokes beyond the first few become one box. */
export const LEGS_DRAWN_MAX = 60;
const UNITS_SHOWN = 12;
const GROUP_LEGS_MAX = 8;
const HUB_WIDTH = 168;
const HUB_HEIGHT = 62;
const RANK_GAP = 96;
const NEXT_RANK_GAP = 84;
const UNIT_GAP = 22;

/** The boxes and payments of a run with their places: the same run always looks the same. */
export function layoutRun(run: RunFacts, scene: UnitScene, listHref: string): RunGraph {
  const { shown, folded } = chooseUnits(toUnits(run, scene, listHref), run.legs.length > LEGS_DRAWN_MAX);
  const units = folded.length > 0 ? [...shown, moreUnit(folded, run, listHref)] : shown;
  const places = placeUnits(units);
  const nodes: GraphNode[] = [hubNode(run, places.hub)];
  const edges: GraphEdge[] = [];
  for (const unit of units) {
    const at = places.units.get(unit.key) ?? { x: 0, y: 0 };
    nodes.push(...unit.nodes.map((node) => ({ ...node, x: node.x + at.x, y: node.y + at.y })));
    edges.push(...unit.payments.map((edge) => ({ ...edge, from: HUB_ID, isFar: unit.dependsOn.length > 0 })), ...unit.edges);
    for (const key of unit.dependsOn) {
      const before = units.find((other) => other.key === key);
      if (before) edges.push({ id: `after-${key}-${unit.key}`, from: before.exit, to: unit.entry, label: null, tone: "mute", look: "dotted" });
    }
  }
  return { nodes, edges, width: Math.max(...nodes.map(({ x, width }) => x + width)), height: Math.max(...nodes.map(({ y, height }) => y + height)) };
}

function toUnits(run: RunFacts, scene: UnitScene, listHref: string): GraphUnit[] {
  const isLarge = run.legs.length > LEGS_DRAWN_MAX;
  const drawn = new Set<string>();
  return run.legs.flatMap((leg) => {
    if (drawn.has(leg.nodeKey)) return [];
    drawn.add(leg.nodeKey);
    const group = run.groups.find(({ key }) => key === leg.nodeKey);
    if (!group) return [spokeUnit(leg, scene)];
    const legs = run.legs.filter(({ nodeKey }) => nodeKey === leg.nodeKey);
    const isFolded = legs.length > (isLarge ? 1 : GROUP_LEGS_MAX);
    return [isFolded ? foldedUnit(group.key, group.label, legs, listHref) : groupUnit(group, legs, scene)];
  });
}

/** A group in one box: how many legs, and how they stand. */
function foldedUnit(key: string, label: string, legs: readonly LegFacts[], listHref: string): GraphUnit {
  const [first] = legs;
  const node = foldedNode(key, label, legs, listHref);
  const amount = first ? formatUsdc(first.amount) : null;
  return {
    key, width: LEG_WIDTH, height: LEG_HEIGHT, nodes: [node], edges: [], dependsOn: first?.dependsOn ?? [], entry: key, exit: key,
    payments: [{ id: `pay-${key}`, to: key, label: amount, tone: node.tone, look: node.tone === "bad" ? "dashed" : "solid" }],
  };
}

function moreUnit(folded: readonly GraphUnit[], run: RunFacts, listHref: string): GraphUnit {
  const keys = new Set(folded.map(({ key }) => key));
  const legs = run.legs.filter(({ nodeKey }) => keys.has(nodeKey));
  const node = { ...foldedNode("more", `+${formatCount(folded.length)} more`, legs, listHref), tone: "mute" as const };
  return { key: "more", width: LEG_WIDTH, height: LEG_HEIGHT, nodes: [node], edges: [], payments: [{ id: "pay-more", to: "more", label: null, tone: "mute", look: "dotted" }], dependsOn: [], entry: "more", exit: "more" };
}

function foldedNode(id: string, title: string, legs: readonly LegFacts[], href: string): GraphNode {
  const words = new Map<string, number>();
  for (const leg of legs) words.set(legLook(leg).word, (words.get(legLook(leg).word) ?? 0) + 1);
  const line = [...words].sort((one, other) => other[1] - one[1]).slice(0, 2).map(([word, count]) => `${formatCount(count)} ${word}`).join(" · ");
  return {
    id, kind: "more", x: 0, y: 0, width: LEG_WIDTH, height: LEG_HEIGHT, title, line, name: `${title}, ${formatCount(legs.length)} legs, ${line}. Opens the list.`,
    icon: "list", tone: legs.some(hasFailed) ? "bad" : "mute", isDashed: true, isChosen: false, href,
  };
}

/** What wants a person or still moves stays; what has ended folds first. The order of the plan is kept. */
function chooseUnits(units: readonly GraphUnit[], isLarge: boolean): { shown: readonly GraphUnit[]; folded: readonly GraphUnit[] } {
  if (!isLarge || units.length <= UNITS_SHOWN) return { shown: units, folded: [] };
  const kept = new Set([...units].sort((one, other) => weightOf(other) - weightOf(one)).slice(0, UNITS_SHOWN - 1));
  return { shown: units.filter((unit) => kept.has(unit)), folded: units.filter((unit) => !kept.has(unit)) };
}

function weightOf({ nodes }: GraphUnit): number {
  const weights = { bad: 5, unk: 5, warn: 4, info: 3, accent: 2, mute: 1, ok: 0 };
  return Math.max(...nodes.map((node) => (node.isChosen ? 10 : weights[node.tone])));
}

/** Ranks from what waits for what, the hub first; units of one rank stand below each other, in the order of the plan. */
function placeUnits(units: readonly GraphUnit[]) {
  const graph = new Graph();
  graph.setGraph({ rankdir: "LR", nodesep: UNIT_GAP, ranksep: RANK_GAP, marginx: 0, marginy: 0 });
  graph.setDefaultEdgeLabel(() => ({}));
  graph.setNode(HUB_ID, { width: HUB_WIDTH, height: HUB_HEIGHT });
  for (const { key, width, height } of units) graph.setNode(`unit ${key}`, { width, height });
  for (const { key, dependsOn } of units) {
    const before = dependsOn.filter((other) => units.some((unit) => unit.key === other));
    if (before.length === 0) graph.setEdge(HUB_ID, `unit ${key}`);
    for (const other of before) graph.setEdge(`unit ${other}`, `unit ${key}`);
  }
  layout(graph);
  const at = (id: string) => graph.node(id) as { x: number; y: number };
  const first = units.filter(({ dependsOn }) => dependsOn.length === 0).map(({ key }) => at(`unit ${key}`).y);
  // The ranking does not care which way up it is; people read a plan from its first leg.
  const turn = (first.at(-1) ?? 0) < (first[0] ?? 0) ? -1 : 1;
  const placed = units.map((unit) => {
    const { x, y } = at(`unit ${unit.key}`);
    return { unit, rank: Math.round(x), y: y * turn - unit.height / 2 };
  });
  const top = Math.min(...placed.map(({ y }) => y));
  const hub = { x: 0, y: at(HUB_ID).y * turn - HUB_HEIGHT / 2 - top };
  return { hub, units: moveLeft(placed.map((one) => ({ ...one, y: one.y - top }))) };
}

interface Placed {
  readonly unit: GraphUnit;
  readonly rank: number;
  readonly y: number;
}

/** Each unit right of what it waits for, and of whatever an earlier rank has on its height: no further, so that all stays large. */
function moveLeft(placed: readonly Placed[]): ReadonlyMap<string, { x: number; y: number }> {
  const done: (Placed & { readonly x: number; readonly right: number })[] = [];
  for (const one of [...placed].sort((left, right) => left.rank - right.rank)) {
    const { unit, rank, y } = one;
    const isBeside = (other: Placed) => other.rank < rank && other.y < y + unit.height + UNIT_GAP && y < other.y + other.unit.height + UNIT_GAP;
    const edges = done.filter((other) => isBeside(other) || unit.dependsOn.includes(other.unit.key)).map(({ right }) => right + NEXT_RANK_GAP);
    const x = Math.max(HUB_WIDTH + RANK_GAP, ...edges);
    done.push({ ...one, x, right: x + unit.width });
  }
  return new Map(done.map(({ unit, x, y }) => [unit.key, { x, y }]));
}

function hubNode(run: RunFacts, at: { x: number; y: number }): GraphNode {
  const line = `hub · budget ${formatUsdc(run.figures.parts.budget)}`;
  return {
    id: HUB_ID, kind: "hub", ...at, width: HUB_WIDTH, height: HUB_HEIGHT, title: run.orchestratorName, line, name: `${run.orchestratorName}, ${line}`, icon: "crown", tone: "accent",
    isDashed: false, isChosen: false, href: null,
  };
}
