import { CAPABILITIES, type CapabilityDialects, initialEvidence, SANDBOX_DIALECTS } from "@/lib/core/connection/capabilities";
import type { Connection } from "@/lib/db/generated/client";
import { notify } from "@/lib/db/notify";
import type { ServiceContext } from "../context";

/**
 * Gives a sandbox connection that was stored by an older console the capabilities that have been named since: their
 * dialect, where none was chosen, and their row. What stands there already is kept. Safe at every start.
 */
export async function addMissingCapabilities(ctx: ServiceContext, { id }: Pick<Connection, "id">): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    await tx.$queryRaw`select id from "Connection" where id = ${id} for update`;
    const { dialects: stored } = await tx.connection.findUniqueOrThrow({ where: { id }, select: { dialects: true } });
    const named = stored as unknown as Partial<CapabilityDialects>;
    const dialects: CapabilityDialects = { ...SANDBOX_DIALECTS, ...named };
    const at = new Date(ctx.now());
    const { count } = await tx.capability.createMany({
      skipDuplicates: true,
      data: CAPABILITIES.map((name) => ({
        connectionId: id, name, dialect: dialects[name], evidence: initialEvidence(name, dialects), note: "Named by the sandbox's documentation", checkedAt: at,
      })),
    });
    const missing = CAPABILITIES.filter((name) => named[name] === undefined);
    if (missing.length > 0) await tx.connection.update({ where: { id }, data: { dialects } });
    if (missing.length + count > 0) await notify(tx, "connection", id);
  });
}
