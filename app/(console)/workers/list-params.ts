import type { SearchParams } from "@/lib/schemas/list-filters";

/** The words of a table's URL (`after`, `before`, `direction`) in the words of the filters. */
export function toListParams(params: SearchParams): SearchParams {
  const isBack = params.before !== undefined;
  return { ...params, cursor: isBack ? params.before : params.after, direction: isBack ? "previous" : "next", order: params.direction };
}
