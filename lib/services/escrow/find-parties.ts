import { isProven, type ReferralProof } from "@/lib/core/referral/proof";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { canTakePart, type WorkerState } from "@/lib/core/worker/states";
import type { Tx } from "@/lib/db/client";
import type { CommandConnection } from "../command-spec";

/** One side of an escrow. `agentId` and `accountId` are `null` for somebody outside the fleet who was never paid. */
export interface Party {
  readonly agentId: string | null;
  readonly accountId: string | null;
  readonly kind: "orchestrator" | "worker" | "external";
  readonly name: string;
  readonly upstreamId: string;
  readonly state: string;
  readonly proof: ReferralProof;
  readonly referralCodeUsed: string | null;
}

/** Whose balance pays. Errors: `NO_ORCHESTRATOR`, `UNKNOWN_PAYER`, `PAYER_NOT_OURS`, `PAYER_NOT_READY`. */
export async function findPayer(tx: Tx, connection: CommandConnection, payerId: string | null): Promise<Result<Party, Failure>> {
  const wanted = payerId ?? connection.orchestratorAgentId;
  if (!wanted) return refuse("NO_ORCHESTRATOR", "This connection has no orchestrator to pay from. Nothing was sent. Choose a payer.");
  const payer = await findAgent(tx, connection.id, wanted);
  if (!payer) return refuse("UNKNOWN_PAYER", `No agent of this fleet is called ${wanted}. Nothing was sent. Choose the payer from the list.`);
  if (payer.kind === "external" || !payer.accountId) {
    return refuse("PAYER_NOT_OURS", `The console holds no key of ${payer.name}, so it cannot pay from there. Nothing was sent.`);
  }
  if (payer.kind === "worker" && !canTakePart(payer.state as WorkerState)) {
    return refuse("PAYER_NOT_READY", `${payer.name} is ${payer.state} and cannot pay. Nothing was sent. Choose another payer.`);
  }
  return ok(payer);
}

/**
 * Who is paid: an agent of ours by id, name or platform id, else a stranger by the platform's id.
 * Errors: `UNKNOWN_PAYEE`, `PAYEE_NOT_READY`, `PAYEE_UNVERIFIED`, `SELF_ESCROW`.
 */
export async function findPayee(tx: Tx, connection: CommandConnection, payeeId: string, payer: Party): Promise<Result<Party, Failure>> {
  const payee = await findAgent(tx, connection.id, payeeId);
  if (!payee && /^agt_/.test(payeeId)) {
    return refuse("UNKNOWN_PAYEE", "This agent does not exist here. Nothing was sent. Choose the payee from the list.");
  }
  if (payeeId === payer.upstreamId || payee?.agentId === payer.agentId) {
    return refuse("SELF_ESCROW", "Payer and payee are the same agent. Nothing was sent. Choose another payee.");
  }
  if (payee?.kind === "worker" && !isProven(payee.proof)) {
    return refuse("PAYEE_UNVERIFIED", `${payee.name} has no proven referral link, so it gets no money. Nothing was sent. Verify it first.`);
  }
  if (payee?.kind === "worker" && !canTakePart(payee.state as WorkerState)) {
    return refuse("PAYEE_NOT_READY", `${payee.name} is ${payee.state} and takes no new work. Nothing was sent. Choose another payee.`);
  }
  return ok(payee ?? {
    agentId: null, accountId: null, kind: "external", name: payeeId, upstreamId: payeeId, state: "live", proof: "unverified",
    referralCodeUsed: null,
  });
}

/** The agent of ours that earns the share of this party's fees; `null` when nobody of ours does, as far as is proven. */
export async function findReferrer(tx: Tx, connection: CommandConnection, party: Party): Promise<string | null> {
  if (!party.referralCodeUsed || !isProven(party.proof)) return null;
  const ownReferralCode = party.referralCodeUsed;
  const orchestrator = await tx.agentAccount.findFirst({
    where: { agentId: connection.orchestratorAgentId ?? "", ownReferralCode }, select: { agentId: true },
  });
  if (orchestrator) return orchestrator.agentId;
  const other = await tx.agentAccount.findFirst({ where: { connectionId: connection.id, ownReferralCode }, select: { agentId: true } });
  return other?.agentId ?? null;
}

async function findAgent(tx: Tx, connectionId: string, wanted: string): Promise<Party | null> {
  const include = { accounts: { where: { service: "platform" }, take: 1 } };
  const byAccount = () => tx.agentAccount.findFirst({ where: { connectionId, upstreamId: wanted }, select: { agentId: true } });
  const agent =
    await tx.agent.findFirst({ where: { id: wanted, connectionId }, include })
    ?? await tx.agent.findUnique({ where: { connectionId_name: { connectionId, name: wanted } }, include })
    ?? await tx.agent.findFirst({ where: { id: (await byAccount())?.agentId ?? "" }, include });
  if (!agent) return null;
  const account = agent.accounts[0];
  return {
    agentId: agent.id, accountId: agent.kind === "external" ? null : account?.id ?? null, kind: agent.kind as Party["kind"],
    name: agent.name, upstreamId: account?.upstreamId ?? agent.name, state: agent.state, proof: agent.referralProof as ReferralProof,
    referralCodeUsed: agent.referralCodeUsed,
  };
}

function refuse(code: string, message: string): Result<never, Failure> {
  return fail({ code, message });
}
