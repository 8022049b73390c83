"use client";
import { type ReactNode, useRef } from "react";
import { Button } from "../ui/button";
import { Glyph } from "../ui/glyph";
import { GraphCanvas, type GraphControls } from "./graph-canvas";
import type { Size } from "./graph-view";
import "./run-graph.css";

interface RunGraphProps {
  size: Size;
  /** Title and legend, and the switch to the list. */
  head: ReactNode;
  views: ReactNode;
  /** The drawn boxes and payments. */
  children: ReactNode;
}

const STEP = 1.25;

/** The graph with its three buttons. */
export function RunGraph({ size, head, views, children }: RunGraphProps) {
  const controls = useRef<GraphControls>(null);
  return (
    <>
      <div className="flex min-h-[42px] flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3.5 py-1.5">
        {head}
        <div className="ml-auto flex items-center gap-1.5">
          {views}
          <Button size="icon" aria-label="Zoom out" onClick={() => controls.current?.zoom(1 / STEP)}><Glyph name="minus" size={14} /></Button>
          <Button size="icon" aria-label="Zoom in" onClick={() => controls.current?.zoom(STEP)}><Glyph name="plus" size={14} /></Button>
          <Button size="icon" aria-label="Fit the graph" onClick={() => controls.current?.fit()}><Glyph name="maximize" size={14} /></Button>
        </div>
      </div>
      <GraphCanvas size={size} controls={controls}>{children}</GraphCanvas>
    </>
  );
}
