import { decode } from "next-auth/jwt";
import { env } from "@/lib/env";
import { SESSION_LIFE_MS } from "@/lib/services/operator/session-life";

/** The cookie outlives no session: the row in the database ends it earlier. */
export const SESSION_COOKIE_SECONDS = SESSION_LIFE_MS / 1000;

/** True when people reach the console over https, so that cookies can be Secure and bound to the host. */
export function usesSecureCookies(): boolean {
  return env().CONSOLE_URL.startsWith("https:");
}

/** The full name of one of our cookies. `__Host-` needs Secure, so plain http on a developer's machine goes without. */
export function cookieName(name: "session" | "csrf" | "callback" | "connection"): string {
  return `${usesSecureCookies() ? "__Host-" : ""}purple-flea-console.${name}`;
}

/** The session id inside a signed cookie, or `null` when the cookie is absent, altered or too old. */
export async function readSessionCookie(value: string | undefined): Promise<string | null> {
  if (!value) return null;
  try {
    const token = await decode({ token: value, secret: env().NEXTAUTH_SECRET });
    return typeof token?.["sid"] === "string" ? token["sid"] : null;
  } catch {
    // A cookie that does not open is as good as none: an old secret, another console on this host, or a forgery.
    return null;
  }
}
