import { z } from "zod";
import { PRODUCT_SERVICES } from "@/lib/core/connection/accounts";
import { newId } from "@/lib/core/ids";
import { fail, ok } from "@/lib/core/result";
import { seal } from "@/lib/db/vault";
import type { Registration } from "@/lib/purpleflea/commands";
import type { CommandSpec } from "../command-spec";

const CAPABILITIES = { wallet: "wallet-product.register", trading: "trading.register", domains: "domains.register" } as const;

const input = z.object({ agentId: z.string().min(1), service: z.enum(PRODUCT_SERVICES, "Choose a service.") });
const plan = z.object({ agentId: z.string(), service: z.enum(PRODUCT_SERVICES), referralCode: z.string().nullable() });

type Output = { upstreamId: string };

/**
 * Opens an account of one more service for a worker or the orchestrator. A worker's carries the orchestrator's code of
 * that very service. The key is sealed with the outcome. A lost reply is abandoned: the account is empty and nobody's.
 * Errors: `UNAVAILABLE`, `NO_AGENT`, `HAS_ACCOUNT`, `NO_CODE`, and the platform's.
 */
export const registerServiceAccountCommand: CommandSpec<z.infer<typeof input>, z.infer<typeof plan>, Registration, Output> = {
  kind: "account.register",
  permission: "worker.spawn",
  input,
  plan,
  allowedWhenFrozen: false,
  capability: ({ service }) => CAPABILITIES[service],
  prepare: async ({ agentId, service }, { tx, connection }) => {
    await tx.$queryRaw`select id from "Agent" where id = ${agentId} for update`;
    const agent = await tx.agent.findFirst({ where: { id: agentId, connectionId: connection.id, kind: { not: "external" } } });
    if (!agent || agent.state === "retired") return fail({ code: "NO_AGENT", message: "This agent is not in the fleet. Nothing was sent." });
    if ((connection.dialects[CAPABILITIES[service]] ?? null) === null) {
      return fail({ code: "UNAVAILABLE", message: `This connection has no ${service} service to register at. Nothing was sent.` });
    }
    const own = await tx.agentAccount.findUnique({ where: { agentId_service: { agentId, service } } });
    if (own) return fail({ code: "HAS_ACCOUNT", message: `${agent.name} has an account at ${service} already. Nothing was sent.` });
    const parent = agent.kind === "orchestrator" ? null
      : await tx.agentAccount.findUnique({ where: { agentId_service: { agentId: connection.orchestratorAgentId ?? "", service } } });
    if (agent.kind === "worker" && !parent?.ownReferralCode) {
      return fail({ code: "NO_CODE", message: `The orchestrator has no ${service} code to register with, so the account would earn nothing. Nothing was sent. Give the orchestrator a ${service} account first.` });
    }
    const referralCode = parent?.ownReferralCode ?? null;
    return ok({
      plan: { agentId, service, referralCode }, actingAccountId: null, subject: { type: agent.kind === "worker" ? "worker" : "agent", id: agentId, name: agent.name },
      amountMicros: 0n, reservations: [], summary: `Open an account at ${service} for ${agent.name}${referralCode ? ` with code ${referralCode}` : ""}`,
    });
  },
  call: async (writer, { service, referralCode }, scope) => (await writer.registerProduct(service, { referralCode }, scope)).value,
  settle: async () => ({ proof: "absent", note: "Nobody can ask for it again: the account, if there is one, is empty and unused. Register once more." }),
  record: async ({ rows, ctx, connectionId, at }, { agentId, service, referralCode }, reply) => {
    const accountId = newId("account", at, ctx.random);
    const when = new Date(at);
    await rows.agents.openAccount({
      id: accountId, agentId, connectionId, service, upstreamId: reply.agentId, ownReferralCode: reply.ownReferralCode,
      usedReferralCode: referralCode, createdAt: when,
      proofNote: referralCode ? "The reply names no referrer's code" : "It was opened without a code",
    });
    const keyId = newId("key", at, ctx.random);
    const ciphertext = seal(ctx.keyring, reply.apiKey, { table: "AgentKey", id: keyId, column: "ciphertext" });
    await rows.keys.store({ id: keyId, accountId, ciphertext, at: when });
    await rows.agents.patch(agentId, {});
    return { upstreamId: reply.agentId };
  },
};
