import { cookies } from "next/headers";
import { SYSTEM } from "@/lib/core/access/actor";
import { signOut } from "@/lib/services/operator/sign-out";
import { requestId, requestSessionId } from "./current-operator";
import { createServiceContext } from "./service-context";
import { cookieName, usesSecureCookies } from "./session-cookie";

/** Ends the session of the request and takes its cookie away. Without one it does nothing. */
export async function endRequestSession(): Promise<void> {
  const sessionId = await requestSessionId();
  if (sessionId) await signOut(createServiceContext(SYSTEM, await requestId()), sessionId);
  // A `__Host-` cookie is only taken away by one with the same attributes.
  (await cookies()).set(cookieName("session"), "", { path: "/", maxAge: 0, httpOnly: true, sameSite: "lax", secure: usesSecureCookies() });
}
