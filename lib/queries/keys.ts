/** Query keys from broad to narrow; the first part is the live topic that makes them stale. */
export const queryKeys = {
  batches: { one: (id: string) => ["batches", "one", id] as const },
};
