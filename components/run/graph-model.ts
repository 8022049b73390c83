import type { GlyphName } from "../ui/glyph-names";
import type { Tone } from "../ui/tone";

/** One box of the graph, with everything it says; the canvas only draws it. Units: px. */
export interface GraphNode {
  readonly id: string;
  readonly kind: "hub" | "leg" | "bid" | "group" | "more";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly line: string;
  /** Right end of a group's head. */
  readonly aside?: string;
  /** What a screen reader hears. */
  readonly name: string;
  readonly icon: GlyphName;
  readonly tone: Tone;
  readonly isDashed: boolean;
  readonly isChosen: boolean;
  /** Where its button leads; a box without one is not a button. */
  readonly href: string | null;
}

/** A payment, or what waits for what. */
export interface GraphEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** The amount. */
  readonly label: string | null;
  readonly tone: Tone;
  readonly look: "solid" | "dashed" | "dotted";
  /** It passes behind other boxes, so its amount stands at its end. */
  readonly isFar?: boolean;
}

export interface RunGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly width: number;
  readonly height: number;
}

/** What stands together in the layout: a spoke, or a group with what is in it. Inner places count from its corner. */
export interface GraphUnit {
  readonly key: string;
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Payments of the hub into it. */
  readonly payments: readonly Omit<GraphEdge, "from">[];
  /** Keys of the units that it waits for. */
  readonly dependsOn: readonly string[];
  /** The boxes that dependencies lead from and to. */
  readonly entry: string;
  readonly exit: string;
}

export const LEG_WIDTH = 190;
export const LEG_HEIGHT = 54;
export const HUB_ID = "hub";
