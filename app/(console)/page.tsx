import type { Metadata } from "next";
import type { SearchParams } from "@/components/data-table/href-with";
import { LiveRefresh } from "@/components/live/live-refresh";
import { ActivityPanel } from "@/components/overview/activity-panel";
import { Answers } from "@/components/overview/answers";
import { FeesPanel } from "@/components/overview/fees-panel";
import { FleetKpis } from "@/components/overview/fleet-kpis";
import { FunnelPanel } from "@/components/overview/funnel-panel";
import { NeedsPanel } from "@/components/overview/needs-panel";
import { changesAnswer, needsAnswer } from "@/components/overview/other-answers";
import { safeAnswer } from "@/components/overview/safe-answer";
import { PageFrame } from "@/components/shell/page-frame";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { addMs } from "@/lib/core/time";
import { formatNoun } from "@/lib/format/counts";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { getOverview } from "@/lib/services/overview/get-overview";
import { overviewSearchSchema } from "./overview-search";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage(props: { searchParams: Promise<SearchParams> }) {
  const search = overviewSearchSchema.parse(await props.searchParams);
  const { ctx } = await requireOperatorPage();
  const connection = await getCurrentConnection(ctx);
  const { treasury, needs, figures, ledger, funnel, activity, notes } = await getOverview(ctx, connection.id);
  const now = ctx.now();
  const platformNow = addMs(now, connection.clockOffsetMs);
  const count = needs.counts.alerts + needs.counts.unknown + needs.counts.completed + needs.counts.runs;
  const items = needs.items.filter((item) => !search.needs || item.kind === search.needs).slice(0, 8);
  const foot = [
    notes.walletsAtLimit > 0 && `${formatNoun(notes.walletsAtLimit, "wallet")} at the daily limit`,
    figures.workers.stale > 0 && formatNoun(figures.workers.stale, "stale worker"),
    notes.isEngineStopped && "the engine does not run",
  ].filter(Boolean).join(", ");
  return (
    <PageFrame title="Overview" freshness={treasury ? { source: "Proven", readAtMs: treasury.provenAt, cadenceMs: 60_000 } : undefined}>
      <LiveRefresh topics={["escrows", "intents", "alerts", "audit", "connection", "workers", "costs", "wallets", "runs"]} />
      <div className="flex flex-col gap-3">
        <Answers
          answers={[
            safeAnswer(treasury, now),
            needsAnswer({ count, firstDeadlineAt: needs.firstDeadlineAt, lostMicros: needs.lostMicros }, platformNow),
            changesAnswer({
              workers: figures.workers.sinceYesterday, todayFeesMicros: figures.today.feesMicros, yesterdayFeesMicros: figures.yesterday.feesMicros,
              todayCommissionMicros: figures.today.commissionMicros, contradicted: notes.contradicted,
              treasuryMicros: treasury && treasury.dayAgoMicros !== null ? treasury.totalMicros - treasury.dayAgoMicros : null,
            }),
          ]}
        />
        <FleetKpis treasury={treasury} {...figures} pendingMicros={ledger.total.pendingMicros} />
        <div className="grid items-start gap-3 xl:grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)]">
          <div className="flex min-w-0 flex-col gap-3">
            <NeedsPanel items={items} counts={needs.counts} shown={search.needs ?? null} now={platformNow} foot={foot || null} />
            <FunnelPanel steps={funnel} />
          </div>
          <div className="flex min-w-0 flex-col gap-3">
            <FeesPanel days={figures.days} products={ledger.lines} total={ledger.total} chart={search.chart} length={search.days === "7" ? 7 : 30} />
            <ActivityPanel lines={activity} />
          </div>
        </div>
      </div>
    </PageFrame>
  );
}
