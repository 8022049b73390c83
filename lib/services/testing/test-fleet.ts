import { randomBytes } from "node:crypto";
import { createSandbox, type Sandbox } from "@/sandbox/app";
import { createTestDatabase } from "@/scripts/test-database";
import { type Actor, SYSTEM } from "@/lib/core/access/actor";
import { ROLES, type Role } from "@/lib/core/access/roles";
import type { ConnectionOrchestrator } from "@/lib/core/connection/connection-view";
import { newId } from "@/lib/core/ids";
import { addPublishedConnection } from "./published-connection";
import { type EpochMs, addMs, toEpochMs } from "@/lib/core/time";
import { type Database, openDatabase } from "@/lib/db/client";
import { parseKeyring } from "@/lib/db/vault";
import { ensureSandboxConnection } from "@/lib/services/connection/ensure-sandbox";
import { readConnection } from "@/lib/services/connection/read-connection";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import type { ServiceContext } from "@/lib/services/context";
import { openOutboundDoor } from "@/lib/services/outbound/open-door";

export const SANDBOX_ORIGIN = "http://127.0.0.1:4010";
const MASTER_KEYS = `v1:${Buffer.alloc(32, 7).toString("base64")}`;

export interface TestFleet {
  readonly db: Database;
  /** The address of the database and the keys of its secrets, for a process of its own. */
  readonly url: string;
  readonly masterKeys: string;
  readonly connectionId: string;
  readonly orchestrator: ConnectionOrchestrator;
  readonly sandbox: Sandbox;
  /** A context of a person with these roles; all five by default. */
  readonly as: (...roles: Role[]) => ServiceContext;
  readonly system: ServiceContext;
  /** Moves the console's clock and the sandbox's together. */
  readonly advance: (ms: number) => Promise<void>;
  readonly now: () => EpochMs;
  /** Asks the sandbox's control interface. */
  readonly control: (method: "GET" | "POST" | "DELETE", path: string, body?: unknown) => Promise<Record<string, unknown>>;
  /** A live worker, registered and proven, with no wallet and no money. */
  readonly addWorker: (name: string) => Promise<{ agentId: string; accountId: string; upstreamId: string }>;
  readonly close: () => Promise<void>;
}

export interface TestFleetOptions {
  /** `published`: every address under `/published/`, the published services' own dialect and limits, mode live. */
  readonly mount?: "sandbox" | "published";
}

/** A database of its own, an in-process sandbox, its connection and orchestrator with 1,000.00, and a movable clock. */
export async function startTestFleet({ mount = "sandbox" }: TestFleetOptions = {}): Promise<TestFleet> {
  const database = await createTestDatabase();
  const db = openDatabase(database.url, 6);
  let skewMs = 0;
  const now = () => addMs(toEpochMs(Date.now()), skewMs);
  const sandbox = createSandbox({ realNow: () => Date.now() });
  const contextOf = (actor: Actor): ServiceContext => ({
    db, actor, now, random: (size) => new Uint8Array(randomBytes(size)), fetch: (request) => sandbox.fetch(request), outbound: openOutboundDoor(),
    sleep: (delayMs) => new Promise((resolve) => setTimeout(resolve, Math.min(delayMs, 20))),
    keyring: parseKeyring(MASTER_KEYS), requestId: newId("request", now(), randomBytes), log: () => undefined,
  });
  const system = contextOf(SYSTEM);
  const { connectionId } = mount === "published" ? await addPublishedConnection(system) : await ensureSandboxConnection(system, { origin: SANDBOX_ORIGIN });
  const orchestrator = (await getCurrentConnection(system, connectionId)).orchestrator;
  if (!orchestrator) throw new Error("The sandbox connection has no orchestrator");
  const control: TestFleet["control"] = async (method, path, body) => {
    const request = new Request(`${SANDBOX_ORIGIN}/_sandbox/${path}`, {
      method, headers: { "content-type": "application/json" }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await sandbox.fetch(request);
    return (await response.json()) as Record<string, unknown>;
  };
  return {
    db, url: database.url, masterKeys: MASTER_KEYS, connectionId, orchestrator, sandbox, system, now, control,
    as: (...roles) => contextOf({
      type: "operator", id: "opr_test", name: "Test Person", roles: roles.length > 0 ? roles : [...ROLES], steppedUpAt: now(),
    }),
    advance: async (ms) => {
      skewMs += ms;
      await control("POST", "clock", { advanceSeconds: Math.ceil(ms / 1_000) });
      await readConnection(system, connectionId);
    },
    addWorker: (name) => addWorker(system, connectionId, orchestrator, name),
    close: async () => {
      sandbox.close();
      await db.$disconnect();
      await database.close();
    },
  };
}

async function addWorker(ctx: ServiceContext, connectionId: string, orchestrator: ConnectionOrchestrator, name: string) {
  const { registerWorkerCommand } = await import("@/lib/services/worker/register-worker");
  const { runCommand } = await import("@/lib/services/command");
  const agentId = newId("agent", ctx.now(), ctx.random);
  await ctx.db.agent.create({
    data: {
      id: agentId, connectionId, kind: "worker", name, role: "trading", state: "registering", capabilities: [],
      parentAgentId: orchestrator.agentId, createdAt: new Date(ctx.now()),
    },
  });
  const result = await runCommand(ctx, registerWorkerCommand, { agentId }, { connectionId, idempotencyKey: `register:${agentId}` });
  if (!result.ok) throw new Error(result.message);
  await ctx.db.agent.update({ where: { id: agentId }, data: { state: "live", spawnStep: "ready" } });
  const account = await ctx.db.agentAccount.findFirstOrThrow({ where: { agentId } });
  return { agentId, accountId: account.id, upstreamId: account.upstreamId };
}
