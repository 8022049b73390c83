import Link from "next/link";
import { ProofBadge } from "@/components/status/proof-badge";
import { WorkerStateBadge } from "@/components/status/worker-state-badge";
import { Glyph } from "@/components/ui/glyph";
import { cx } from "@/components/ui/cx";
import type { BatchWorker } from "@/lib/core/worker/batch-view";
import { SPAWN_STEPS, nextSpawnStep } from "@/lib/core/worker/states";
import { phaseOf } from "./batch-words";
import { STEP_WORDS } from "./spawn-step-words";

/** One worker of a batch: its name, its six steps, and where it stands in words. */
export function BatchLine({ worker }: { worker: BatchWorker }) {
  const phase = phaseOf(worker);
  const done = worker.step === null ? 0 : SPAWN_STEPS.indexOf(worker.step) + 1;
  const reached = worker.step === null ? "nothing yet" : STEP_WORDS[worker.step].done;
  return (
    <li className={cx("grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-center sm:grid-cols-[minmax(0,150px)_minmax(110px,1fr)_minmax(0,1.1fr)] gap-x-3 gap-y-1 border-b border-line px-3.5 py-2", phase === "stopped" && "bg-[color-mix(in_oklab,var(--bad)_8%,transparent)]")}>
      <Link href={`/workers/${worker.id}`} prefetch={false} className="row-link truncate text-table">
        {worker.name}
      </Link>
      <span role="img" aria-label={`Step ${done} of ${SPAWN_STEPS.length}: ${reached}`} className="flex gap-[3px]">
        {SPAWN_STEPS.map((step, index) => (
          <span key={step} className={cx("h-[5px] min-w-3 flex-1 rounded-full", barColour(index, done, phase))} />
        ))}
      </span>
      <Standing worker={worker} phase={phase} />
    </li>
  );
}

function barColour(index: number, done: number, phase: string): string {
  if (index < done) return "bg-ok";
  if (index > done || phase === "waiting") return "bg-track";
  return phase === "stopped" ? "bg-bad" : "bg-info-fill";
}

function Standing({ worker, phase }: { worker: BatchWorker; phase: string }) {
  if (phase === "stopped") {
    const why = worker.failure ?? "The referral link is not proven. It gets no money.";
    return (
      <span className="flex min-w-0 flex-wrap items-center gap-2 text-second text-bad">
        <WorkerStateBadge state={worker.state} />
        <span className="min-w-0">{why}</span>
      </span>
    );
  }
  if (phase === "ready") {
    return (
      <span className="flex items-center justify-between gap-2">
        <WorkerStateBadge state={worker.state} />
        <ProofBadge proof={worker.proof} />
      </span>
    );
  }
  const next = nextSpawnStep(worker.step);
  return (
    <span className={cx("flex items-center gap-1.5 text-table", phase === "waiting" ? "text-ink3" : "text-info")}>
      <Glyph name={phase === "waiting" ? "clock" : "loader"} size={13} />
      {phase === "waiting" ? "waiting to register" : next && STEP_WORDS[next].doing}
    </span>
  );
}
