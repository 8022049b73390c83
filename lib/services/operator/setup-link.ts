import { createHash } from "node:crypto";
import { addMs, DAY_MS } from "@/lib/core/time";
import { hasAdministrator } from "@/lib/db/rows/operator-rows";
import type { ServiceContext } from "../context";

/** A set-up link works for a day. */
export const SETUP_LINK_MS = DAY_MS;

/** What is stored of a link's token. */
export function hashSetupToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** A one-time link that makes the first administrator, or `null` when there is one. Only the token's hash is kept. */
export async function makeSetupLink(ctx: ServiceContext, consoleUrl: string): Promise<string | null> {
  if (await hasAdministrator(ctx.db)) return null;
  const now = ctx.now();
  const token = Buffer.from(ctx.random(32)).toString("base64url");
  await ctx.db.setupToken.deleteMany({ where: { expiresAt: { lt: new Date(now) } } });
  await ctx.db.setupToken.create({
    data: { tokenHash: hashSetupToken(token), createdAt: new Date(now), expiresAt: new Date(addMs(now, SETUP_LINK_MS)) },
  });
  return `${consoleUrl}/setup?token=${token}`;
}

/** Whether the console still waits for its first administrator, and whether this token may make one. */
export async function checkSetupToken(ctx: Pick<ServiceContext, "db" | "now">, token: string): Promise<"done" | "valid" | "invalid"> {
  if (await hasAdministrator(ctx.db)) return "done";
  const row = await ctx.db.setupToken.findUnique({ where: { tokenHash: hashSetupToken(token) } });
  return row && !row.usedAt && row.expiresAt.getTime() > ctx.now() ? "valid" : "invalid";
}
