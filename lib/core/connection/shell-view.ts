import type { ShownConnection } from "./connection-view";

/** `needsYou` is what waits for a person: it is the one count with colour. */
export type NavCount = "needsYou" | "workers" | "batches" | "wallets" | "escrows" | "runs" | "alerts";

/** What the frame of every page shows; read once per request by the layout. Times are epoch ms. */
export interface ShellData {
  readonly renderedAtMs: number;
  readonly connection: ShownConnection & {
    /** Platform clock minus ours. */
    readonly clockOffsetMs: number;
    /** Short words at the right of the sandbox bar: `clock +2 h`. */
    readonly note?: string;
  };
  /** Every connection in use, to choose from; totals are never taken over more than one. */
  readonly connections: readonly (ShownConnection & { readonly id: string })[];
  readonly frozen: { readonly sinceMs: number; readonly by: string; readonly reason?: string } | null;
  /** The platform has not answered since then. */
  readonly silent: { readonly sinceMs: number } | null;
  readonly counts: Readonly<Partial<Record<NavCount, number>>>;
  readonly referral: { readonly code: string; readonly owner: string } | null;
  readonly operator: { readonly name: string; readonly email: string; readonly roles: readonly string[] };
}
