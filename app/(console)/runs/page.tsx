import type { Metadata } from "next";
import { hrefWith } from "@/components/data-table/href-with";
import { LiveRefresh } from "@/components/live/live-refresh";
import { ReviewQueue } from "@/components/run/review-queue";
import { RunTable } from "@/components/run/run-table";
import { RunToolbar } from "@/components/run/run-toolbar";
import { PageFrame } from "@/components/shell/page-frame";
import { ButtonLink } from "@/components/ui/button-link";
import { Tabs } from "@/components/ui/tabs";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { can } from "@/lib/core/access/permissions";
import { formatCount } from "@/lib/format/counts";
import type { SearchParams } from "@/lib/schemas/list-filters";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { countReviews, listReviews } from "@/lib/services/run/list-reviews";
import { listRuns } from "@/lib/services/run/list-runs";
import { runFiltersSchema } from "@/lib/services/run/run-filters";
import { decideReviewAction } from "./actions";
import { runScene } from "./run-scene";

export const metadata: Metadata = { title: "Payment runs" };

export default async function RunsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, operator } = await requireOperatorPage();
  const params = await searchParams;
  const filters = runFiltersSchema.parse(params);
  const connection = await getCurrentConnection(ctx);
  const isReview = filters.tab === "review";
  const [runs, queue, reviewCount] = await Promise.all([
    isReview ? null : listRuns(ctx, connection.id, filters), isReview ? listReviews(ctx, connection.id) : null, countReviews(ctx, connection.id),
  ]);
  const canStart = can(operator.roles, "run.start");
  return (
    <PageFrame title="Payment runs" action={canStart && <ButtonLink href="/runs/new" variant="primary">New run</ButtonLink>}>
      <LiveRefresh topics={["runs", "escrows", "orders"]} />
      <Tabs
        label="Payment runs" look="views"
        tabs={[
          { href: hrefWith(params, { tab: null }), label: "Runs", active: !isReview },
          { href: "?tab=review", label: "Review", count: formatCount(reviewCount), active: isReview },
        ]}
      />
      {runs && (
        <>
          <RunToolbar filters={filters} searchParams={params} />
          <RunTable page={runs} now={ctx.now()} canStart={canStart} isFiltered={Boolean(filters.q ?? filters.state ?? filters.pattern)} searchParams={params} />
        </>
      )}
      {queue && <ReviewQueue rows={queue.rows} count={queue.count} scene={runScene(ctx, connection, operator.roles, queue.approvalAbove)} decide={decideReviewAction} />}
    </PageFrame>
  );
}
