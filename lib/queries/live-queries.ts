import { jsonQuery } from "./json-query";
import { queryKeys } from "./keys";

/** A spawn batch with the progress of each worker. */
export function batchQuery<T>(id: string) {
  return jsonQuery<T>(queryKeys.batches.one(id), `/api/v1/batches/${encodeURIComponent(id)}`);
}

/** One escrow with its events. */
export function escrowQuery<T>(id: string) {
  return jsonQuery<T>(queryKeys.escrows.one(id), `/api/v1/escrows/${encodeURIComponent(id)}`);
}

/** The state of the connection and of the processes. */
export function statusQuery<T>() {
  return jsonQuery<T>(queryKeys.status(), "/api/v1/status");
}
