import { cookies, headers } from "next/headers";
import { cache } from "react";
import { isId } from "@/lib/core/ids";
import { findSignedIn, type SignedIn } from "@/lib/services/operator/find-signed-in";
import { newRequestId, processDatabase, processNow } from "./service-context";
import { cookieName, readSessionCookie, usesSecureCookies } from "./session-cookie";

/** A year: the choice of a view, not a right. */
const CHOICE_SECONDS = 31_536_000;

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

/** The connection that the person chose to look at; the oldest one is shown without a choice. */
export async function chosenConnectionId(): Promise<string | undefined> {
  const value = (await cookies()).get(cookieName("connection"))?.value;
  return value && isId("connection", value) ? value : undefined;
}

/** Keeps the choice for this browser; scripts cannot read it. */
export async function rememberConnection(connectionId: string): Promise<void> {
  (await cookies()).set(cookieName("connection"), connectionId, {
    httpOnly: true, sameSite: "lax", secure: usesSecureCookies(), path: "/", maxAge: CHOICE_SECONDS,
  });
}
