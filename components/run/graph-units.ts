import type { AuctionFacts, LegFacts } from "@/lib/core/run/leg-view";
import type { GroupFacts } from "@/lib/core/run/run-view";
import { formatUsdc } from "@/lib/format/money";
import { type GraphEdge, type GraphNode, type GraphUnit, HUB_ID, LEG_HEIGHT, LEG_WIDTH } from "./graph-model";
import { hasFailed, legLook } from "./leg-look";
import { doerOf, nodeName, stateLine } from "./leg-words";
import { patternTitle } from "./pattern-words";
import type { RunScene } from "./run-scene";

/** What a unit is drawn with. `hrefOf` leads to a leg's panel. */
export interface UnitScene extends RunScene {
  readonly chosenKey: string | null;
  readonly hrefOf: (legKey: string) => string;
  readonly groups: readonly GroupFacts[];
}

const PAD = 14;
const HEAD = 38;
const GAP = 10;
const STAGE_WIDTH = 158;
const STAGE_GAP = 60;
const RACER_WIDTH = 236;
const BID_WIDTH = 164;
const BID_HEIGHT = 46;
const BID_GAP = 64;
const BIDS_SHOWN = 3;

/** A spoke on its own. */
export function spokeUnit(leg: LegFacts, scene: UnitScene): GraphUnit {
  const node = legNode(leg, scene, { x: 0, y: 0, width: LEG_WIDTH });
  return { key: leg.nodeKey, width: LEG_WIDTH, height: LEG_HEIGHT, nodes: [node], edges: [], payments: [payment(leg)], dependsOn: leg.dependsOn, entry: leg.key, exit: leg.key };
}

/** The stages of a pipeline side by side, the racers of a marketplace in a column, an auction with the bids that lost. */
export function groupUnit(group: GroupFacts, legs: readonly LegFacts[], scene: UnitScene): GraphUnit {
  const size = group.pattern === "pipeline" ? pipelineSize(legs.length) : group.pattern === "auction" ? auctionSize(group.auction) : raceSize(legs.length);
  const inner = group.pattern === "pipeline" ? pipelineInner(legs, scene) : group.pattern === "auction" ? auctionInner(group, legs, scene) : raceInner(legs, scene);
  const [first] = legs;
  const paid = group.pattern === "pipeline" ? legs.slice(0, 1) : legs;
  return {
    key: group.key, ...size, nodes: [groupNode(group, legs, size), ...inner.nodes], edges: inner.edges, payments: paid.map(payment),
    dependsOn: first?.dependsOn ?? [], entry: first?.key ?? group.key, exit: legs.at(-1)?.key ?? group.key,
  };
}

