import type { ReactNode } from "react";
import { CapabilityBadge } from "@/components/status/capability-badge";
import { Card } from "@/components/ui/card";
import { Countdown } from "@/components/ui/countdown";
import type { EscrowDetail } from "@/lib/core/escrow/escrow-view";
import { priceOfSilence } from "@/lib/core/escrow/silence";
import { settle } from "@/lib/core/escrow/settlement";
import { HOUR_MS } from "@/lib/core/time";
import { formatClock, formatDay, formatMoment } from "@/lib/format/dates";
import { formatUsdc } from "@/lib/format/money";
import { payerWord, type Scene } from "./escrow-scene";

/** The deadline, what happens if nobody acts, and what that costs. */
export function PriceOfSilence({ escrow, scene }: { escrow: EscrowDetail; scene: Scene }) {
  const price = priceOfSilence({ ...escrow, hasReferrer: escrow.referral > 0n });
  if (price.kind === "over") return null;
  return (
    <Card label="Price of silence" tone={price.kind === "settles" ? "warn" : undefined}>
      {price.kind === "settles" && <TimeLeft escrow={escrow} scene={scene} deadline={price.at} />}
      <div className="flex flex-col gap-2 p-3.5">
        <h2 className="text-second font-normal text-ink3">Price of silence</h2>
        <p className="text-lead">{sentenceOf(escrow, scene, price)}</p>
        {price.kind === "settles" && (
          <>
            <p className="text-second text-ink3">{costOf(escrow, price.payerCost)}</p>
            <Evidence silence={escrow.silence} />
          </>
        )}
      </div>
    </Card>
  );
}

function TimeLeft({ escrow, scene, deadline }: { escrow: EscrowDetail; scene: Scene; deadline: Scene["now"] }) {
  const start = escrow.lockedAt ?? deadline - escrow.timeoutHours * HOUR_MS;
  const used = Math.min(100, Math.max(0, Math.round(((scene.now - start) / Math.max(1, deadline - start)) * 100)));
  const startDay = formatDay(scene.now) === formatDay(deadline) ? "" : `${formatDay(deadline)} `;
  return (
    <div className="flex items-end gap-4 bg-[color-mix(in_oklab,var(--warn-fill)_9%,transparent)] p-3.5">
      <div className="shrink-0">
        <p className="text-second text-ink2">Time left</p>
        <Countdown deadlineMs={deadline} clockOffsetMs={scene.clockOffsetMs} renderedAtMs={scene.renderedAt} className="block text-figure-l font-semibold tracking-[-0.01em]" />
        <p className="text-second text-ink2">{formatMoment(deadline, scene.now)}</p>
      </div>
      <div className="min-w-0 grow pb-1">
        <div role="meter" aria-label="Time used" aria-valuemin={0} aria-valuemax={100} aria-valuenow={used} className="h-[7px] overflow-hidden rounded-full bg-track">
          <div className="h-full rounded-full bg-warn-fill" style={{ width: `${used}%` }} />
        </div>
        <p className="mt-1 flex justify-between gap-2 text-second text-ink2">
          <span>{escrow.lockedAt === null ? "" : formatClock(escrow.lockedAt)}</span>
          <span>{used} % used</span>
          <span className="whitespace-nowrap">{startDay}{formatClock(deadline)}</span>
        </p>
      </div>
    </div>
  );
}

function sentenceOf(escrow: EscrowDetail, scene: Scene, price: ReturnType<typeof priceOfSilence>): ReactNode {
  const amount = <b>{formatUsdc(escrow.amount, "detail")}</b>;
  switch (price.kind) {
    case "over": return null;
    case "unfunded": return escrow.openIntent ? <>Not known until the lock is settled: {amount} may be held.</> : "Nothing is locked, so nothing happens by itself.";
    case "unknown": return "Nobody says what the platform does here if nobody acts.";
    case "held": return <>{amount} stays locked until the platform decides. It publishes no time limit.</>;
    case "settles": break;
  }
  if (price.at <= scene.now) return "The deadline has passed. The platform acts by itself; the console reads the result.";
  const payee = escrow.payee.kind === "worker" ? "The worker" : escrow.payee.name;
  const who = payerWord(escrow);
  return (
    <>
      If nobody acts by <b>{formatMoment(price.at, scene.now)}</b>, {who} {who === "you" ? "get" : "gets"} <b>{formatUsdc(price.outcome.payer, "detail")}</b> back.{" "}
      {payee} gets <b className={price.outcome.payee === 0n ? "text-bad" : undefined}>{price.outcome.payee === 0n ? "0" : formatUsdc(price.outcome.payee, "detail")}</b>
      {escrow.state === "completed" ? " for finished work." : "."}
    </>
  );
}

function costOf(escrow: EscrowDetail, payerCost: EscrowDetail["amount"]): string {
  if (payerCost === 0n) return "No fee is lost: this platform gives the whole amount back.";
  const { referral } = settle(escrow.amount, escrow.referral > 0n);
  const back = referral > 0n ? `, of which ${formatUsdc(referral, "detail")} returns as referral` : "";
  return `Fee lost ${formatUsdc(payerCost, "detail")}${back}.`;
}

function Evidence({ silence }: { silence: EscrowDetail["silence"] }) {
  const words = silence.seen > 0
    ? `${silence.seen} ${silence.seen === 1 ? "refund" : "refunds"} seen${silence.lastAt === null ? "" : `, last ${formatDay(silence.lastAt)}`}`
    : "Not seen on this connection yet";
  return (
    <p className="flex flex-wrap items-center gap-2 text-second text-ink3">
      <CapabilityBadge level={silence.seen > 0 ? "observed" : "documented"} />
      {words}
    </p>
  );
}
