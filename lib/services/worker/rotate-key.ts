import { z } from "zod";
import { newId } from "@/lib/core/ids";
import { fail, ok } from "@/lib/core/result";
import { seal } from "@/lib/db/vault";
import type { CommandSpec } from "../command-spec";

const plan = z.object({ agentId: z.string(), accountId: z.string(), upstreamId: z.string() });

/**
 * Replaces a worker's key with the parent's key as proof; the platform refuses the old one from then on. The new key
 * is sealed in the transaction that records the outcome. A lost reply is settled by rotating once more: only the last
 * key works and nobody else has seen the one before.
 * Errors: `NO_KEY` when the worker is not registered or retired, `UNAVAILABLE` where the platform cannot rotate.
 */
export const rotateKeyCommand: CommandSpec<{ agentId: string }, z.infer<typeof plan>, { apiKey: string }, { version: string }> = {
  kind: "worker.rotateKey",
  permission: "worker.rotateKey",
  input: z.object({ agentId: z.string().min(1) }),
  plan,
  allowedWhenFrozen: true,
  prepare: async ({ agentId }, { tx, connection }) => {
    if (connection.dialects["rotate-key"] === null) {
      return fail({ code: "UNAVAILABLE", message: "This platform cannot rotate keys. Nothing was sent. Register a new worker and retire this one instead." });
    }
    const account = await tx.agentAccount.findFirst({ where: { agentId, connectionId: connection.id, service: "platform" }, include: { agent: true } });
    const parent = await tx.agentAccount.findFirst({ where: { agentId: connection.orchestratorAgentId ?? "", service: "platform" } });
    if (!account || !parent || account.agent.state === "retired") {
      return fail({ code: "NO_KEY", message: "This worker has no key to rotate. Nothing was sent." });
    }
    return ok({
      plan: { agentId, accountId: account.id, upstreamId: account.upstreamId }, actingAccountId: parent.id,
      subject: { type: "worker", id: agentId, name: account.agent.name }, amountMicros: 0n, reservations: [],
      summary: `Rotate the key of ${account.agent.name}`,
    });
  },
  call: async (writer, planned, { idempotencyKey, signal }) =>
    (await writer.rotateKey({ agentId: planned.upstreamId }, { idempotencyKey, signal })).value,
  settle: async ({ writer, idempotencyKey }, planned) => {
    const reply = (await writer.rotateKey({ agentId: planned.upstreamId }, { idempotencyKey })).value;
    return { proof: "happened", reply, note: "The key was rotated once more; only the last one works." };
  },
  record: async ({ rows, ctx, at }, planned, reply) => {
    const keyId = newId("key", at, ctx.random);
    const ciphertext = seal(ctx.keyring, reply.apiKey, { table: "AgentKey", id: keyId, column: "ciphertext" });
    await rows.keys.store({ id: keyId, accountId: planned.accountId, ciphertext, at: new Date(at) });
    await rows.agents.patch(planned.agentId, {});
    return { version: keyId };
  },
};
