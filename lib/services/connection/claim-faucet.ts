import { z } from "zod";
import { toDecimal, usdc } from "@/lib/core/money";
import { type Failure, fail, ok } from "@/lib/core/result";
import { addMs, DAY_MS, type EpochMs, toEpochMs, toIso } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import type { FaucetClaim } from "@/lib/purpleflea/product-records";
import type { CommandConnection, CommandSpec } from "../command-spec";
import { findOrchestratorAccount } from "./find-orchestrator-account";

const plan = z.object({ accountId: z.string(), upstreamId: z.string() });

type Output = { credited: string };

/**
 * Claims the faucet's grant for the orchestrator: once for an agent and once a day for this machine's address, which the
 * console holds itself before it asks. A lost reply is settled by the account's ledger: it has a faucet row or it has not.
 * Errors: `UNAVAILABLE`, `FAUCET_DONE`, `FAUCET_TODAY`. Source of the rule: transcript section 1, 2026-11-20.
 */
export const claimFaucetCommand: CommandSpec<Record<never, never>, z.infer<typeof plan>, FaucetClaim, Output> = {
  kind: "money.faucetClaim",
  permission: "treasury.claim",
  input: z.object({}),
  plan,
  allowedWhenFrozen: true,
  prepare: async (_input, { tx, ctx, connection }) => {
    if ((connection.dialects["faucet.claim"] ?? null) === null) {
      return fail({ code: "UNAVAILABLE", message: "This platform has no faucet. Nothing was sent." });
    }
    const account = await findOrchestratorAccount(tx, connection, "platform");
    if (!account.ok) return account;
    const refused = await checkClaims(tx, connection, account.value.upstreamId, ctx.now());
    if (refused) return fail(refused);
    return ok({
      plan: { accountId: account.value.id, upstreamId: account.value.upstreamId }, actingAccountId: account.value.id,
      subject: { type: "connection", id: connection.id, name: connection.name }, amountMicros: 0n, reservations: [],
      summary: `Claim the faucet for ${account.value.upstreamId}`,
    });
  },
  call: async (writer, { upstreamId }, scope) => (await writer.claimFaucet({ agentId: upstreamId, referralCode: null }, scope)).value,
  settle: async ({ readerOf }, { accountId, upstreamId }) => {
    const rows = (await (await readerOf(accountId)).listLedger()).value;
    const row = rows.find((entry) => entry.amount > 0n && /^faucet/i.test(entry.reason));
    if (!row) return { proof: "absent", note: "The account's ledger has no faucet row." };
    return { proof: "happened", reply: { agentId: upstreamId, credited: row.amount, claimId: null }, note: "The account's ledger has the faucet's row." };
  },
  record: async ({ rows }, { accountId }, reply) => {
    await rows.tx.agentAccount.update({ where: { id: accountId }, data: { balanceMicros: { increment: reply.credited } } });
    return { credited: toDecimal(usdc(reply.credited)) };
  },
};

interface EarlierClaim {
  readonly createdAt: Date;
  readonly errorCode: string | null;
  readonly upstreamId: string;
}

/** All claims of this console to the same faucet count: they come from one address. */
async function checkClaims(tx: Tx, connection: CommandConnection, upstreamId: string, now: EpochMs): Promise<Failure | null> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended('faucet', 7747))::text`;
  const claims = await tx.$queryRaw<EarlierClaim[]>`
    select i."createdAt", i."errorCode", i.plan->>'upstreamId' as "upstreamId" from "Intent" i
    join "Connection" c on c.id = i."connectionId" join "Connection" mine on mine.id = ${connection.id}
    where i.kind = 'money.faucetClaim' and c."baseUrls"->>'faucet' = mine."baseUrls"->>'faucet'
      and (i.outcome <> 'rejected' or i."errorCode" in ('ip_rate_limited', 'already_claimed'))
    order by i."createdAt" desc limit 200`;
  if (claims.some((claim) => claim.upstreamId === upstreamId && claim.errorCode !== "ip_rate_limited")) {
    return { code: "FAUCET_DONE", message: "This agent has had the faucet's grant; there is one for each agent. Nothing was sent." };
  }
  const last = claims.find((claim) => claim.errorCode !== "already_claimed");
  const againAt = last ? addMs(toEpochMs(last.createdAt.getTime()), DAY_MS) : now;
  if (againAt <= now) return null;
  const message = `The faucet gives once a day to an address, and this console has asked already. Nothing was sent. It is possible again after ${toIso(againAt).slice(0, 16).replace("T", " ")} UTC.`;
  return { code: "FAUCET_TODAY", message };
}
