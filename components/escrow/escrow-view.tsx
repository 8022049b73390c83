import type { ComponentProps, ReactNode } from "react";
import { EscrowStateBadge } from "@/components/status/escrow-state-badge";
import { IntentOutcomeBadge } from "@/components/status/intent-outcome-badge";
import { Card } from "@/components/ui/card";
import { IdText } from "@/components/ui/id-text";
import { Timeline } from "@/components/ui/timeline";
import type { EscrowDetail } from "@/lib/core/escrow/escrow-view";
import { isFinal } from "@/lib/core/escrow/states";
import { formatUsdc } from "@/lib/format/money";
import { type EscrowActionSet, EscrowActions } from "./escrow-actions";
import { EscrowAudit } from "./escrow-audit";
import type { Scene } from "./escrow-scene";
import { EscrowTerms } from "./escrow-terms";
import { MoneyBreakdown } from "./money-breakdown";
import { Parties } from "./parties";
import { PlatformRecord } from "./platform-record";
import { PriceOfSilence } from "./price-of-silence";
import { SandboxClock } from "./sandbox-clock";
import { timelineSteps } from "./timeline-steps";
import { UnknownOutcome } from "./unknown-outcome";

interface EscrowViewProps {
  escrow: EscrowDetail;
  scene: Scene;
  actions: EscrowActionSet;
  advance: ComponentProps<typeof SandboxClock>["advance"];
  /** The work that the money pays for. */
  result?: ReactNode;
}

/** The clock is read in whole seconds, so the deadline is passed by a little more than one. */
const PAST_DEADLINE_SECONDS = 3;

/** One escrow: where it stands, who gets what, what silence costs, and every step that is open. */
export function EscrowView({ escrow, scene, actions, advance, result }: EscrowViewProps) {
  const moves = scene.isSandbox && scene.allowed.includes("sandbox.control");
  return (
    <div className="flex flex-col gap-3">
      <Hero escrow={escrow} />
      <Card label="Timeline">
        <Timeline label="What happened and what comes" steps={timelineSteps(escrow, scene.now)} />
      </Card>
      <div className="grid items-start gap-3 xl:grid-cols-[minmax(0,1fr)_minmax(360px,430px)]">
        <div className="order-1 flex min-w-0 flex-col gap-3 xl:order-2">
          {escrow.openIntent && <UnknownOutcome escrow={escrow} intent={escrow.openIntent} />}
          <PriceOfSilence escrow={escrow} scene={scene} />
          <EscrowActions escrow={escrow} scene={scene} actions={actions} />
          {moves && !isFinal(escrow.state) && <SandboxClock toDeadlineSeconds={secondsTo(escrow, scene)} advance={advance} />}
          <Parties escrow={escrow} />
        </div>
        <div className="order-2 grid min-w-0 items-start gap-3 md:grid-cols-2 xl:order-1">
          {result}
          <MoneyBreakdown escrow={escrow} />
          <EscrowTerms escrow={escrow} now={scene.now} />
          <EscrowAudit entries={escrow.audit} escrowId={escrow.id} />
          <PlatformRecord escrow={escrow} scene={scene} />
        </div>
      </div>
    </div>
  );
}

function Hero({ escrow }: { escrow: EscrowDetail }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <p className="text-hero font-semibold tracking-[-0.02em]">
        {formatUsdc(escrow.amount, "detail")} <span className="text-figure font-normal text-ink3">USDC</span>
      </p>
      <EscrowStateBadge state={escrow.state} raw={escrow.platformWord} />
      {escrow.openIntent && <IntentOutcomeBadge outcome={escrow.openIntent.outcome} />}
      <p className="min-w-0 truncate text-body text-ink2">{escrow.description}</p>
      {escrow.upstreamId && <span className="ml-auto"><IdText id={escrow.upstreamId} copy="Copy escrow id" /></span>}
    </div>
  );
}

function secondsTo({ deadlineAt, state }: EscrowDetail, { now }: Scene): number | null {
  if (deadlineAt === null || deadlineAt <= now || state === "disputed") return null;
  return Math.ceil((deadlineAt - now) / 1_000) + PAST_DEADLINE_SECONDS;
}
