import Link from "next/link";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import type { RunFacts } from "@/lib/core/run/run-view";
import { formatMoment } from "@/lib/format/dates";
import { formatCost, formatGain, formatUsdc } from "@/lib/format/money";
import { BudgetFigures } from "./budget-bar";
import { FUNDING_WORDS, PATTERN_WORDS } from "./pattern-words";
import type { RunScene } from "./run-scene";
import { RunStateBadge } from "./run-state-badge";

/** What the run is, where its budget is, and what it has cost so far. */
export function RunHeader({ run, scene }: { run: RunFacts; scene: RunScene }) {
  const { figures } = run;
  return (
    <Card label="Run">
      <div className="grid divide-line max-xl:divide-y xl:grid-cols-[minmax(300px,1fr)_minmax(0,1.7fr)_auto] xl:divide-x">
        <div className="flex min-w-0 flex-col justify-center gap-1 p-3.5">
          <p className="flex flex-wrap items-center gap-2">
            <span className="truncate text-body font-semibold">{run.name}</span>
            <RunStateBadge run={{ state: run.state, held: run.held, failedCount: run.failedCount }} />
          </p>
          <p className="text-second text-ink3">
            {PATTERN_WORDS[run.pattern]} · {FUNDING_WORDS[run.funding]} · started {formatMoment(run.createdAt, scene.now)} by {run.createdByName}
            {run.templateName && ` · from ${run.templateName}`}
            {run.clonedFromId && <> · <Link prefetch={false} href={`/runs/${run.clonedFromId}`} className="text-accent hover:underline">clone of an earlier run</Link></>}
          </p>
        </div>
        <div className="min-w-0 p-3.5"><BudgetFigures parts={figures.parts} /></div>
        <dl className="flex flex-wrap items-center gap-x-5 gap-y-1 p-3.5">
          <Figure label="Fees so far" value={formatUsdc(figures.fees, "detail")} />
          <Figure label="Referral back" value={formatGain(figures.referral, "detail")} className={figures.referral > 0n ? "text-ok" : ""} />
          {(figures.inner.released > 0n || figures.inner.locked > 0n) && <Figure label="Between agents" value={innerWords(run)} />}
        </dl>
      </div>
      {run.held && run.state === "running" && <div className="border-t border-line p-3.5"><Notice tone="warn" icon="hourglass">Held: {run.held.note || "nothing more is locked for now"} It asks again by itself.</Notice></div>}
      {run.state === "stopping" && <div className="border-t border-line p-3.5"><Notice tone="warn" icon="circle-stop">Being cancelled. {formatUsdc(figures.parts.locked)} is still on its way back to you{scene.canCancel ? "" : ": the platform has no cancel, so it comes at the deadlines"}.</Notice></div>}
      {run.state === "paused" && <div className="border-t border-line p-3.5"><Notice tone="warn" icon="circle-pause">Paused{run.pausedAt === null ? "" : ` since ${formatMoment(run.pausedAt, scene.now)}`}. Nothing new is locked, offered or released. Escrows that are locked run on to their deadlines.</Notice></div>}
    </Card>
  );
}

function Figure({ label, value, className = "" }: { label: string; value: string; className?: string }) {
  return <div className="flex flex-col"><dt className="text-second whitespace-nowrap text-ink3">{label}</dt><dd className={`text-body font-semibold whitespace-nowrap ${className}`}>{value}</dd></div>;
}

function innerWords({ figures: { inner } }: RunFacts): string {
  const words = [inner.released > 0n && `${formatUsdc(inner.released)} paid`, inner.locked > 0n && `${formatUsdc(inner.locked)} locked`];
  return words.filter(Boolean).join(", ");
}

/** The most that time-outs could still cost, with how it is reckoned. */
export function StillToLose({ run }: { run: RunFacts }) {
  const { fees, open, unknown } = run.figures.stillToLose;
  const sentence = fees > 0n ? <>Most this run can still lose: <b className="text-ink">{formatUsdc(fees, "detail")}</b> in fees if every open escrow times out</>
    : open > 0n ? <>A time-out costs nothing here: every open escrow comes back whole</> : <>Nothing is locked: nothing can be lost by waiting</>;
  return (
    <>
      <span>{sentence}{unknown > 0n && <span className="text-unk">. Of {formatCost(unknown)} nobody can say it</span>}</span>
      {open > 0n && <span className="ml-auto whitespace-nowrap">{formatUsdc(open)} open{fees > 0n ? " × 1 %" : ""}</span>}
    </>
  );
}