interface Inner {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

function pipelineSize(count: number) {
  return { width: PAD * 2 + count * STAGE_WIDTH + (count - 1) * STAGE_GAP, height: HEAD + LEG_HEIGHT + PAD };
}

function pipelineInner(legs: readonly LegFacts[], scene: UnitScene): Inner {
  const nodes = legs.map((leg, index) => legNode(leg, scene, { x: PAD + index * (STAGE_WIDTH + STAGE_GAP), y: HEAD, width: STAGE_WIDTH }));
  const edges = legs.slice(1).map((leg, index): GraphEdge => ({ ...payment(leg), id: `pay-${leg.key}`, from: legs[index]?.key ?? leg.key }));
  return { nodes, edges };
}

function raceSize(count: number) {
  return { width: PAD * 2 + RACER_WIDTH, height: HEAD + count * LEG_HEIGHT + (count - 1) * GAP + PAD };
}

function raceInner(legs: readonly LegFacts[], scene: UnitScene): Inner {
  return { nodes: legs.map((leg, index) => legNode(leg, scene, { x: PAD, y: HEAD + index * (LEG_HEIGHT + GAP), width: RACER_WIDTH })), edges: [] };
}

function losersOf(auction: AuctionFacts | null) {
  return (auction?.bids ?? []).filter(({ state }) => state !== "won");
}

function auctionSize(auction: AuctionFacts | null) {
  const rows = Math.min(losersOf(auction).length, BIDS_SHOWN + 1);
  const width = PAD * 2 + LEG_WIDTH + (rows > 0 ? BID_GAP + BID_WIDTH : 130);
  return { width, height: HEAD + Math.max(LEG_HEIGHT, rows * BID_HEIGHT + (rows - 1) * 8) + PAD };
}

function auctionInner({ key, auction }: GroupFacts, legs: readonly LegFacts[], scene: UnitScene): Inner {
  const [leg] = legs;
  if (!leg) return { nodes: [], edges: [] };
  const losers = losersOf(auction);
  const rows = Math.min(losers.length, BIDS_SHOWN + 1);
  const inside = Math.max(LEG_HEIGHT, rows * BID_HEIGHT + (rows - 1) * 8);
  const winner = auction?.bids?.find(({ state }) => state === "won");
  const line = auction?.isOpen ? `${auction.placed} of ${auction.invited} bids in` : winner?.price != null && winner.score ? `won at ${formatUsdc(winner.price)} · score ${Math.round(winner.score.total / 10)}` : null;
  const node = legNode(leg, scene, { x: PAD, y: HEAD + (inside - LEG_HEIGHT) / 2, width: LEG_WIDTH }, line);
  const bids = losers.slice(0, losers.length > BIDS_SHOWN + 1 ? BIDS_SHOWN : rows).map((bid): Omit<GraphNode, "y"> => {
    const words = bid.price === null ? (bid.state === "silent" ? "no bid" : bid.state) : `bid ${formatUsdc(bid.price)}${bid.score ? ` · score ${Math.round(bid.score.total / 10)}` : ""}`;
    return bidNode(`${key}-${bid.agentId}`, bid.name, words);
  });
  const rest = losers.length - bids.length;
  const shown = rest > 0 ? [...bids, bidNode(`${key}-more`, `+${rest} more`, "in the scoring table")] : bids;
  return {
    nodes: [node, ...shown.map((bid, index) => ({ ...bid, y: HEAD + index * (BID_HEIGHT + 8) }))],
    edges: shown.map(({ id }) => ({ id: `lost-${id}`, from: leg.key, to: id, label: null, tone: "mute", look: "dashed" })),
  };
}

function bidNode(id: string, title: string, line: string): Omit<GraphNode, "y"> {
  return {
    id, kind: "bid", x: PAD + LEG_WIDTH + BID_GAP, width: BID_WIDTH, height: BID_HEIGHT, title, line, name: `${title}, ${line}`, icon: "gavel", tone: "mute",
    isDashed: true, isChosen: false, href: null,
  };
}

function legNode(leg: LegFacts, scene: UnitScene, place: { x: number; y: number; width: number }, line: string | null = null): GraphNode {
  const look = legLook(leg);
  return {
    id: leg.key, kind: "leg", ...place, height: LEG_HEIGHT, title: doerOf(leg), line: line ?? stateLine(leg, look.word, scene), name: nodeName(leg, scene.groups, look.word),
    icon: look.icon, tone: look.tone, isDashed: look.dashed ?? (leg.state === "waiting" || leg.state === "skipped"), isChosen: leg.key === scene.chosenKey, href: scene.hrefOf(leg.key),
  };
}

function groupNode(group: GroupFacts, legs: readonly LegFacts[], size: { width: number; height: number }): GraphNode {
  const failed = legs.some(hasFailed);
  const title = `${patternTitle(group.pattern)}: ${group.label}`;
  const aside = groupAside(group, legs);
  return {
    id: `group-${group.key}`, kind: "group", x: 0, y: 0, ...size, title, line: "", aside, name: `${title}, ${aside}`, icon: "workflow", tone: failed ? "bad" : "mute",
    isDashed: true, isChosen: false, href: null,
  };
}

/** The head's right end: what matters of the group in a few words. */
export function groupAside({ pattern, auction }: GroupFacts, legs: readonly LegFacts[]): string {
  if (auction) {
    const terms = `ceiling ${formatUsdc(auction.ceiling)} · floor ${formatUsdc(auction.floor)}`;
    return auction.isOpen ? terms : `${auction.placed} ${auction.placed === 1 ? "bid" : "bids"} · ${terms}`;
  }
  const paid = legs.filter(({ state }) => state === "paid").length;
  if (pattern === "marketplace") return paid > 0 ? "one is paid" : "the first accepted is paid";
  const spread = legs.some(hasFailed) ? legs.filter((leg) => leg.state === "skipped" || leg.failureCode === "LATER_STAGE_FAILED").length : 0;
  if (spread > 0) return `failure spreads to ${spread} ${spread === 1 ? "stage" : "stages"}`;
  return `${paid} of ${legs.length} paid`;
}

function payment(leg: LegFacts): GraphEdge {
  const { tone } = legLook(leg);
  const isLocked = leg.escrow !== null && leg.escrow.state !== "created" && leg.escrow.state !== "cancelled";
  const label = leg.pattern === "auction" && !isLocked && leg.payeeName === null ? `≤ ${formatUsdc(leg.amount)}` : formatUsdc(leg.amount);
  return { id: `pay-${leg.key}`, from: HUB_ID, to: leg.key, label, tone: isLocked ? tone : "mute", look: tone === "bad" || !isLocked ? "dashed" : "solid" };
}
