import { PRODUCT_SERVICES } from "@/lib/core/connection/accounts";
import { newId } from "@/lib/core/ids";
import type { EpochMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import { seal } from "@/lib/db/vault";
import type { AccountWish, ConnectionWish } from "@/lib/schemas/connection";
import type { ServiceContext } from "../context";
import type { ConnectionTest } from "./test-reads";

interface NewOrchestrator {
  readonly connectionId: string;
  readonly wish: ConnectionWish;
  readonly tested: ConnectionTest;
  readonly at: EpochMs;
}

/** The orchestrator with one account per service that it has an identity at. Its keys are sealed; returns its id of ours. */
export async function insertOrchestrator(tx: Tx, ctx: ServiceContext, made: NewOrchestrator): Promise<string> {
  const { connectionId, wish, tested, at } = made;
  const id = newId("agent", at, ctx.random);
  const when = new Date(at);
  await tx.agent.create({
    data: {
      id, connectionId, kind: "orchestrator", name: tested.agentId, role: "orchestrator", state: "live", capabilities: [],
      referralProof: "unverified", registeredAt: when, createdAt: when,
    },
  });
  await insertAccount(tx, ctx, { ...made, agentId: id, service: "platform", wish: wish.orchestrator, code: tested.ownCode, balanceMicros: tested.balanceMicros });
  for (const service of PRODUCT_SERVICES) {
    const account = wish.products[service];
    if (!account) continue;
    const code = tested.productCodes[service] ?? account.referralCode;
    await insertAccount(tx, ctx, { ...made, agentId: id, service, wish: account, code, balanceMicros: null });
  }
  return id;
}

async function insertAccount(
  tx: Tx, ctx: ServiceContext,
  account: { connectionId: string; agentId: string; service: string; wish: AccountWish; code: string | null; balanceMicros: bigint | null; at: EpochMs },
): Promise<void> {
  const accountId = newId("account", account.at, ctx.random);
  const keyId = newId("key", account.at, ctx.random);
  const when = new Date(account.at);
  await tx.agentAccount.create({
    data: {
      id: accountId, agentId: account.agentId, connectionId: account.connectionId, service: account.service, upstreamId: account.wish.agentId,
      ownReferralCode: account.code, balanceMicros: account.balanceMicros, balanceReadAt: account.balanceMicros === null ? null : when, createdAt: when,
    },
  });
  const ciphertext = seal(ctx.keyring, account.wish.apiKey, { table: "AgentKey", id: keyId, column: "ciphertext" });
  await tx.agentKey.create({ data: { id: keyId, accountId, version: 1, ciphertext, createdAt: when } });
}
