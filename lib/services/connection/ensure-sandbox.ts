import { CAPABILITIES, SANDBOX_DIALECTS, initialEvidence } from "@/lib/core/connection/capabilities";
import { newId } from "@/lib/core/ids";
import { seal } from "@/lib/db/vault";
import { createPlatformClient } from "@/lib/purpleflea/client";
import { PlatformRefused } from "@/lib/purpleflea/errors";
import type { Registration } from "@/lib/purpleflea/commands";
import { sandboxBaseUrls } from "@/lib/purpleflea/settings";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { registerOrchestrator } from "../command";
import { DEFAULT_POLICY } from "./default-policy";
import { creditOnSandbox } from "./sandbox-control";
import { addMissingCapabilities } from "./add-missing-capabilities";
import { toPlatformSettings } from "./load-connection";
import { openCredential } from "./open-credential";

const FIRST_CREDIT_MICROS = 1_000_000_000n;

/**
 * Makes the connection `Sandbox` with a registered orchestrator and 1,000.00 to start with, once. When the sandbox at
 * this address no longer knows the orchestrator (its data was wiped), the old connection is archived with its history
 * and a new one is made. Capabilities that got their names later are added at every start. Errors: those of the platform port when the sandbox does not answer.
 */
export async function ensureSandboxConnection(ctx: ServiceContext, sandbox: { origin: string }): Promise<{ connectionId: string }> {
  const existing = await findOwnSandbox(ctx);
  if (existing) {
    const moved = await ctx.db.connection.update({ where: { id: existing.id }, data: { baseUrls: sandboxBaseUrls(sandbox.origin) } });
    if (await knowsOrchestrator(ctx, moved)) {
      await addMissingCapabilities(ctx, moved);
      return { connectionId: existing.id };
    }
    const at = new Date(ctx.now());
    await ctx.db.connection.update({
      where: { id: existing.id }, data: { archivedAt: at, name: `${existing.name} until ${at.toISOString().slice(0, 19)}Z` },
    });
  }
  return createSandboxConnection(ctx, sandbox.origin);
}

/** What a start made, by its entry in the audit log. A sandbox that a person added keeps the addresses that he gave. */
async function findOwnSandbox(ctx: ServiceContext) {
  const made = await ctx.db.auditEntry.findMany({ where: { action: "connection.created" }, select: { subjectId: true }, take: 1_000 });
  return ctx.db.connection.findFirst({
    where: { mode: "sandbox", archivedAt: null, id: { in: made.map(({ subjectId }) => subjectId) } }, orderBy: { createdAt: "asc" },
  });
}

async function knowsOrchestrator(ctx: ServiceContext, row: Parameters<typeof toPlatformSettings>[0]): Promise<boolean> {
  const account = row.orchestratorAgentId
    ? await ctx.db.agentAccount.findFirst({ where: { agentId: row.orchestratorAgentId, service: "platform" } }) : null;
  if (!account) return false;
  const credential = await openCredential(ctx.db, ctx.keyring, account.id);
  try {
    await createPlatformClient(toPlatformSettings(row), credential, { fetch: ctx.fetch, now: ctx.now }).getBalance();
    return true;
  } catch (error) {
    if (error instanceof PlatformRefused && error.status === 401) return false;
    throw error;
  }
}

async function createSandboxConnection(ctx: ServiceContext, origin: string): Promise<{ connectionId: string }> {
  const at = ctx.now();
  const connectionId = newId("connection", at, ctx.random);
  const settings = {
    connectionId, mode: "sandbox" as const, baseUrls: sandboxBaseUrls(origin), dialects: SANDBOX_DIALECTS,
    timeouts: { readMs: 5_000, writeMs: 10_000 },
  };
  const name = `orch-main-${Buffer.from(ctx.random(3)).toString("hex")}`;
  const registration = await registerOrchestrator(ctx, settings, name);
  await creditOnSandbox(ctx, origin, registration.agentId, FIRST_CREDIT_MICROS);
  await writeConnection(ctx, { connectionId, name, registration, origin });
  return { connectionId };
}

async function writeConnection(
  ctx: ServiceContext, made: { connectionId: string; name: string; registration: Registration; origin: string },
): Promise<void> {
  const { connectionId, registration } = made;
  const now = ctx.now();
  const at = new Date(now);
  const ids = { agent: newId("agent", now, ctx.random), account: newId("account", now, ctx.random), key: newId("key", now, ctx.random) };
  const ciphertext = seal(ctx.keyring, registration.apiKey, { table: "AgentKey", id: ids.key, column: "ciphertext" });
  await ctx.db.$transaction(async (tx) => {
    await tx.connection.create({
      data: {
        id: connectionId, name: "Sandbox", mode: "sandbox", baseUrls: sandboxBaseUrls(made.origin), dialects: SANDBOX_DIALECTS,
        declaredLimits: {}, orchestratorAgentId: ids.agent, createdAt: at,
      },
    });
    await tx.capability.createMany({
      data: CAPABILITIES.map((capability) => ({
        connectionId, name: capability, dialect: SANDBOX_DIALECTS[capability], evidence: initialEvidence(capability, SANDBOX_DIALECTS),
        note: "Named by the sandbox's documentation", checkedAt: at,
      })),
    });
    await tx.policy.create({ data: { connectionId, ...DEFAULT_POLICY, changedBy: "set-up", changedAt: at } });
    await tx.agent.create({
      data: {
        id: ids.agent, connectionId, kind: "orchestrator", name: made.name, role: "orchestrator", state: "live", capabilities: [],
        referralProof: "unverified", registeredAt: at, createdAt: at,
      },
    });
    await tx.agentAccount.create({
      data: {
        id: ids.account, agentId: ids.agent, connectionId, service: "platform", upstreamId: registration.agentId,
        upstreamWallet: registration.walletId, ownReferralCode: registration.ownReferralCode, balanceMicros: FIRST_CREDIT_MICROS,
        balanceReadAt: at, createdAt: at,
      },
    });
    await tx.agentKey.create({ data: { id: ids.key, accountId: ids.account, version: 1, ciphertext, createdAt: at } });
    await appendAudit(tx, ctx, {
      connectionId, action: "connection.created", result: "recorded", summary: "Sandbox connected, orchestrator registered, 1,000.00 credited",
      subject: { type: "connection", id: connectionId, name: "Sandbox" },
      after: { perTransaction: "250", perDay: "1000", approvalAbove: "100" },
    });
  });
}
