import { actorCan } from "@/lib/core/access/actor";
import { type Capability, isCapability } from "@/lib/core/connection/capabilities";
import { notify } from "@/lib/db/notify";
import { PlatformError } from "@/lib/purpleflea/errors";
import type { PlatformClient } from "@/lib/purpleflea/client";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";
import { getConnection } from "./load-connection";
import { openPlatform } from "./open-platform";
import { readConnection } from "./read-connection";

export interface ConnectionCheck {
  readonly answered: boolean;
  readonly observed: readonly string[];
}

const NO_SUCH = "console-check-no-such-thing";

/** Reads that prove a capability without changing anything; a refusal by the platform's own words is a proof as well. */
const RECIPES: Partial<Record<Capability, (client: PlatformClient) => Promise<unknown>>> = {
  "balance": (client) => client.getBalance(),
  "referral.summary": (client) => client.getReferralSummary(),
  "ledger": (client) => client.listLedger(),
  "agent.find": (client) => client.findAgent(NO_SUCH),
  "wallet.find": (client) => client.findWallet(NO_SUCH),
  "escrow.find": (client) => client.findEscrow(NO_SUCH),
};

/**
 * Reads the connection now: the answer, the clock, and every capability that a read can prove. Writes stay as they are
 * known until their first real use, which their intents hold. Errors: `FORBIDDEN`, `NOT_FOUND`.
 */
export async function checkConnection(ctx: ServiceContext, connectionId: string): Promise<ConnectionCheck> {
  if (!actorCan(ctx.actor, "fleet.read")) throw new ServiceError("FORBIDDEN", "Your roles do not allow this.");
  const { answered } = await readConnection(ctx, connectionId);
  const row = await getConnection(ctx.db, connectionId);
  const observed = answered ? [...(await observeReads(ctx, connectionId, row.orchestratorAgentId)), ...(await observeWrites(ctx, connectionId))] : [];
  const names = [...new Set(observed)];
  await ctx.db.$transaction(async (tx) => {
    await tx.capability.updateMany({
      where: { connectionId, name: { in: names }, dialect: { not: null } },
      data: { evidence: "observed", note: "Seen in a real answer", checkedAt: new Date(ctx.now()) },
    });
    await notify(tx, "connection", connectionId);
    await appendAudit(tx, ctx, {
      connectionId, action: "connection.check", result: "recorded", subject: { type: "connection", id: connectionId, name: row.name },
      summary: answered ? `Answered; ${names.length} capabilities observed` : "The platform did not answer", after: { answered, observed: names },
    });
  });
  return { answered, observed: names };
}

async function observeReads(ctx: ServiceContext, connectionId: string, orchestratorAgentId: string | null): Promise<string[]> {
  const account = await ctx.db.agentAccount.findFirst({ where: { agentId: orchestratorAgentId ?? "", service: "platform" } });
  const client = await openPlatform(ctx, connectionId, account?.id ?? null);
  const seen: string[] = [];
  for (const [capability, read] of Object.entries(RECIPES)) {
    try {
      await read(client);
      seen.push(capability);
    } catch (error) {
      // What a read cannot prove keeps its evidence; the page shows it.
      if (!(error instanceof PlatformError)) throw error;
    }
  }
  return seen;
}

/** What intents of ours really got an answer for. */
async function observeWrites(ctx: ServiceContext, connectionId: string): Promise<string[]> {
  const kinds = await ctx.db.intent.groupBy({ by: ["kind"], where: { connectionId, outcome: { in: ["succeeded", "rejected"] } } });
  return kinds.map(({ kind }) => CAPABILITY_OF[kind] ?? kind).filter(isCapability);
}

const CAPABILITY_OF: Readonly<Record<string, string>> = {
  "worker.register": "register", "worker.rotateKey": "rotate-key", "worker.sweep": "pay", "wallet.provision": "wallet.child",
  "escrow.lock": "escrow.create",
};
