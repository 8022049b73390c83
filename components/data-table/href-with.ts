export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** The same URL with some parameters changed; `null` or an empty string takes one away. Keeps repeated parameters. */
export function hrefWith(searchParams: SearchParams, patch: Record<string, string | number | readonly string[] | null | undefined>): string {
  const next = new URLSearchParams();
  const merged: Record<string, unknown> = { ...searchParams, ...patch };
  for (const [name, value] of Object.entries(merged)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null && item !== "") next.append(name, String(item));
    }
  }
  const query = next.toString();
  return query ? `?${query}` : "?";
}

/** A change of sort or filter starts again at the first page. */
export function hrefFromStart(searchParams: SearchParams, patch: Parameters<typeof hrefWith>[1]): string {
  return hrefWith(searchParams, { after: null, before: null, ...patch });
}
