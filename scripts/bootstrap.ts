/**
 * Runs once per start, after the migrations and with the sandbox up: the first administrator or the link that makes him,
 * and the sandbox's connection. Safe to repeat. Its last line is the result as JSON.
 */
import { randomBytes } from "node:crypto";
import { SYSTEM } from "@/lib/core/access/actor";
import { newId } from "@/lib/core/ids";
import { createServiceContext, processDatabase, processNow } from "@/lib/auth/service-context";
import { env } from "@/lib/env";
import { ensureSandboxConnection } from "@/lib/services/connection/ensure-sandbox";
import { ensureAdministrator } from "@/lib/services/operator/ensure-administrator";
import { makeSetupLink } from "@/lib/services/operator/setup-link";

async function bootstrap(): Promise<{ setupUrl?: string }> {
  const { CONSOLE_ADMIN_EMAIL, CONSOLE_ADMIN_PASSWORD, CONSOLE_URL, SANDBOX, SANDBOX_PORT } = env();
  const ctx = createServiceContext(SYSTEM, newId("request", processNow(), randomBytes));
  if (SANDBOX === "on") await ensureSandboxConnection(ctx, { origin: `http://127.0.0.1:${SANDBOX_PORT}` });
  if (CONSOLE_ADMIN_EMAIL && CONSOLE_ADMIN_PASSWORD) {
    await ensureAdministrator(ctx, { email: CONSOLE_ADMIN_EMAIL, password: CONSOLE_ADMIN_PASSWORD });
  }
  const setupUrl = await makeSetupLink(ctx, CONSOLE_URL);
  return setupUrl ? { setupUrl } : {};
}

try {
  console.log(JSON.stringify(await bootstrap()));
} finally {
  await processDatabase().$disconnect();
}
