/** A path of this console to return to, or `/`: never another site, whatever the link says. */
export function ownPath(candidate: string | null | undefined): string {
  if (!candidate || !/^\/(?![/\\])/.test(candidate)) return "/";
  const base = "http://console.invalid";
  if (!URL.canParse(candidate, base)) return "/";
  const url = new URL(candidate, base);
  if (url.origin !== base || url.pathname.startsWith("/api/") || url.pathname === "/sign-in" || url.pathname.startsWith("//")) return "/";
  return `${url.pathname}${url.search}`;
}

/** Where a person who is not signed in is sent, with the page he wanted. */
export function signInAddress(wanted: string | null | undefined): string {
  const path = ownPath(wanted);
  return path === "/" ? "/sign-in" : `/sign-in?callbackUrl=${encodeURIComponent(path)}`;
}
