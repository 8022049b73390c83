export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

type Box = Point & Size;

/** How the graph lies in its window: scaled from its corner, then moved. Units: px. */
export interface View extends Point {
  readonly scale: number;
}

const MARGIN = 16;
const SCALE_MIN = 0.15;
const SCALE_MAX = 1.6;
/** Air between the window's edge and a box that was moved into sight. */
const AIR = 24;
const CURVE_BACK = 6.25;

/** The whole graph in the middle of the window, never larger than drawn. */
export function fitView(graph: Size, window: Size): View {
  const scale = Math.max(SCALE_MIN, Math.min(1, (window.width - 2 * MARGIN) / graph.width, (window.height - 2 * MARGIN) / graph.height));
  return { scale, x: (window.width - graph.width * scale) / 2, y: (window.height - graph.height * scale) / 2 };
}

/** Larger or smaller by a factor; the given point of the window stays where it is. */
export function zoomView(view: View, factor: number, point: Point): View {
  const scale = Math.min(SCALE_MAX, Math.max(SCALE_MIN, view.scale * factor));
  const ratio = scale / view.scale;
  return { scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio };
}

/** The same view moved just so far that a box is inside the window. */
export function revealBox(view: View, box: Box, window: Size): View {
  return {
    scale: view.scale,
    x: view.x + intoSight(box.x * view.scale + view.x, box.width * view.scale, window.width),
    y: view.y + intoSight(box.y * view.scale + view.y, box.height * view.scale, window.height),
  };
}

function intoSight(start: number, length: number, room: number): number {
  if (start < AIR) return AIR - start;
  const over = start + length - (room - AIR);
  return over > 0 ? -Math.min(over, start - AIR) : 0;
}

/** A payment from the right side of one box to the left side of another, with the middle of its curve. */
export function curveOf(from: Box, to: Box): { readonly path: string; readonly end: Point; readonly middle: Point } {
  const start = { x: from.x + from.width, y: from.y + from.height / 2 };
  const end = { x: to.x, y: to.y + to.height / 2 };
  const reach = end.x >= start.x ? (end.x - start.x) / 2 : CURVE_BACK * Math.sqrt(start.x - end.x);
  const path = `M${start.x},${start.y} C${start.x + reach},${start.y} ${end.x - reach},${end.y} ${end.x},${end.y}`;
  return { path, end, middle: { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 } };
}
