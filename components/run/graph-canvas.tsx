"use client";
import { type FocusEvent, type PointerEvent, type ReactNode, type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import { fitView, revealBox, type Size, type View, zoomView } from "./graph-view";

/** What the buttons beside the graph do to it. */
export interface GraphControls {
  readonly zoom: (factor: number) => void;
  readonly fit: () => void;
}

interface GraphCanvasProps {
  size: Size;
  controls: Ref<GraphControls>;
  children: ReactNode;
}

const WHEEL_STEP = 0.01;
const DRAG_FROM_PX = 4;

/**
 * The window onto a graph that the server has drawn. It fits the graph until somebody moves or zooms it, and brings a box
 * that the keyboard reaches into sight. It changes nothing of what it shows.
 */
export function GraphCanvas({ size, controls, children }: GraphCanvasProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View | null>(null);
  const isMoved = useRef(false);
  const { width, height } = size;
  const sizeOf = () => ({ width: frame.current?.clientWidth ?? 0, height: frame.current?.clientHeight ?? 0 });
  const change = (next: (view: View) => View) => {
    isMoved.current = true;
    setView((held) => next(held ?? fitView(size, sizeOf())));
  };
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (!isMoved.current && element.clientWidth > 0) setView(fitView({ width, height }, { width: element.clientWidth, height: element.clientHeight }));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [width, height]);
  useImperativeHandle(controls, () => ({
    zoom: (factor) => change((held) => zoomView(held, factor, { x: sizeOf().width / 2, y: sizeOf().height / 2 })),
    fit: () => {
      isMoved.current = false;
      setView(fitView(size, sizeOf()));
    },
  }));
  usePinch(frame, (factor, point) => change((held) => zoomView(held, factor, point)));
  const onFocus = ({ target }: FocusEvent) => {
    const { offsetLeft: x, offsetTop: y, offsetWidth, offsetHeight } = target as HTMLElement;
    if (target.matches(":focus-visible")) setView((held) => held && revealBox(held, { x, y, width: offsetWidth, height: offsetHeight }, sizeOf()));
  };
  const drag = useDrag((x, y) => change((held) => ({ ...held, x: held.x + x, y: held.y + y })));
  return (
    <div ref={frame} role="group" aria-label="Run graph" className="run-canvas" onFocus={onFocus} {...drag}>
      <div className="run-stage" style={{ width, height, ...(view && { position: "absolute", left: 0, top: 0, transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }) }}>
        {children}
      </div>
    </div>
  );
}

/** A trackpad's pinch arrives as a wheel with the control key held; plain scrolling belongs to the page. */
function usePinch(frame: { readonly current: HTMLDivElement | null }, onZoom: (factor: number, point: { x: number; y: number }) => void) {
  const zoom = useRef(onZoom);
  useEffect(() => {
    zoom.current = onZoom;
  });
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const corner = element.getBoundingClientRect();
      zoom.current(Math.exp(-event.deltaY * WHEEL_STEP), { x: event.clientX - corner.left, y: event.clientY - corner.top });
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [frame]);
}

/** Moves with the pointer from the first few pixels on; less is a click on what lies under it. */
function useDrag(onMove: (x: number, y: number) => void) {
  const from = useRef<{ x: number; y: number; isDragged: boolean } | null>(null);
  const end = () => {
    from.current = null;
  };
  return {
    onPointerDown: ({ button, clientX, clientY }: PointerEvent) => {
      if (button === 0) from.current = { x: clientX, y: clientY, isDragged: false };
    },
    onPointerMove: ({ clientX, clientY, currentTarget, pointerId }: PointerEvent) => {
      const start = from.current;
      if (!start) return;
      const [x, y] = [clientX - start.x, clientY - start.y];
      if (!start.isDragged && Math.hypot(x, y) < DRAG_FROM_PX) return;
      if (!start.isDragged) currentTarget.setPointerCapture(pointerId);
      from.current = { x: clientX, y: clientY, isDragged: true };
      onMove(x, y);
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}
