import type { OrderState } from "@/lib/core/order/states";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { isRunFinal, type LegState, type RunState, TIMED } from "@/lib/core/run/states";
import { toEpochMs } from "@/lib/core/time";
import type { Run } from "@/lib/db/generated/client";
import type { ServiceContext } from "../context";
import { changeRun } from "./change-run";
import { wakeRun } from "./wake-runs";

export interface RunMoved {
  readonly state: RunState;
}

/** Nothing new starts or is paid; what is locked stays locked and the platform's own time-outs go on. Errors: `RUN_STATE`. */
export function pauseRun(ctx: ServiceContext, connectionId: string, runId: string): Promise<Result<RunMoved, Failure>> {
  return changeRun(ctx, { connectionId, runId, action: "run.pause", permission: "run.control" }, async (tx, run) => {
    if (run.state !== "running") return fail(notNow(run, "paused"));
    await tx.run.update({ where: { id: runId }, data: { state: "paused", pausedAt: new Date(ctx.now()) } });
    return ok({ value: { state: "paused" as const }, event: "paused", note: "Paused. What is locked stays locked.", before: { state: "running" }, after: { state: "paused" } });
  });
}

/** Goes on where it was; the time that it rested is added to what its workers and dispute windows have left. Errors: `RUN_STATE`. */
export function resumeRun(ctx: ServiceContext, connectionId: string, runId: string): Promise<Result<RunMoved, Failure>> {
  return changeRun(ctx, { connectionId, runId, action: "run.resume", permission: "run.control" }, async (tx, run) => {
    if (run.state !== "paused") return fail(notNow(run, "resumed"));
    const restedMs = ctx.now() - toEpochMs(run.pausedAt?.getTime() ?? ctx.now());
    const rest = `${Math.max(0, restedMs)} milliseconds`;
    await tx.$executeRaw`
      update "Leg" set "dueAt" = "dueAt" + ${rest}::interval, "releaseAt" = "releaseAt" + ${rest}::interval, "bidsCloseAt" = "bidsCloseAt" + ${rest}::interval
      where "runId" = ${runId} and state = any(${[...TIMED]}::text[])`;
    await tx.$executeRaw`
      update "WorkOrder" o set "closesAt" = o."closesAt" + ${rest}::interval from "Leg" l
      where l.id = o."legId" and l."runId" = ${runId} and l.state = ${"bidding" satisfies LegState} and o.state = ${"pending" satisfies OrderState}`;
    await tx.run.update({ where: { id: runId }, data: { state: "running", pausedAt: null } });
    await wakeRun(tx, runId, ctx.now());
    return ok({ value: { state: "running" as const }, event: "resumed", note: "Goes on.", before: { state: "paused" }, after: { state: "running" } });
  });
}

/**
 * Ends a run: workers are told to stop and what is locked comes back, where the platform can do that; the rest waits for
 * its time-out. What is being released already is paid. Errors: `RUN_STATE`.
 */
export function cancelRun(
  ctx: ServiceContext, connectionId: string, { runId, reason }: { readonly runId: string; readonly reason: string | null },
): Promise<Result<RunMoved, Failure>> {
  return changeRun(ctx, { connectionId, runId, action: "run.cancel", permission: "run.control" }, async (tx, run) => {
    if (run.state !== "running" && run.state !== "paused") return fail(notNow(run, "cancelled"));
    await tx.run.update({ where: { id: runId }, data: { state: "stopping", pausedAt: null } });
    await wakeRun(tx, runId, ctx.now());
    const note = `Cancelled. What is locked comes back.${reason ? ` Reason: ${reason}` : ""}`;
    return ok({ value: { state: "stopping" as const }, event: "cancelled", note, before: { state: run.state }, after: { state: "stopping" } });
  });
}

/** What starts work again does not also resume a run: its deadlines would stay where they were. */
export const RESUME_FIRST: Failure = { code: "RUN_STATE", message: "This run is paused. Nothing was changed. Resume it first." };

export function notNow(run: Run, verb: string): Failure {
  const why = isRunFinal(run.state as RunState) ? `It is ${run.state}.` : `It is ${run.state} now.`;
  return { code: "RUN_STATE", message: `This run cannot be ${verb}. ${why} Nothing was changed. Reload the page.` };
}
