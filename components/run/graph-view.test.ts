import { describe, expect, it } from "vitest";
import { curveOf, fitView, revealBox, zoomView } from "./graph-view";

const WINDOW = { width: 800, height: 500 };
const box = (x: number, y: number) => ({ x, y, width: 100, height: 50 });

describe("fitView", () => {
  it("puts a small graph into the middle as large as it is drawn", () => {
    expect(fitView({ width: 400, height: 300 }, WINDOW)).toEqual({ scale: 1, x: 200, y: 100 });
  });

  it("makes a large one so small that all of it is seen", () => {
    const { scale, x, y } = fitView({ width: 1_600, height: 300 }, WINDOW);
    expect([x, x + 1_600 * scale]).toEqual([16, 784]);
    expect(y).toBeGreaterThan(16);
  });
});

describe("zoomView", () => {
  it("leaves the point under the pointer where it is", () => {
    const view = { scale: 0.5, x: 40, y: 10 };
    const point = { x: 300, y: 200 };
    const next = zoomView(view, 1.4, point);
    expect(next.scale).toBeCloseTo(0.7);
    expect((point.x - next.x) / next.scale).toBeCloseTo((point.x - view.x) / view.scale);
    expect((point.y - next.y) / next.scale).toBeCloseTo((point.y - view.y) / view.scale);
  });

  it("ends at its bounds without moving further", () => {
    const far = Array.from({ length: 20 }).reduce<ReturnType<typeof fitView>>((view) => zoomView(view, 1.3, { x: 0, y: 0 }), { scale: 1, x: 0, y: 0 });
    expect(far.scale).toBe(1.6);
    expect(zoomView(far, 1.3, { x: 200, y: 200 })).toEqual(far);
  });
});

describe("revealBox", () => {
  const view = { scale: 1, x: 0, y: 0 };

  it("does not move what is in sight", () => {
    expect(revealBox(view, box(300, 200), WINDOW)).toEqual(view);
  });

  it("moves a box beyond an edge just inside it", () => {
    expect(revealBox(view, box(900, 600), WINDOW)).toEqual({ scale: 1, x: -224, y: -174 });
    expect(revealBox(view, box(-60, 5), WINDOW)).toEqual({ scale: 1, x: 84, y: 19 });
  });
});

describe("curveOf", () => {
  it("leads from a right side to a left side, with its amount half-way", () => {
    expect(curveOf(box(0, 0), box(300, 100))).toEqual({ path: "M100,25 C200,25 200,125 300,125", end: { x: 300, y: 125 }, middle: { x: 200, y: 75 } });
  });
});
