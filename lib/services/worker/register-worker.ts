import { z } from "zod";
import { newId } from "@/lib/core/ids";
import { fail, ok } from "@/lib/core/result";
import { DIALECTS } from "@/lib/core/escrow/states";
import { settleRuleOf } from "@/lib/core/reconcile/settle-rules";
import type { ReferralProof } from "@/lib/core/referral/proof";
import { addMs, type EpochMs } from "@/lib/core/time";
import { raiseAlert } from "@/lib/db/rows/alert-rows";
import { seal } from "@/lib/db/vault";
import type { Registration } from "@/lib/purpleflea/commands";
import type { CommandFailure, CommandSpec, RecordScope } from "../command-spec";

const plan = z.object({
  agentId: z.string(), name: z.string(), role: z.string(), capabilities: z.array(z.string()),
  referralCode: z.string(), parentUpstreamId: z.string(), dialect: z.enum(DIALECTS).optional(),
});
type Plan = z.infer<typeof plan>;

/** `platformAt`: when the platform registered it, by its own clock; its statistics name the same second. */
interface Registered extends Registration {
  readonly platformAt?: EpochMs | null;
}

/**
 * Registers one worker of a batch on the platform with the orchestrator's referral code and stores its key sealed in
 * the same transaction as the outcome, so no key is ever lost or shown.
 * A lost reply is settled by looking the name up with the parent's key and rotating the key that nobody saw. Where the
 * platform makes its own names and rotates no keys, it is abandoned: the agent, if there is one, is empty and nobody's.
 * Errors: `NOT_REGISTERING` when the worker is past this step, `NO_ORCHESTRATOR`, `ABANDONED`, and the platform's.
 */
export const registerWorkerCommand: CommandSpec<{ agentId: string }, Plan, Registered, { upstreamId: string; proof: ReferralProof }> = {
  kind: "worker.register",
  permission: "worker.spawn",
  input: z.object({ agentId: z.string() }),
  plan,
  allowedWhenFrozen: false,
  prepare: async ({ agentId }, { tx, connection }) => {
    await tx.$queryRaw`select id from "Agent" where id = ${agentId} for update`;
    const agent = await tx.agent.findUnique({ where: { id: agentId } });
    if (!agent || agent.connectionId !== connection.id || agent.spawnStep !== null || agent.kind !== "worker") {
      return fail({ code: "NOT_REGISTERING", message: "This worker is registered already. Nothing was sent." });
    }
    const parent = await tx.agentAccount.findFirst({ where: { agentId: connection.orchestratorAgentId ?? "", service: "platform" } });
    if (!parent?.ownReferralCode) {
      return fail({ code: "NO_ORCHESTRATOR", message: "The orchestrator has no referral code to embed. Nothing was sent. Check the connection in Settings." });
    }
    return ok({
      plan: {
        agentId, name: agent.name, role: agent.role, capabilities: agent.capabilities,
        referralCode: parent.ownReferralCode, parentUpstreamId: parent.upstreamId, dialect: connection.dialects.register ?? undefined,
      },
      actingAccountId: parent.id, subject: { type: "worker", id: agentId, name: agent.name }, amountMicros: 0n, reservations: [],
      summary: `Register ${agent.name} (${agent.role}) with referral code ${parent.ownReferralCode}`,
    });
  },
  call: async (writer, planned, { idempotencyKey, signal }) => {
    const { value, platformAt } = await writer.register({
      name: planned.name, agentType: planned.role, capabilities: planned.capabilities,
      referralCode: planned.referralCode, parentAgentId: planned.parentUpstreamId,
    }, { idempotencyKey, signal });
    return { ...value, platformAt };
  },
  settle: async ({ client, writer, idempotencyKey }, planned) => {
    if (planned.dialect && settleRuleOf("register", planned.dialect) === "abandon") {
      return { proof: "abandoned", note: "The platform makes its own names, so nobody can ask for it again: the agent, if there is one, is empty and unused." };
    }
    const found = (await client.findAgent(planned.name)).value;
    if (!found) return { proof: "absent", note: "The platform knows no agent of this name." };
    const rotated = (await writer.rotateKey({ agentId: found.agentId }, { idempotencyKey })).value;
    const reply = {
      agentId: found.agentId, apiKey: rotated.apiKey, walletId: found.walletId,
      ownReferralCode: found.ownReferralCode, echoedReferralCode: found.referralCode,
    };
    return { proof: "happened", reply, note: "The platform lists the agent; its key was rotated with the parent's key." };
  },
  record: async (scope, planned, reply) => {
    const proof = proofOf(reply, planned.referralCode);
    await openAccount(scope, planned, reply);
    await scope.rows.agents.patch(planned.agentId, {
      registeredAt: await registeredAt(scope, reply), spawnStep: "registered", referralCodeUsed: planned.referralCode, referralProof: proof,
      proofNote: noteOf(reply, planned.referralCode), failureCode: null, failureMessage: null,
    });
    return { upstreamId: reply.agentId, proof };
  },
  recordFailure: reportAbandoned,
};

