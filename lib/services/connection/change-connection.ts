import { CAPABILITIES } from "@/lib/core/connection/capabilities";
import { limitsToText } from "@/lib/core/connection/limits-text";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/db/client";
import { notify } from "@/lib/db/notify";
import type { ConnectionWish } from "@/lib/schemas/connection";
import type { ConnectionChange } from "@/lib/schemas/connection-change";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { getConnection } from "./load-connection";
import { guardConnection } from "./manage-guard";
import { openSavedWish } from "./saved-wish";
import { storeEvidence } from "./store-evidence";
import { type ConnectionTest, testReads } from "./test-reads";

interface Tested {
  readonly before: ConnectionWish;
  readonly wish: ConnectionWish;
  readonly test: ConnectionTest;
}

/**
 * Changes name, addresses, dialects and limits of a connection after its reads succeeded with the saved keys. Another
 * address is refused while an outcome is open: its proof is where its request was sent.
 * Errors: `FORBIDDEN`, `STEP_UP_REQUIRED`, `NOT_FOUND`, `OTHER_MODE`, `OPEN_OUTCOME`, `DUPLICATE`, those of `testReads`.
 */
export async function changeConnection(ctx: ServiceContext, connectionId: string, change: ConnectionChange): Promise<Result<{ readonly name: string }, Failure>> {
  const denied = await guardConnection(ctx, { connectionId, action: "connection.changed", needsPassword: true });
  if (denied) return fail(denied);
  const tested = await testChange(ctx, connectionId, change);
  if (!tested.ok) return tested;
  const { wish, test } = tested.value;
  return ctx.db.$transaction(async (tx): Promise<Result<{ name: string }, Failure>> => {
    await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended('connections', 7747))::text`;
    await tx.$queryRaw`select id from "Connection" where id = ${connectionId} for update`;
    const row = await tx.connection.findUniqueOrThrow({ where: { id: connectionId } });
    const before = { ...tested.value.before, name: row.name, baseUrls: row.baseUrls as ConnectionWish["baseUrls"] };
    const refused = await refuseChange(tx, connectionId, before, wish);
    if (refused) return fail(refused);
    const at = ctx.now();
    await tx.connection.update({
      where: { id: connectionId },
      data: { name: wish.name, baseUrls: wish.baseUrls, dialects: wish.dialects, declaredLimits: wish.declaredLimits as object, answeredAt: new Date(at), silentSince: null },
    });
    await storeEvidence(tx, connectionId, { dialects: wish.dialects, capabilities: test.capabilities, at });
    await notify(tx, "connection", connectionId);
    await appendAudit(tx, ctx, {
      connectionId, action: "connection.changed", result: "recorded", subject: { type: "connection", id: connectionId, name: wish.name },
      summary: `${wish.name} changed: ${changedParts(before, wish).join(", ") || "nothing"}`, before: words(before), after: words(wish),
    });
    return ok({ name: wish.name });
  });
}

/** Reads with the changed settings and the saved keys, and saves nothing. Errors: as `changeConnection`, without a password. */
export async function testConnectionChange(ctx: ServiceContext, connectionId: string, change: ConnectionChange): Promise<Result<ConnectionTest, Failure>> {
  const denied = await guardConnection(ctx, { connectionId, action: "connection.test", needsPassword: false });
  if (denied) return fail(denied);
  const tested = await testChange(ctx, connectionId, change);
  return tested.ok ? ok(tested.value.test) : tested;
}

async function testChange(ctx: ServiceContext, connectionId: string, change: ConnectionChange): Promise<Result<Tested, Failure>> {
  const row = await getConnection(ctx.db, connectionId);
  if (row.archivedAt) return fail({ code: "NOT_FOUND", message: "This connection is archived. Nothing was changed." });
  const saved = await openSavedWish(ctx, row);
  if (!saved.ok) return saved;
  const wish = { ...saved.value, ...change };
  const tested = await testReads(ctx, wish);
  if (!tested.ok) return tested;
  if (tested.value.mode !== row.mode) {
    const message = `These addresses are ${tested.value.mode}, and this connection is ${row.mode}. Nothing was changed. Add them as a connection of their own.`;
    return fail({ code: "OTHER_MODE", message });
  }
  return ok({ before: saved.value, wish, test: tested.value });
}

async function refuseChange(tx: Tx, connectionId: string, before: ConnectionWish, wish: ConnectionWish): Promise<Failure | null> {
  const twin = await tx.connection.findFirst({ where: { name: wish.name, NOT: { id: connectionId } }, select: { id: true } });
  if (twin) return { code: "DUPLICATE", message: `A connection is called ${wish.name} already. Nothing was changed.` };
  if (!changedParts(before, wish).includes("addresses")) return null;
  const open = await tx.intent.count({ where: { connectionId, outcome: { in: ["sending", "unknown"] } } });
  if (open === 0) return null;
  const which = open === 1 ? "One outcome is" : `${open} outcomes are`;
  return { code: "OPEN_OUTCOME", message: `${which} still open here and can be proven only at the old addresses. Nothing was changed. Wait until the console has settled it.` };
}

/** Which settings differ, by the words of the form. */
function changedParts(before: ConnectionWish, wish: ConnectionWish): string[] {
  const [old, now] = [words(before), words(wish)];
  return (Object.keys(now) as (keyof typeof now)[]).filter((part) => JSON.stringify(old[part]) !== JSON.stringify(now[part]));
}

/** For the audit log: settings alone. A key is in none of them. */
function words({ name, baseUrls, dialects, declaredLimits }: ConnectionWish) {
  return {
    name, addresses: Object.fromEntries(Object.entries(baseUrls).sort()), dialects: Object.fromEntries(CAPABILITIES.map((capability) => [capability, dialects[capability] ?? null])),
    limits: limitsToText(declaredLimits),
  };
}
