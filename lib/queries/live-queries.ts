import { jsonQuery } from "./json-query";
import { queryKeys } from "./keys";

/** A spawn batch with the progress of each worker. */
export function batchQuery<T>(id: string) {
  return jsonQuery<T>(queryKeys.batches.one(id), `/api/v1/batches/${encodeURIComponent(id)}`);
}
