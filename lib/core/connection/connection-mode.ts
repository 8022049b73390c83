/** A sandbox moves no real money; everything else is live. */
export type ConnectionMode = "sandbox" | "live";
