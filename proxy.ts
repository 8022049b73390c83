import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { newId } from "@/lib/core/ids";
import { toEpochMs } from "@/lib/core/time";
import { signInAddress } from "@/lib/auth/own-path";
import { secureHeaders } from "@/lib/auth/secure-headers";
import { cookieName, readSessionCookie, usesSecureCookies } from "@/lib/auth/session-cookie";
import { surfaceOf } from "@/lib/auth/surface";

/**
 * Puts the security headers on every response and turns away who is not signed in. It looks at the cookie's signature
 * alone; every page, action and route asks the database itself.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  const surface = surfaceOf(pathname);
  const nonce = randomBytes(18).toString("base64");
  const requestId = newId("request", toEpochMs(Date.now()), randomBytes);
  const headers = secureHeaders({ nonce, requestId, isSecure: usesSecureCookies() });

  if (surface === "guarded" && !isAction(request) && !(await isSignedIn(request))) {
    const refusal = pathname.startsWith("/api/")
      ? NextResponse.json({ code: "UNAUTHENTICATED", message: "Sign in first." }, { status: 401 })
      : NextResponse.redirect(new URL(signInAddress(`${pathname}${search}`), request.nextUrl), 307);
    return withHeaders(refusal, headers);
  }
  if (surface === "static") return withHeaders(NextResponse.next(), headers);

  const forwarded = new Headers(request.headers);
  forwarded.set("x-nonce", nonce);
  forwarded.set("x-request-id", requestId);
  forwarded.set("x-console-path", `${pathname}${search}`);
  forwarded.set("content-security-policy", headers["content-security-policy"] ?? "");
  return withHeaders(NextResponse.next({ request: { headers: forwarded } }), headers);
}

/** An action answers an ended session with a sentence, which a form can show; a redirect it could not. */
function isAction(request: NextRequest): boolean {
  return request.method === "POST" && request.headers.has("next-action");
}

async function isSignedIn(request: NextRequest): Promise<boolean> {
  return (await readSessionCookie(request.cookies.get(cookieName("session"))?.value)) !== null;
}

function withHeaders(response: NextResponse, headers: Readonly<Record<string, string>>): NextResponse {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
