import type { Metadata } from "next";
import { LiveRefresh } from "@/components/live/live-refresh";
import { QueryScope } from "@/components/live/query-scope";
import { PageFrame } from "@/components/shell/page-frame";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { BatchList } from "@/components/worker/batch-list";
import { BatchPanel } from "@/components/worker/batch-panel";
import { SpawnForm } from "@/components/worker/spawn-form";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { can } from "@/lib/core/access/permissions";
import type { SearchParams } from "@/lib/schemas/list-filters";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { getBatch } from "@/lib/services/worker/get-batch";
import { listBatches } from "@/lib/services/worker/list-batches";
import { previewSpawn } from "@/lib/services/worker/preview-spawn";
import { previewSpawnAction, retryBatchAction, spawnWorkersAction } from "../actions";

export const metadata: Metadata = { title: "Spawn workers" };

/** What the form shows before anybody typed. */
const FIRST = { role: "trading", count: "3" };

export default async function SpawnPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, operator } = await requireOperatorPage();
  const { batch: chosen } = await searchParams;
  const connection = await getCurrentConnection(ctx);
  const canSpawn = can(operator.roles, "worker.spawn");
  const [batches, preview] = await Promise.all([listBatches(ctx, connection.id), previewSpawn(ctx, connection.id, FIRST)]);
  const openId = batches.find(({ id }) => id === chosen)?.id ?? batches[0]?.id;
  const open = openId ? await getBatch(ctx, connection.id, openId) : null;
  const others = batches.filter(({ id }) => id !== openId);
  return (
    <PageFrame title="Spawn workers" crumb={{ href: "/workers", label: "Fleet" }}>
      <LiveRefresh topics={["connection", "batches"]} />
      {canSpawn ? (
        <SpawnForm
          initialPreview={preview.ok ? preview.value : null} preview={previewSpawnAction} spawn={spawnWorkersAction}
          sandbox={connection.mode === "sandbox"} orchestrator={connection.orchestrator?.name ?? "the orchestrator"}
        />
      ) : (
        <Card>
          <EmptyState title="Your roles do not allow spawning.">Ask an operator. You can follow the batches below.</EmptyState>
        </Card>
      )}
      {open && (
        <QueryScope>
          <BatchPanel key={open.id} initial={open} retry={can(operator.roles, "worker.retry") ? retryBatchAction : null} />
        </QueryScope>
      )}
      {others.length > 0 && <BatchList batches={others} now={ctx.now()} />}
    </PageFrame>
  );
}
