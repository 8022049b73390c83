/** `public`: for everybody. `own-credential`: the route checks its own token or session. `guarded`: needs a session. */
export type Surface = "public" | "own-credential" | "static" | "guarded";

const PUBLIC = ["/sign-in", "/setup", "/api/health", "/api/ready"];
const OWN_CREDENTIAL = ["/api/v1", "/api/events", "/api/agent", "/api/mcp", "/api/metrics", "/api/cron"];
const STATIC_FILE = /^\/[\w-]+\.(?:ico|svg|png|webp|txt|webmanifest)$/;

/** Everything that answers without a session, in one place; what is not listed is guarded. */
export function surfaceOf(pathname: string): Surface {
  if (pathname.startsWith("/_next/") || STATIC_FILE.test(pathname)) return "static";
  if (PUBLIC.includes(pathname) || pathname.startsWith("/api/auth/")) return "public";
  if (OWN_CREDENTIAL.some((prefix) => pathname === prefix || pathname.startsWith(`${prefix}/`))) return "own-credential";
  return "guarded";
}
