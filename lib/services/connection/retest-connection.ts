import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { notify } from "@/lib/db/notify";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { getConnection } from "./load-connection";
import { guardConnection } from "./manage-guard";
import { openSavedWish } from "./saved-wish";
import { storeEvidence } from "./store-evidence";
import { type ConnectionTest, testReads } from "./test-reads";

/** Tests the reads of a saved connection with its saved keys and keeps what was found. Errors: `FORBIDDEN`, `NO_KEY`, those of `testReads`. */
export async function retestConnection(ctx: ServiceContext, connectionId: string): Promise<Result<ConnectionTest, Failure>> {
  const denied = await guardConnection(ctx, { connectionId, action: "connection.test", needsPassword: false });
  if (denied) return fail(denied);
  const row = await getConnection(ctx.db, connectionId);
  const saved = await openSavedWish(ctx, row);
  if (!saved.ok) return saved;
  const tested = await testReads(ctx, saved.value);
  if (!tested.ok) return tested;
  await ctx.db.$transaction(async (tx) => {
    const observed = await storeEvidence(tx, connectionId, { dialects: saved.value.dialects, capabilities: tested.value.capabilities, at: ctx.now() });
    await notify(tx, "connection", connectionId);
    await appendAudit(tx, ctx, {
      connectionId, action: "connection.test", result: "recorded", subject: { type: "connection", id: connectionId, name: row.name },
      summary: `Reads tested: ${observed} capabilities observed`, after: { observed },
    });
  });
  return ok(tested.value);
}
