import type { Metadata } from "next";
import { LiveRefresh } from "@/components/live/live-refresh";
import { NewRun } from "@/components/run/new/new-run";
import { openRolesOf } from "@/components/run/new/open-role-words";
import { PageFrame } from "@/components/shell/page-frame";
import { requirePermissionPage } from "@/lib/auth/page-session";
import { can } from "@/lib/core/access/permissions";
import type { SearchParams } from "@/lib/schemas/list-filters";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { listRunWorkers } from "@/lib/services/run/list-run-workers";
import { listRuns } from "@/lib/services/run/list-runs";
import { previewRun } from "@/lib/services/run/preview-run";
import { listTemplates } from "@/lib/services/run/templates";
import { keepTemplateAction, previewRunAction, removeTemplateAction, searchRunWorkersAction, startRunAction } from "./actions";
import { firstPlanOf } from "./first-plan";
import { toRunChoice, toTemplateChoice } from "./start-choices";
import { toWorkerChoice } from "./worker-choice";

export const metadata: Metadata = { title: "New run" };

const RUNS_SHOWN = 12;

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

export default async function NewRunPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, operator } = await requirePermissionPage("run.start");
  const connection = await getCurrentConnection(ctx);
  const { template, from } = await searchParams;
  const [templates, workers, runs] = await Promise.all([
    listTemplates(ctx), listRunWorkers(ctx, connection.id),
    listRuns(ctx, connection.id, { q: null, state: null, pattern: null, tab: "runs", after: null, before: null }, RUNS_SHOWN),
  ]);
  const start = await firstPlanOf(ctx, connection.id, templates, { template: first(template), from: first(from) });
  const preview = await previewRun(ctx, connection.id, start.plan);
  const canKeep = can(operator.roles, "run.keepTemplate");
  return (
    <PageFrame title="New run" crumb={{ href: "/runs", label: "Payment runs" }}>
      <LiveRefresh topics={["connection", "workers"]} />
      <NewRun
        key={`${connection.id} ${start.template ?? ""} ${start.from ?? ""}`} plan={start.plan} source={{ template: start.template, from: start.from }} note={start.note} roleWords={start.roleWords}
        initialPreview={preview} facts={`${connection.orchestrator?.balanceMicros ?? ""} ${workers.length}`} workers={workers.map(toWorkerChoice)}
        templates={templates.map((line) => toTemplateChoice(line, openRolesOf(line.plan).length))} runs={runs.rows.map(toRunChoice)}
        sandbox={connection.mode === "sandbox"} frozen={connection.frozenAt !== null} preview={previewRunAction} start={startRunAction} search={searchRunWorkersAction}
        keep={canKeep ? keepTemplateAction : null} remove={canKeep ? removeTemplateAction : null}
      />
    </PageFrame>
  );
}
