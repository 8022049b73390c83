import { newId } from "@/lib/core/ids";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { notify } from "@/lib/db/notify";
import { seal } from "@/lib/db/vault";
import { createPlatformClient, type PlatformClient } from "@/lib/purpleflea/client";
import { PlatformError } from "@/lib/purpleflea/errors";
import type { KeyReplacement } from "@/lib/schemas/connection-change";
import { appendAudit } from "../audit/append-audit";
import { recordReading } from "../command";
import type { ServiceContext } from "../context";
import { getConnection, toPlatformSettings } from "./load-connection";
import { guardConnection } from "./manage-guard";
import { platformRuntime } from "./platform-runtime";

interface Replaced {
  readonly service: string;
  readonly version: number;
  readonly referralCode: string | null;
}

/**
 * Gives the orchestrator's account of a service another key, after a read with it proved that it is of this very
 * account. The new key is sealed; the old ones are retired and their ciphertext is dropped.
 * Errors: `FORBIDDEN`, `STEP_UP_REQUIRED`, `NO_ACCOUNT`, `KEY_REFUSED`, `OTHER_AGENT`, `OTHER_CODE`.
 */
export async function replaceKey(ctx: ServiceContext, connectionId: string, wish: KeyReplacement): Promise<Result<Replaced, Failure>> {
  const denied = await guardConnection(ctx, { connectionId, action: "connection.keyReplaced", needsPassword: true });
  if (denied) return fail(denied);
  const row = await getConnection(ctx.db, connectionId);
  const account = await ctx.db.agentAccount.findFirst({ where: { agentId: row.orchestratorAgentId ?? "", connectionId, service: wish.service } });
  if (!account) return fail({ code: "NO_ACCOUNT", message: `The orchestrator has no account at ${wish.service}. Nothing was saved. Open one on the connection's page.` });
  const client = createPlatformClient(toPlatformSettings(row), { apiKey: wish.apiKey }, platformRuntime(ctx, row, account.id));
  const read = await readIdentity(client, wish.service);
  if (!read.ok) return read;
  const { agentId, code } = read.value;
  if (agentId !== null && agentId !== account.upstreamId) {
    return fail({ code: "OTHER_AGENT", message: `This key belongs to ${agentId}, not to ${account.upstreamId}. Nothing was saved. Another agent is another connection.` });
  }
  if (agentId === null && code !== null && account.ownReferralCode !== null && code !== account.ownReferralCode) {
    return fail({ code: "OTHER_AGENT", message: `This key belongs to the account with the code ${code}, not ${account.ownReferralCode}. Nothing was saved.` });
  }
  if (code !== null && wish.referralCode !== null && code !== wish.referralCode) {
    return fail({ code: "OTHER_CODE", message: `The platform says that this account's own code is ${code}. Nothing was saved. Correct the code, or leave it blank.` });
  }
  return store(ctx, { connectionId, name: row.name, accountId: account.id, apiKey: wish.apiKey, service: wish.service, referralCode: code ?? wish.referralCode ?? account.ownReferralCode });
}

interface Storing {
  readonly connectionId: string;
  readonly name: string;
  readonly accountId: string;
  readonly apiKey: string;
  readonly service: string;
  readonly referralCode: string | null;
}

async function store(ctx: ServiceContext, made: Storing): Promise<Result<Replaced, Failure>> {
  const { connectionId, accountId, service, referralCode } = made;
  let version = 0;
  await recordReading(ctx, async (rows, at) => {
    const { tx } = rows;
    await tx.$queryRaw`select id from "AgentAccount" where id = ${accountId} for update`;
    const { ownReferralCode } = await tx.agentAccount.findUniqueOrThrow({ where: { id: accountId } });
    const last = await tx.agentKey.findFirst({ where: { accountId }, orderBy: { version: "desc" }, select: { version: true } });
    const id = newId("key", at, ctx.random);
    await rows.keys.store({ id, accountId, at: new Date(at), ciphertext: seal(ctx.keyring, made.apiKey, { table: "AgentKey", id, column: "ciphertext" }) });
    await tx.agentAccount.update({ where: { id: accountId }, data: { ownReferralCode: referralCode } });
    version = (last?.version ?? 0) + 1;
    await notify(tx, "connection", connectionId);
    await appendAudit(tx, ctx, {
      connectionId, action: "connection.keyReplaced", result: "recorded", subject: { type: "connection", id: connectionId, name: made.name },
      summary: `Key of ${service} replaced by version ${version}`,
      before: { service, keyVersion: last?.version ?? null, referralCode: ownReferralCode }, after: { service, keyVersion: version, referralCode },
    });
  });
  return ok({ service, version, referralCode });
}

/** Whose key it is, as its own service says. `null` where it does not say. Errors: `KEY_REFUSED`. */
async function readIdentity(client: PlatformClient, service: KeyReplacement["service"]): Promise<Result<{ agentId: string | null; code: string | null }, Failure>> {
  try {
    if (service === "platform") {
      const agentId = (await client.getBalance()).value.agentId;
      const code = await client.getReferralCode("casino").then(({ value }) => value.code, ignorePlatform);
      return ok({ agentId, code });
    }

    return ok({ agentId: null, code: (await client.getReferralCode(service)).value.code });
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return fail({ code: "KEY_REFUSED", message: `${service} does not take this key: ${error.message} Nothing was saved.` });
  }
}

function ignorePlatform(error: unknown): null {
  if (!(error instanceof PlatformError)) throw error;
  return null;
}
