import type { ServiceContext } from "../context";

/** Every connection in use, for the jobs that go over all of them. */
export async function listConnectionIds(ctx: Pick<ServiceContext, "db">): Promise<string[]> {
  const rows = await ctx.db.connection.findMany({ where: { archivedAt: null }, select: { id: true }, orderBy: { createdAt: "asc" } });
  return rows.map(({ id }) => id);
}
