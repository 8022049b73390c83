import { type EpochMs, addMs, MINUTE_MS } from "@/lib/core/time";
import type { StepResult } from "@/lib/core/run/snapshot";
import { isRunFinal, type RunState } from "@/lib/core/run/states";
import type { Tx } from "@/lib/db/client";
import type { ServiceContext } from "../context";
import { enqueueWorkflow } from "../enqueue-workflow";
import { decideTurn } from "./decide-turn";

/** Runs that one round wakes; the next round takes the others. */
const ROUND_MAX = 50;

/** An active run whose workflow is gone is taken up again after this long. */
const LOST_AFTER_MS = MINUTE_MS;

/**
 * Gives a run to the engine, in the caller's transaction, unless a workflow has it already: that one decides once more
 * before it rests. The caller may hold the run's lock.
 */
export async function wakeRun(tx: Tx, runId: string, now: EpochMs): Promise<boolean> {
  await tx.$queryRaw`select id from "Run" where id = ${runId} for update`;
  const run = await tx.run.findUniqueOrThrow({ where: { id: runId }, select: { state: true, isActive: true, turn: true } });
  if (run.isActive || isRunFinal(run.state as RunState)) return false;
  const turn = run.turn + 1;
  await tx.run.update({ where: { id: runId }, data: { isActive: true, turn, activeSince: new Date(now), wakeAt: null } });
  await enqueueWorkflow(tx, "advance-run", `run:${runId}:${turn}`, [runId, String(turn)]);
  return true;
}

/** Wakes every run that something happened to, or whose time has come. Returns how many. */
export async function wakeDueRuns(ctx: ServiceContext): Promise<number> {
  const signalled = await ctx.db.$queryRaw<{ runId: string }[]>`
    select distinct s."runId" from "RunSignal" s left join "Run" r on r.id = s."runId" where r."isActive" is distinct from true limit ${ROUND_MAX}`;
  const due = await ctx.db.run.findMany({ where: { wakeAt: { lte: new Date(ctx.now()) }, isActive: false }, select: { id: true }, take: ROUND_MAX });
  let woken = 0;
  for (const runId of new Set([...signalled.map((row) => row.runId), ...due.map((row) => row.id)])) woken += Number(await takeUp(ctx, runId));
  return woken;
}

/** Gives a run that has more to do to the next workflow: what the last calls came to is written, and the next beat wakes it. */
export async function handOver(ctx: ServiceContext, runId: string, turn: number, results: readonly StepResult[]): Promise<void> {
  await decideTurn(ctx, runId, turn, results);
  await ctx.db.run.updateMany({ where: { id: runId, turn, isActive: true }, data: { isActive: false, wakeAt: new Date(ctx.now()) } });
}

/** The signals go with the wake: what is signalled later finds the run active and is read by its next decision. */
function takeUp(ctx: ServiceContext, runId: string): Promise<boolean> {
  return ctx.db.$transaction(async (tx) => {
    await tx.$queryRaw`select id from "Run" where id = ${runId} for update`;
    const run = await tx.run.findUnique({ where: { id: runId }, select: { isActive: true } });
    // An active one may have read its rows before this signal: it stays until the run rests.
    if (run?.isActive) return false;
    await tx.runSignal.deleteMany({ where: { runId } });
    return run !== null && wakeRun(tx, runId, ctx.now());
  });
}

/** Takes up runs that count as active although their workflow ended without a word. Returns how many. */
export async function reviveLostRuns(ctx: ServiceContext): Promise<number> {
  const before = new Date(addMs(ctx.now(), -LOST_AFTER_MS));
  const { count } = await ctx.db.run.updateMany({
    where: { id: { in: (await findLost(ctx, before)).map(({ id }) => id) }, isActive: true, activeSince: { lt: before } },
    data: { isActive: false, wakeAt: new Date(ctx.now()) },
  });
  return count;
}

function findLost(ctx: ServiceContext, before: Date): Promise<{ id: string }[]> {
  return ctx.db.$queryRaw<{ id: string }[]>`
    select r.id from "Run" r where r."isActive" and r."activeSince" < ${before} and not exists (
      select 1 from dbos.workflow_status w where w.workflow_uuid = 'run:' || r.id || ':' || r.turn and w.status in ('ENQUEUED', 'PENDING', 'DELAYED')
    ) limit ${ROUND_MAX}`;
}
