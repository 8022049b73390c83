/** What the frame of every page shows; read once per request by the layout. Times are epoch ms. */
export interface ShellData {
  renderedAtMs: number;
  connection: {
    /** `null` before the first connection is made. */
    id: string | null;
    name: string;
    mode: "sandbox" | "live";
    /** Platform clock minus ours. */
    clockOffsetMs: number;
    /** Short words at the right of the sandbox bar: `clock +2 h`. */
    note?: string;
  };
  /** Every connection in use, to choose from; totals are never taken over more than one. */
  connections: readonly { id: string; name: string; mode: "sandbox" | "live" }[];
  frozen: { sinceMs: number; by: string; reason?: string } | null;
  /** The platform has not answered since then. */
  silent: { sinceMs: number } | null;
  counts: Partial<Record<NavCount, number>>;
  referral: { code: string; owner: string } | null;
  operator: { name: string; email: string; roles: readonly string[] };
  freshness: { source: string; readAtMs: number; cadenceMs: number } | null;
}

/** `needsYou` is what waits for a person: it is the one count with colour. */
export type NavCount = "needsYou" | "workers" | "batches" | "wallets" | "escrows" | "runs" | "alerts";
