import { cx } from "../ui/cx";
import type { GraphEdge, GraphNode, RunGraph } from "./graph-model";
import { curveOf } from "./graph-view";

const FAR_LABEL_PX = 52;
const DASH = { solid: undefined, dashed: "5 4", dotted: "1 5" } as const;

/** The payments as curves. What they say is said by the boxes too, so a screen reader passes them over. */
export function GraphEdges({ graph, layer }: { graph: RunGraph; layer: "far" | "near" }) {
  return (
    <svg aria-hidden width={graph.width} height={graph.height} className={cx("pointer-events-none absolute inset-0 overflow-visible", layer === "far" ? "-z-1" : "z-1")}>
      {placed(graph).filter(({ edge }) => (layer === "far") === (edge.isFar ?? false)).map(({ edge, from, to }) => {
        const { path, end } = curveOf(from, to);
        return (
          <g key={edge.id} className={`tone-${edge.tone} run-edge`}>
            <path d={path} fill="none" strokeDasharray={DASH[edge.look]} className={edge.look === "solid" ? "opacity-90" : "opacity-75"} />
            {edge.look !== "dotted" && <path d={`M${end.x - 8},${end.y - 5} L${end.x},${end.y} L${end.x - 8},${end.y + 5} Z`} className="run-arrow" />}
          </g>
        );
      })}
    </svg>
  );
}

/** The amounts, above everything that a curve passes. */
export function GraphAmounts({ graph }: { graph: RunGraph }) {
  return placed(graph).filter(({ edge }) => edge.label !== null).map(({ edge, from, to }) => {
    const { middle, end } = curveOf(from, to);
    const at = edge.isFar ? { x: end.x - FAR_LABEL_PX, y: end.y } : middle;
    return (
      <span key={edge.id} aria-hidden className={cx("run-amount", `tone-${edge.tone}`, edge.tone === "mute" ? "text-ink2" : "text-tone")} style={{ left: at.x, top: at.y }}>{edge.label}</span>
    );
  });
}

function placed({ nodes, edges }: RunGraph): readonly { readonly edge: GraphEdge; readonly from: GraphNode; readonly to: GraphNode }[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return edges.flatMap((edge) => {
    const from = byId.get(edge.from);
    const to = byId.get(edge.to);
    return from && to ? [{ edge, from, to }] : [];
  });
}
