import { actorCan } from "@/lib/core/access/actor";
import { rolesWith } from "@/lib/core/access/permissions";
import { newId } from "@/lib/core/ids";
import { isProven } from "@/lib/core/referral/proof";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import type { EpochMs } from "@/lib/core/time";
import type { MoneyRows } from "@/lib/db/money-rows";
import { seal } from "@/lib/db/vault";
import { recordObservation } from "../command";
import { getCurrentConnection } from "../connection/current-connection";
import type { ServiceContext } from "../context";
import { type FoundWorker, proveRoster } from "./import-proof";
import { readRoster, type RosterRow } from "./import-rows";

export interface ImportedWorker extends FoundWorker {
  /** Our id when it was imported now. */
  readonly workerId: string | null;
}

/** What is in the text and what the platform says of it. Stores nothing. Errors: `FORBIDDEN`, `UNREADABLE`. */
export async function previewWorkerImport(ctx: ServiceContext, connectionId: string, text: string): Promise<Result<FoundWorker[], Failure>> {
  const roster = open(ctx, text);
  return roster.ok ? ok(await proveRoster(ctx, connectionId, roster.value)) : roster;
}

/**
 * Takes every row in whose key read a balance just now and that is not here yet. Keys are sealed in the transaction that
 * writes the worker and its audit entry. Errors: as the preview; a row that is refused says so in its note.
 */
export async function importWorkers(ctx: ServiceContext, connectionId: string, text: string): Promise<Result<ImportedWorker[], Failure>> {
  const roster = open(ctx, text);
  if (!roster.ok) return roster;
  const { orchestrator } = await getCurrentConnection(ctx, connectionId);
  const found = await proveRoster(ctx, connectionId, roster.value);
  const imported: ImportedWorker[] = [];
  for (const [index, worker] of found.entries()) {
    const row = roster.value[index];
    const workerId = worker.verdict === "ready" && row ? await importOne(ctx, { connectionId, row, worker, orchestrator }) : null;
    imported.push({ ...worker, workerId, ...(worker.verdict === "ready" && workerId === null ? { verdict: "known" as const, note: "Imported by somebody else meanwhile" } : {}) });
  }
  return ok(imported);
}

function open(ctx: ServiceContext, text: string): Result<readonly RosterRow[], Failure> {
  if (!actorCan(ctx.actor, "fleet.import")) {
    return fail({ code: "FORBIDDEN", message: `Your roles do not allow this. Nothing was read or saved. Ask somebody who is ${rolesWith("fleet.import").join(" or ")}.` });
  }
  const roster = readRoster(text);
  return "rows" in roster ? ok(roster.rows) : fail({ code: "UNREADABLE", message: `${roster.problem} Nothing was saved.` });
}

interface ImportScope {
  readonly connectionId: string;
  readonly row: RosterRow;
  readonly worker: FoundWorker;
  readonly orchestrator: { readonly agentId: string; readonly referralCode: string | null } | null;
}

async function importOne(ctx: ServiceContext, scope: ImportScope): Promise<string | null> {
  const { connectionId, worker } = scope;
  const upstreamId = worker.agentId ?? "";
  const earlier = await ctx.db.agentAccount.findFirst({ where: { connectionId, upstreamId, service: "platform" }, select: { agentId: true } });
  const workerId = earlier?.agentId ?? newId("agent", ctx.now(), ctx.random);
  const isWritten = await recordObservation(ctx, {
    connectionId, action: "worker.imported", subject: { type: "worker", id: workerId, name: upstreamId },
    summary: `${upstreamId} imported (${worker.role}). ${worker.note}`, after: { agentId: upstreamId, role: worker.role, proof: worker.proof },
  }, async (rows, at) => {
    await rows.tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`external:${connectionId}:${upstreamId}`}, 7747))::text`;
    const known = await rows.tx.agentAccount.findFirst({ where: { connectionId, upstreamId, service: "platform" }, include: { agent: true } });
    if (known ? known.agent.kind !== "external" || known.agentId !== workerId : earlier !== null) return false;
    const accountId = known?.id ?? newId("account", at, ctx.random);
    await writeAgent(rows, scope, { workerId, isKnown: known !== null, at });
    const facts = { balanceMicros: worker.balanceMicros, balanceReadAt: new Date(at) };
    if (known) await rows.tx.agentAccount.update({ where: { id: accountId }, data: facts });
    else await rows.agents.openAccount({ id: accountId, agentId: workerId, connectionId, service: "platform", upstreamId, ...facts, createdAt: new Date(at) });
    const keyId = newId("key", at, ctx.random);
    await rows.keys.store({ id: keyId, accountId, at: new Date(at), ciphertext: seal(ctx.keyring, scope.row.apiKey, { table: "AgentKey", id: keyId, column: "ciphertext" }) });
    return true;
  });
  return isWritten ? workerId : null;
}

/** A stranger who was paid before becomes a worker with his history; anybody else is new. */
async function writeAgent(rows: MoneyRows, { connectionId, row, worker, orchestrator }: ImportScope, made: { workerId: string; isKnown: boolean; at: EpochMs }): Promise<void> {
  const proven = isProven(worker.proof);
  const facts = {
    kind: "worker", role: worker.role, state: proven ? "live" : "unverified", spawnStep: "ready", referralProof: worker.proof, proofNote: worker.note,
    referralCodeUsed: proven ? (orchestrator?.referralCode ?? null) : row.referralCode, parentAgentId: proven ? (orchestrator?.agentId ?? null) : null,
    registeredAt: new Date(made.at), tags: ["imported"],
  };
  if (made.isKnown) return rows.agents.patch(made.workerId, facts);
  const name = worker.agentId ?? made.workerId;
  await rows.agents.insert([{ id: made.workerId, connectionId, name, capabilities: [], createdAt: new Date(made.at), ...facts }]);
}
