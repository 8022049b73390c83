import { GraphBox } from "./graph-box";
import { GraphAmounts, GraphEdges } from "./graph-edges";
import type { RunGraph } from "./graph-model";

/** A run's boxes and payments. A payment across the graph passes behind the groups that it has nothing to do with. */
export function GraphDrawing({ graph }: { graph: RunGraph }) {
  return (
    <>
      <GraphEdges graph={graph} layer="far" />
      {graph.nodes.map((box) => <GraphBox key={box.id} box={box} />)}
      <GraphEdges graph={graph} layer="near" />
      <GraphAmounts graph={graph} />
    </>
  );
}
