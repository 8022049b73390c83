import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { SYSTEM } from "@/lib/core/access/actor";
import { env } from "@/lib/env";
import { signInSchema } from "@/lib/schemas/account";
import { signIn } from "@/lib/services/operator/sign-in";
import { signOut } from "@/lib/services/operator/sign-out";
import { createServiceContext, newRequestId } from "./service-context";
import { cookieName, SESSION_COOKIE_SECONDS, usesSecureCookies } from "./session-cookie";

/** Sign-in by e-mail and password. The cookie carries a session id and nothing else; the row in the database is the truth. */
export function authOptions(): NextAuthOptions {
  const secure = usesSecureCookies();
  const cookie = (name: "session" | "csrf" | "callback") => ({
    name: cookieName(name), options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure },
  });
  return {
    secret: env().NEXTAUTH_SECRET,
    useSecureCookies: secure,
    cookies: { sessionToken: cookie("session"), csrfToken: cookie("csrf"), callbackUrl: cookie("callback") },
    session: { strategy: "jwt", maxAge: SESSION_COOKIE_SECONDS },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        credentials: { email: { label: "Email" }, password: { label: "Password", type: "password" } },
        authorize: (credentials, request) => authorize(credentials, request.headers),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sid: user.id } : { sid: token["sid"] }),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ baseUrl }) => baseUrl,
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.["sid"] === "string") await signOut(createServiceContext(SYSTEM, newRequestId()), token["sid"]);
      },
    },
  };
}

/** The error's text reaches the sign-in form as a code; it never says whether an account exists. */
async function authorize(credentials: unknown, headers: Record<string, unknown> | undefined): Promise<{ id: string }> {
  const { email, password } = (credentials ?? {}) as Record<string, unknown>;
  const parsed = signInSchema.safeParse({ email, password });
  if (!parsed.success) throw new Error("WRONG_PASSWORD");
  const userAgent = typeof headers?.["user-agent"] === "string" ? headers["user-agent"] : "unknown";
  const opened = await signIn(createServiceContext(SYSTEM, newRequestId()), { ...parsed.data, userAgent });
  if (!opened.ok) throw new Error(opened.failure.code);
  return { id: opened.value.sessionId };
}
