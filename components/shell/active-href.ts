/** The entry that owns a path: the longest that begins it. */
export function activeHref(pathname: string, hrefs: readonly string[]): string | undefined {
  return hrefs.filter((href) => pathname === href || (href !== "/" && pathname.startsWith(`${href}/`))).sort((a, b) => b.length - a.length)[0];
}
