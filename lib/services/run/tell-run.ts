import { newId } from "@/lib/core/ids";
import type { RunState } from "@/lib/core/run/states";
import type { Tx } from "@/lib/db/client";
import type { Run } from "@/lib/db/generated/client";
import { raiseAlert, resolveAlert } from "@/lib/db/rows/alert-rows";
import type { ServiceContext } from "../context";

interface Telling {
  readonly state: RunState;
  /** Why it does not go on by itself. */
  readonly held: string | null;
  readonly reviewCount: number;
}

/** Raises what a person must know of a run, and takes back what is over. */
export async function tellRun(tx: Tx, ctx: ServiceContext, run: Run, { state, held, reviewCount }: Telling): Promise<void> {
  const name = `Run ${run.number}, ${run.name}`;
  await tell(tx, ctx, run, held === null ? null : { kind: "run_held", title: `${name} is held`, body: `${held} The run asks again by itself.` });
  await tell(tx, ctx, run, reviewCount === 0 ? null : {
    kind: "run_review", title: `${name}: ${reviewCount === 1 ? "a result waits" : `${reviewCount} results wait`} for a person`,
    body: "Accept it, send it back or reject it. Until then its money stays locked, until the escrow's own time-out.",
  }, "run_review");
  if (state !== "failed" || run.state === "failed") return;
  await tell(tx, ctx, run, { kind: "run_failed", title: `${name} has failed`, body: "What was accepted is paid, the rest is back. Open the run to retry a leg or to clone it." });
}

/** The run that had failed goes on: somebody looked at it. */
export function forgetFailure(tx: Tx, ctx: ServiceContext, runId: string): Promise<void> {
  return resolveAlert(tx, `run_failed:${runId}`, new Date(ctx.now()), ctx.actor.name);
}

interface Alarm {
  readonly kind: "run_held" | "run_review" | "run_failed";
  readonly title: string;
  readonly body: string;
}

async function tell(tx: Tx, ctx: ServiceContext, run: Run, alarm: Alarm | null, kind: Alarm["kind"] = "run_held"): Promise<void> {
  const dedupeKey = `${alarm?.kind ?? kind}:${run.id}`;
  if (alarm === null) return resolveAlert(tx, dedupeKey, new Date(ctx.now()), "system");
  await raiseAlert(tx, {
    id: newId("alert", ctx.now(), ctx.random), connectionId: run.connectionId, kind: alarm.kind, severity: "warning", subjectType: "run", subjectId: run.id,
    title: alarm.title, body: alarm.body, dedupeKey, raisedAt: new Date(ctx.now()),
  });
}
