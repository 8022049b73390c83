import { isProven, type ReferralProof } from "@/lib/core/referral/proof";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { canTakePart, type WorkerState } from "@/lib/core/worker/states";
import type { Tx } from "@/lib/db/client";
import { query, sql } from "@/lib/db/query";
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
  readonly isReferredByOrchestrator: boolean;
}

/** Who is on both sides of an escrow, as they were asked for; `null` where nobody of ours is called so. */
interface Found {
  readonly payer: Party | null;
  readonly payee: Party | null;
}

/**
 * Both sides of a wanted escrow; without a wish the orchestrator pays.
 * Errors: those of `checkPayer`, then those of `checkPayee`.
 */
export async function findParties(
  tx: Tx, connection: CommandConnection, wish: { readonly payerId: string | null; readonly payeeId: string },
): Promise<Result<{ readonly payer: Party; readonly payee: Party }, Failure>> {
  const wanted = wish.payerId ?? connection.orchestratorAgentId;
  if (!wanted) return refuse("NO_ORCHESTRATOR", "This connection has no orchestrator to pay from. Nothing was sent. Choose a payer.");
  const found = await findAgents(tx, connection, { payer: wanted, payee: wish.payeeId });
  const payer = checkPayer(found.payer, wanted);
  if (!payer.ok) return payer;
  const payee = checkPayee(found.payee, wish.payeeId, payer.value);
  return payee.ok ? ok({ payer: payer.value, payee: payee.value }) : payee;
}

/** Whose balance pays. Errors: `UNKNOWN_PAYER`, `PAYER_NOT_OURS`, `PAYER_NOT_READY`. */
function checkPayer(payer: Party | null, wanted: string): Result<Party, Failure> {
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
function checkPayee(payee: Party | null, payeeId: string, payer: Party): Result<Party, Failure> {
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
    referralCodeUsed: null, isReferredByOrchestrator: false,
  });
}

/** The agent of ours that earns the share of this party's fees; `null` when nobody of ours does, as far as is proven. */
export async function findReferrer(tx: Tx, connection: CommandConnection, party: Party): Promise<string | null> {
  if (!party.referralCodeUsed || !isProven(party.proof)) return null;
  if (party.isReferredByOrchestrator) return connection.orchestratorAgentId;
  const ownReferralCode = party.referralCodeUsed;
  const other = await tx.agentAccount.findFirst({ where: { connectionId: connection.id, ownReferralCode }, select: { agentId: true } });
  return other?.agentId ?? null;
}

interface PartyRow {
  readonly side: "payer" | "payee";
  readonly id: string;
  readonly accountId: string | null;
  readonly upstreamId: string | null;
  readonly kind: string;
  readonly name: string;
  readonly state: string;
  readonly referralProof: string;
  readonly referralCodeUsed: string | null;
  readonly isReferredByOrchestrator: boolean;
}

/** By our id, else by name, else by an id of the platform. */
async function findAgents(tx: Tx, connection: CommandConnection, wanted: { readonly payer: string; readonly payee: string }): Promise<Found> {
  const rows = await query<PartyRow>(tx, sql`
    select "wish"."side", "a"."id", "own"."id" as "accountId", "own"."upstreamId", "a"."kind", "a"."name", "a"."state", "a"."referralProof", "a"."referralCodeUsed",
      exists (
        select 1 from "AgentAccount" where "agentId" = ${connection.orchestratorAgentId} and "ownReferralCode" = "a"."referralCodeUsed"
      ) as "isReferredByOrchestrator"
    from (values ('payer', ${wanted.payer}::text), ('payee', ${wanted.payee}::text)) as "wish" ("side", "text")
    cross join lateral (
      select "found"."id" from (
        select 1 as "rank", "id" from "Agent" where "id" = "wish"."text" and "connectionId" = ${connection.id}
        union all select 2, "id" from "Agent" where "connectionId" = ${connection.id} and "name" = "wish"."text"
        union all select 3, "agentId" from "AgentAccount" where "connectionId" = ${connection.id} and "upstreamId" = "wish"."text"
      ) as "found" order by "found"."rank" limit 1
    ) as "first"
    join "Agent" as "a" on "a"."id" = "first"."id"
    left join lateral (select "id", "upstreamId" from "AgentAccount" where "agentId" = "a"."id" and "service" = 'platform' limit 1) as "own" on true`);
  const side = (name: PartyRow["side"]) => {
    const row = rows.find((each) => each.side === name);
    return row ? toParty(row) : null;
  };
  return { payer: side("payer"), payee: side("payee") };
}

function toParty(row: PartyRow): Party {
  return {
    agentId: row.id, accountId: row.kind === "external" ? null : row.accountId, kind: row.kind as Party["kind"], name: row.name,
    upstreamId: row.upstreamId ?? row.name, state: row.state, proof: row.referralProof as ReferralProof,
    referralCodeUsed: row.referralCodeUsed, isReferredByOrchestrator: row.isReferredByOrchestrator,
  };
}

function refuse(code: string, message: string): Result<never, Failure> {
  return fail({ code, message });
}
