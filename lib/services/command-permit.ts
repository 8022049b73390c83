import type { IntentKind } from "@/lib/core/command/intent";
import type { CapabilityDialects } from "@/lib/core/connection/capabilities";
import { type Failure, ok, type Result } from "@/lib/core/result";
import { findIntent } from "./command-replies";
import type { CommandOptions } from "./command-spec";
import { getConnection } from "./connection/load-connection";
import { INTERACTIVE_WAIT_MS, type Permit, routeOf, takePermit } from "./connection/platform-runtime";
import type { ServiceContext } from "./context";

/** Somebody at a screen waits a little for the platform's permit, before the wish is written; a repeated wish not at all. */
export async function waitForPermit(ctx: ServiceContext, kind: IntentKind, options: CommandOptions): Promise<Result<Permit, Failure>> {
  const row = await getConnection(ctx.db, options.connectionId);
  if (routeOf(kind, row.dialects as unknown as CapabilityDialects) === null || await findIntent(ctx.db, options)) return ok({ request: null, isUsed: false });
  return takePermit(ctx, row, kind, { fairnessKey: ctx.actor.id, waitMs: INTERACTIVE_WAIT_MS });
}
