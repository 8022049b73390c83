import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { hrefWith } from "@/components/data-table/href-with";
import { LiveRefresh } from "@/components/live/live-refresh";
import { LegPanel } from "@/components/run/leg-panel";
import { PauseControl, RunControls } from "@/components/run/run-controls";
import { RunEvents } from "@/components/run/run-events";
import { RunHeader } from "@/components/run/run-header";
import { RunLegs } from "@/components/run/run-legs";
import { RunReport } from "@/components/run/run-report";
import { PageFrame } from "@/components/shell/page-frame";
import { Tabs } from "@/components/ui/tabs";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { can } from "@/lib/core/access/permissions";
import type { SearchParams } from "@/lib/schemas/list-filters";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { getRun } from "@/lib/services/run/get-run";
import { getRunReport } from "@/lib/services/run/run-report";
import { ServiceError } from "@/lib/services/service-error";
import { cancelRunAction, decideReviewAction, pauseRunAction, payPartAction, resumeRunAction, retryLegAction } from "../actions";
import { keepTemplateAction } from "../new/actions";
import { runScene } from "../run-scene";
import { RUN_TABS, runSearchSchema } from "./run-search";

export const metadata: Metadata = { title: "Payment run" };

interface RunPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

const RUN_ACTIONS = { pause: pauseRunAction, resume: resumeRunAction, cancel: cancelRunAction, keepTemplate: keepTemplateAction };
const LEG_ACTIONS = { retry: retryLegAction, payPart: payPartAction, decide: decideReviewAction };

export default async function RunPage({ params, searchParams }: RunPageProps) {
  const { ctx, operator } = await requireOperatorPage();
  const query = await searchParams;
  const search = runSearchSchema.parse(query);
  const connection = await getCurrentConnection(ctx);
  const run = await getRun(ctx, connection.id, decodeURIComponent((await params).id), search.leg).catch((error: unknown) => {
    if (error instanceof ServiceError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  const scene = runScene(ctx, connection, operator.roles, run.approvalAbove);
  const chosen = search.tab === "legs" ? run.chosen : null;
  const leg = run.legs.find(({ key }) => key === chosen?.key);
  return (
    <PageFrame title={`Run #${run.number}`} crumb={{ href: "/runs", label: "Payment runs" }} action={<PauseControl run={run} scene={scene} actions={RUN_ACTIONS} />}>
      <LiveRefresh topics={["runs", "escrows", "orders"]} />
      <RunHeader run={run} scene={scene} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Tabs label="Run" look="views" tabs={RUN_TABS.map((tab) => ({ href: hrefWith({}, { tab: tab === "legs" ? null : tab }), label: capital(tab), active: tab === search.tab }))} />
        <RunControls run={run} scene={scene} actions={RUN_ACTIONS} mayStart={can(operator.roles, "run.start")} mayKeep={can(operator.roles, "run.keepTemplate")} />
      </div>
      {search.tab === "events" && <RunEvents runId={run.id} events={run.events} legs={run.legs} now={scene.now} />}
      {search.tab === "report" && <RunReport report={await getRunReport(ctx, run.id)} runId={run.id} />}
      {search.tab === "legs" && (
        <div className={leg ? "grid items-start gap-3 xl:grid-cols-[minmax(0,1fr)_minmax(330px,350px)]" : undefined}>
          <RunLegs run={run} scene={scene} view={search.view} filter={search.legs} page={search.page} chosenKey={leg?.key ?? null} searchParams={query} />
          {leg && chosen && <LegPanel leg={leg} chosen={chosen} run={run} scene={scene} closeHref={hrefWith(query, { leg: null })} actions={LEG_ACTIONS} />}
        </div>
      )}
    </PageFrame>
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
