"use client";
import { BaseEdge, type Edge, type EdgeProps, getBezierPath, Handle, MarkerType, type Node, type NodeProps, Position, ReactFlow, type ReactFlowInstance, useReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useRouter } from "next/navigation";
import type { FocusEvent } from "react";
import { cx } from "../ui/cx";
import { Glyph } from "../ui/glyph";
import type { GraphEdge, GraphNode, RunGraph } from "./graph-model";

type FlowNode = Node<{ box: GraphNode }>;
type FlowEdge = Edge<{ isFar: boolean }>;

export type GraphView = ReactFlowInstance<FlowNode, FlowEdge>;

const FIT = { padding: 0.06, minZoom: 0.55, maxZoom: 1 };
const FAR_LABEL_PX = 52;
/** A line across the graph passes behind what it has nothing to do with. */
const BEHIND_GROUPS = -2;
const COLOR = { ok: "var(--ok)", info: "var(--info)", warn: "var(--warn)", bad: "var(--bad)", unk: "var(--unk)", mute: "var(--mute)", accent: "var(--accent)" } as const;
const DASH = { solid: undefined, dashed: "5 4", dotted: "1 5" } as const;
const NODE_TYPES = { box: Box };
const EDGE_TYPES = { payment: Payment };

/** Draws the boxes where they were placed. It moves and zooms; it changes nothing. */
export function GraphCanvas({ graph, onReady }: { graph: RunGraph; onReady: (view: GraphView) => void }) {
  return (
    <ReactFlow<FlowNode, FlowEdge>
      nodes={graph.nodes.map(toFlowNode)} edges={graph.edges.map(toFlowEdge)} nodeTypes={NODE_TYPES} edgeTypes={EDGE_TYPES} onInit={onReady}
      fitView fitViewOptions={FIT} minZoom={0.15} maxZoom={1.6} colorMode="system" aria-label="Run graph"
      nodesDraggable={false} nodesConnectable={false} nodesFocusable={false} edgesFocusable={false} elementsSelectable={false} disableKeyboardA11y
      zoomOnScroll={false} panOnScroll={false} preventScrolling={false} zoomOnDoubleClick={false}
    />
  );
}

function toFlowNode(box: GraphNode): FlowNode {
  const middle = { y: box.height / 2, width: 1, height: 1 };
  return {
    id: box.id, type: "box", position: { x: box.x, y: box.y }, width: box.width, height: box.height, data: { box }, zIndex: box.kind === "group" ? -1 : 1,
    // Given here so that an edge can be drawn before the browser has measured anything.
    handles: [{ ...middle, type: "target", position: Position.Left, x: 0 }, { ...middle, type: "source", position: Position.Right, x: box.width }],
    domAttributes: { "aria-roledescription": undefined },
  };
}

function toFlowEdge({ id, from, to, label, tone, look, isFar = false }: GraphEdge): FlowEdge {
  const color = COLOR[tone];
  return {
    id, type: "payment", source: from, target: to, label, data: { isFar }, zIndex: isFar ? BEHIND_GROUPS : 0, domAttributes: { "aria-hidden": true, "aria-roledescription": undefined },
    style: { stroke: color, strokeWidth: 1.5, strokeDasharray: DASH[look], strokeLinecap: "round", opacity: look === "solid" ? 0.9 : 0.75 },
    labelStyle: { fill: tone === "mute" ? "var(--ink2)" : color, fontSize: 12, fontWeight: 600 }, labelBgStyle: { fill: "var(--surface)", stroke: "var(--line2)" },
    labelBgPadding: [6, 3], labelBgBorderRadius: 5, ...(look === "dotted" ? {} : { markerEnd: { type: MarkerType.ArrowClosed, color, width: 14, height: 14 } }),
  };
}

function Payment({ sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition, data, ...edge }: EdgeProps<FlowEdge>) {
  const [path, middleX, middleY] = getBezierPath({ sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition });
  const { id, label, labelStyle, labelBgStyle, labelBgPadding, labelBgBorderRadius, style, markerEnd } = edge;
  return (
    <BaseEdge
      id={id} path={path} labelX={data?.isFar ? targetX - FAR_LABEL_PX : middleX} labelY={data?.isFar ? targetY : middleY} interactionWidth={0}
      {...{ label, labelStyle, labelBgStyle, labelBgPadding, labelBgBorderRadius, style, markerEnd }}
    />
  );
}

function Box({ data: { box } }: NodeProps<FlowNode>) {
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} className="run-handle" />
      {box.kind === "group" ? <GroupBox box={box} /> : <LegBox box={box} />}
      <Handle type="source" position={Position.Right} isConnectable={false} className="run-handle" />
    </>
  );
}

function GroupBox({ box }: { box: GraphNode }) {
  return (
    <div className={cx("run-group", `tone-${box.tone}`)}>
      <span className="truncate font-medium text-ink2">{box.title}</span>
      <span className={cx("ml-auto whitespace-nowrap", box.tone === "bad" ? "text-bad" : "text-ink3")}>{box.aside}</span>
    </div>
  );
}

function LegBox({ box }: { box: GraphNode }) {
  const router = useRouter();
  const flow = useReactFlow();
  const { href } = box;
  // A box that the keyboard reaches must be on the screen.
  const onFocus = (event: FocusEvent<HTMLButtonElement>) => {
    if (event.currentTarget.matches(":focus-visible")) void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom: flow.getZoom() });
  };
  const className = cx("run-box", `tone-${box.tone}`, box.isDashed && "run-box-dashed", box.isChosen && "run-box-chosen", box.kind === "bid" && "run-box-bid");
  const face = (
    <>
      <Glyph name={box.icon} size={17} className="text-tone" />
      <span className="flex min-w-0 flex-col items-start">
        <span className="max-w-full truncate text-body font-semibold text-ink">{box.title}</span>
        <span className={cx("max-w-full truncate text-second", box.tone === "bad" ? "text-bad" : "text-ink2")}>{box.line}</span>
      </span>
    </>
  );
  if (href === null) return <div className={className}>{face}</div>;
  return (
    <button type="button" aria-label={box.name} aria-pressed={box.kind === "leg" ? box.isChosen : undefined} onFocus={onFocus} onClick={() => router.push(href, { scroll: false })} className={cx(className, "nodrag nopan")}>
      {face}
    </button>
  );
}
