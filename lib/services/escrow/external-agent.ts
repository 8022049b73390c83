import { newId } from "@/lib/core/ids";
import type { RecordScope } from "../command-spec";

/** The row of a stranger; two writers at once share it. Answers the agent's id of ours. */
export async function findOrInsertExternal(
  { rows, ctx, connectionId, at }: Pick<RecordScope, "rows" | "ctx" | "connectionId" | "at">, upstreamId: string,
): Promise<string> {
  await rows.tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`external:${connectionId}:${upstreamId}`}, 7747))::text`;
  const known = await rows.tx.agentAccount.findFirst({ where: { connectionId, upstreamId }, select: { agentId: true } });
  if (known) return known.agentId;
  const id = newId("agent", at, ctx.random);
  const createdAt = new Date(at);
  await rows.agents.insert([{
    id, connectionId, kind: "external", name: upstreamId, role: "external", state: "live", capabilities: [], createdAt,
  }]);
  await rows.agents.openAccount({
    id: newId("account", at, ctx.random), agentId: id, connectionId, service: "platform", upstreamId, createdAt,
  });
  return id;
}
