import { queryOptions, type QueryKey } from "@tanstack/react-query";

/** Options of a query that reads JSON of our own API. A refusal becomes an Error with the status. */
export function jsonQuery<T>(key: QueryKey, url: string) {
  return queryOptions({
    queryKey: key,
    queryFn: async ({ signal }): Promise<T> => {
      const response = await fetch(url, { signal, headers: { accept: "application/json" } });
      if (!response.ok) throw new Error(`The console answered ${response.status}`);
      return (await response.json()) as T;
    },
  });
}
