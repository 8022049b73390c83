import { cookies, headers } from "next/headers";
import { cache } from "react";
import { findSignedIn, type SignedIn } from "@/lib/services/operator/find-signed-in";
import { newRequestId, processDatabase, processNow } from "./service-context";
import { cookieName, readSessionCookie } from "./session-cookie";

/** The session id of the request's cookie; says nothing about whether the session still lives. */
export async function requestSessionId(): Promise<string | null> {
  return readSessionCookie((await cookies()).get(cookieName("session"))?.value);
}

/** Who asks, proven by the database once per rendered request; `null` when nobody is signed in. */
export const currentOperator = cache(async (): Promise<SignedIn | null> => {
  const sessionId = await requestSessionId();
  return sessionId ? findSignedIn(processDatabase(), sessionId, processNow()) : null;
});

/** The id that the proxy gave to this request. */
export async function requestId(): Promise<string> {
  return (await headers()).get("x-request-id") ?? newRequestId();
}
