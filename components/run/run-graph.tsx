"use client";
import dynamic from "next/dynamic";
import { type ReactNode, useRef, useSyncExternalStore } from "react";
import { Button } from "../ui/button";
import { Glyph } from "../ui/glyph";
import type { GraphView } from "./graph-canvas";
import type { RunGraph as Graph } from "./graph-model";
import "./run-graph.css";

const GraphCanvas = dynamic(() => import("./graph-canvas").then((module) => module.GraphCanvas), {
  ssr: false, loading: () => <div role="status" aria-label="Loading the graph" className="skeleton h-full" />,
});

const WIDE = "(min-width: 768px)";

function onWidth(listener: () => void): () => void {
  const query = matchMedia(WIDE);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

interface RunGraphProps {
  graph: Graph;
  /** Title and legend, and the switch to the list. */
  head: ReactNode;
  views: ReactNode;
}

/** The graph with its three buttons. Its code is loaded on wide screens alone; on small ones the list is the view. */
export function RunGraph({ graph, head, views }: RunGraphProps) {
  const view = useRef<GraphView>(null);
  const isWide = useSyncExternalStore(onWidth, () => matchMedia(WIDE).matches, () => false);
  return (
    <>
      <div className="flex min-h-[42px] flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3.5 py-1.5">
        {head}
        <div className="ml-auto flex items-center gap-1.5">
          {views}
          <Button size="icon" aria-label="Zoom out" onClick={() => view.current?.zoomOut()}><Glyph name="minus" size={14} /></Button>
          <Button size="icon" aria-label="Zoom in" onClick={() => view.current?.zoomIn()}><Glyph name="plus" size={14} /></Button>
          <Button size="icon" aria-label="Fit the graph" onClick={() => view.current?.fitView({ padding: 0.06, maxZoom: 1 })}><Glyph name="maximize" size={14} /></Button>
        </div>
      </div>
      <div className="run-canvas h-[max(420px,calc(100dvh-352px))]">
        {isWide && <GraphCanvas graph={graph} onReady={(instance) => { view.current = instance; }} />}
      </div>
    </>
  );
}
