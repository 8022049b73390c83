import { decide } from "@/lib/core/run/decide";
import type { Decision, StepCommand, StepResult } from "@/lib/core/run/snapshot";
import { isRunFinal, type RunState } from "@/lib/core/run/states";
import type { Tx } from "@/lib/db/client";
import type { Run } from "@/lib/db/generated/client";
import { notify } from "@/lib/db/notify";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { applyDecision } from "./apply-decision";
import { judgeOutput } from "./conditions";
import { loadRun } from "./load-run";
import { sumLegs } from "./sum-legs";
import { tellRun } from "./tell-run";

/** Calls of one turn; the others are named again by the next one, so that results never wait for long. */
const COMMANDS_MAX = 48;

/**
 * One turn of a run under its lock: what its rows say, what follows from it, and the calls that are due. Without a call the
 * run rests until `wakeAt` or until something is heard of it. `turn` is the workflow's own: an older one does nothing.
 */
export async function decideTurn(ctx: ServiceContext, runId: string, turn: number, results: readonly StepResult[]): Promise<StepCommand[]> {
  return ctx.db.$transaction(async (tx) => {
    await tx.$queryRaw`select id from "Run" where id = ${runId} for update`;
    const run = await tx.run.findUniqueOrThrow({ where: { id: runId } });
    if (run.turn !== turn || isRunFinal(run.state as RunState)) {
      if (run.turn === turn) await tx.run.update({ where: { id: runId }, data: { isActive: false, wakeAt: null } });
      return [];
    }
    // What was signalled before its rows are read is seen by this decision: its own calls wake it for nothing otherwise.
    await tx.runSignal.deleteMany({ where: { runId } });
    const loaded = await loadRun(tx, run, ctx.now());
    const decision = decide(loaded.snapshot, results, judgeOutput);
    const commands = decision.commands.slice(0, COMMANDS_MAX);
    await applyDecision({ tx, ctx, connectionId: run.connectionId, runId }, loaded, decision);
    await writeRun(tx, ctx, run, decision, commands.length > 0);
    return commands;
  }, { timeout: 60_000 });
}

async function writeRun(tx: Tx, ctx: ServiceContext, run: Run, decision: Decision, isActive: boolean): Promise<void> {
  const sums = await sumLegs(tx, run);
  const isOver = isRunFinal(decision.state);
  await tx.run.update({
    where: { id: run.id },
    data: {
      ...sums, state: decision.state, isActive, wakeAt: decision.wakeAt === null || isOver ? null : new Date(decision.wakeAt),
      heldCode: decision.held?.code ?? null, heldNote: decision.held?.note ?? null, ...(isOver ? { finishedAt: new Date(ctx.now()) } : {}),
    },
  });
  const isNews = decision.changed.length > 0 || decision.state !== run.state || (decision.held?.code ?? null) !== run.heldCode;
  if (!isNews) return;
  await notify(tx, "runs", run.id);
  await tellRun(tx, ctx, run, { ...decision, held: decision.held?.note ?? null, reviewCount: sums.reviewCount });
  await audit(tx, ctx, run, decision);
}

/** One entry a turn, in the run's own words; the money's entries are those of the commands. */
async function audit(tx: Tx, ctx: ServiceContext, run: Run, { effects, state }: Decision): Promise<void> {
  const notes = effects.flatMap((effect) => (effect.kind === "event" ? [`${effect.legKey}: ${effect.note}`] : []));
  if (notes.length === 0 && state === run.state) return;
  const shown = notes.slice(0, 5).join(" ");
  const more = notes.length > 5 ? ` And ${notes.length - 5} more.` : "";
  await appendAudit(tx, ctx, {
    connectionId: run.connectionId, action: "run.advance", result: "recorded", subject: { type: "run", id: run.id, name: `Run ${run.number}` },
    summary: `${shown}${more}` || `The run is ${state}`, ...(state === run.state ? {} : { before: { state: run.state }, after: { state } }),
  });
}
