import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { after } from "next/server";
import { LiveRefresh } from "@/components/live/live-refresh";
import { PageFrame } from "@/components/shell/page-frame";
import { Notice } from "@/components/ui/notice";
import { Tabs } from "@/components/ui/tabs";
import { RetireAction } from "@/components/worker/retire-action";
import { WORKER_TABS } from "@/components/worker/worker-tabs";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { can } from "@/lib/core/access/permissions";
import { addMs } from "@/lib/core/time";
import type { SearchParams } from "@/lib/schemas/list-filters";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { refreshWallets } from "@/lib/services/wallet/refresh-wallets";
import { findWorker } from "@/lib/services/worker/get-worker";
import { planRetirement } from "@/lib/services/worker/retire-worker";
import { retireWorkerAction } from "../actions";
import { WorkerTabContent } from "./worker-tab";

interface WorkerPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export const metadata: Metadata = { title: "Worker" };

export default async function WorkerPage({ params, searchParams }: WorkerPageProps) {
  const { ctx, operator } = await requireOperatorPage();
  const { id } = await params;
  const query = await searchParams;
  const connection = await getCurrentConnection(ctx);
  const now = addMs(ctx.now(), connection.clockOffsetMs);
  const worker = await findWorker(ctx, connection.id, decodeURIComponent(id), now);
  if (worker === null) notFound();
  const tab = WORKER_TABS.find((word) => word === query.tab) ?? "overview";
  const mayRetire = can(operator.roles, "worker.retire") && worker.state !== "retired";
  const plan = mayRetire ? await planRetirement(ctx, worker.id) : null;
  if (tab === "wallet") after(() => refreshWallets(ctx, connection.id));
  return (
    <PageFrame
      title={worker.name} crumb={{ href: "/workers", label: "Workers" }}
      action={plan && <RetireAction worker={worker} plan={plan} canCancel={(connection.dialects["escrow.cancel"] ?? null) !== null} sandbox={connection.mode === "sandbox"} action={retireWorkerAction} />}
    >
      <LiveRefresh topics={["workers", "wallets", "escrows", "intents", "costs", "orders"]} />
      {worker.failure && <Notice tone={worker.state === "retiring" || worker.state === "retired" ? "warn" : "bad"} icon="circle-x">{worker.failure}</Notice>}
      <Tabs label="Worker" look="views" tabs={WORKER_TABS.map((word) => ({ href: `?tab=${word}`, label: word[0]?.toUpperCase() + word.slice(1), active: word === tab }))} />
      <WorkerTabContent tab={tab} worker={worker} connection={connection} ctx={ctx} roles={operator.roles} now={now} />
    </PageFrame>
  );
}
