/** One person for each role, made by the service, and signed in over HTTP as a browser would. */
import { randomBytes } from "node:crypto";
import { type APIRequestContext, request } from "@playwright/test";
import { SYSTEM } from "../../lib/core/access/actor";
import { ROLES, type Role } from "../../lib/core/access/roles";
import { toEpochMs } from "../../lib/core/time";
import { openDatabase } from "../../lib/db/client";
import type { ServiceContext } from "../../lib/services/context";
import { createOperator } from "../../lib/services/operator/create-operator";
import { openOutboundDoor } from "../../lib/services/outbound/open-door";

const PASSWORD = "a password for the tests";

/** Makes five accounts, each with exactly one role. */
export async function createPeople(databaseUrl: string): Promise<void> {
  const db = openDatabase(databaseUrl, 2);
  const ctx: ServiceContext = {
    db, actor: SYSTEM, now: () => toEpochMs(Date.now()), random: randomBytes, fetch: () => Response.error(), outbound: openOutboundDoor(), sleep: async () => undefined,
    keyring: { current: "v1", keys: new Map() }, requestId: "req_e2e", log: () => undefined,
  };
  for (const role of ROLES) {
    const made = await createOperator(ctx, { name: `The ${role}`, email: emailOf(role), password: PASSWORD, roles: [role] });
    if (!made.ok) throw new Error(made.failure.message);
  }
  await db.$disconnect();
}

/** A client with the session of a role, or of nobody. */
export async function clientOf(baseURL: string, role: Role | null): Promise<APIRequestContext> {
  const client = await request.newContext({ baseURL, extraHTTPHeaders: { origin: baseURL }, maxRedirects: 0 });
  if (role === null) return client;
  const { csrfToken } = (await (await client.get("/api/auth/csrf")).json()) as { csrfToken: string };
  const form = { email: emailOf(role), password: PASSWORD, csrfToken, json: "true" };
  const answer = await client.post("/api/auth/callback/credentials", { form });
  if (!answer.ok()) throw new Error(`The ${role} could not sign in: ${answer.status()}`);
  return client;
}

function emailOf(role: Role): string {
  return `${role}@example.org`;
}
