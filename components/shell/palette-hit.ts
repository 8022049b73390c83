import type { ActionResult } from "@/lib/actions/result";

/** One thing that a search found. */
export interface PaletteHit {
  href: string;
  title: string;
  /** What it is: `worker`, `escrow`. */
  kind: string;
  note?: string;
}

export type PaletteSearch = (input: { text: string }) => Promise<ActionResult<readonly PaletteHit[]>>;