/** Our time of the platform's own moment, so that a slow reply does not part the worker from its row in the statistics. */
async function registeredAt({ rows, connectionId, at }: RecordScope, { platformAt }: Registered): Promise<Date> {
  if (platformAt === null || platformAt === undefined) return new Date(at);
  const { clockOffsetMs } = await rows.tx.connection.findUniqueOrThrow({ where: { id: connectionId }, select: { clockOffsetMs: true } });
  return new Date(addMs(platformAt, -clockOffsetMs));
}

/** No money is attached; a person is told, because the platform may count one agent more than the roster shows. */
async function reportAbandoned({ rows, ctx, connectionId, intentId, at }: RecordScope, planned: Plan, failure: CommandFailure): Promise<void> {
  if (failure.code !== "ABANDONED") return;
  await raiseAlert(rows.tx, {
    id: newId("alert", at, ctx.random), connectionId, kind: "registration_abandoned", severity: "warning", subjectType: "worker",
    subjectId: planned.agentId, title: `A registration of ${planned.name} was given up`,
    body: "Its reply was lost and the platform cannot be asked for it. The agent, if there is one, is empty and gets no money; the referrer's statistics may count it. The console registers the worker anew.",
    dedupeKey: `abandoned:${intentId}`, raisedAt: new Date(at),
  });
}

/** The reply proves something only when it names a code that is not the agent's own. */
function proofOf(reply: Registration, expected: string): ReferralProof {
  if (reply.echoedReferralCode === null || reply.echoedReferralCode === reply.ownReferralCode) return "unverified";
  return reply.echoedReferralCode === expected ? "echoed" : "contradicted";
}

function noteOf(reply: Registration, expected: string): string {
  const named = reply.echoedReferralCode;
  if (named === null || named === reply.ownReferralCode) return "The reply names no referrer's code";
  return named === expected ? `The reply names ${expected}` : `The reply names ${named}, expected ${expected}`;
}

async function openAccount(scope: RecordScope, planned: Plan, reply: Registration): Promise<void> {
  const { rows, ctx, at } = scope;
  const accountId = newId("account", at, ctx.random);
  await rows.agents.openAccount({
    id: accountId, agentId: planned.agentId, connectionId: scope.connectionId, service: "platform", upstreamId: reply.agentId,
    upstreamWallet: reply.walletId, ownReferralCode: reply.ownReferralCode, balanceMicros: 0n, balanceReadAt: new Date(at),
    createdAt: new Date(at),
  });
  const keyId = newId("key", at, ctx.random);
  const ciphertext = seal(ctx.keyring, reply.apiKey, { table: "AgentKey", id: keyId, column: "ciphertext" });
  await rows.keys.store({ id: keyId, accountId, ciphertext, at: new Date(at) });
}
