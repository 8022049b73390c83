/** What every server action answers; a component receives it through an action prop. */
export type ActionResult<T> =
  | { ok: true; data: T }
  | {
      ok: false;
      code: string;
      message: string;
      fieldErrors?: Record<string, string[]>;
      /** Only for changes on the platform: whether it was refused before or after it was sent, or is not known yet. */
      outcome?: "denied" | "rejected" | "unknown" | "in_flight";
      intentId?: string;
    };
