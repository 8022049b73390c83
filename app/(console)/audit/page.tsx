import type { Metadata } from "next";
import { AuditTable } from "@/components/audit/audit-table";
import { ChainPanel } from "@/components/audit/chain-panel";
import { DayFilter } from "@/components/audit/day-filter";
import { VerifyButton } from "@/components/audit/verify-button";
import { FilterChips } from "@/components/data-table/filter-chips";
import { FilterMenu } from "@/components/data-table/filter-menu";
import { hrefWith, type SearchParams } from "@/components/data-table/href-with";
import { SearchBox } from "@/components/data-table/search-box";
import { TableFoot } from "@/components/data-table/table-foot";
import { Toolbar } from "@/components/data-table/toolbar";
import { LiveRefresh } from "@/components/live/live-refresh";
import { PageFrame } from "@/components/shell/page-frame";
import { Card } from "@/components/ui/card";
import { ExportLinks } from "@/components/audit/export-links";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { can, rolesWith } from "@/lib/core/access/permissions";
import { env } from "@/lib/env";
import { getAuditStatus } from "@/lib/services/audit/get-audit-status";
import { listAudit } from "@/lib/services/audit/list-audit";
import { listAuditChoices } from "@/lib/services/audit/list-audit-choices";
import { sealedHeadsFile } from "@/lib/services/audit/sealed-heads";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { verifyAuditAction } from "./actions";
import { AUDIT_RESULTS, auditSearchSchema } from "./search";

export const metadata: Metadata = { title: "Audit log" };

export default async function AuditPage(props: { searchParams: Promise<SearchParams> }) {
  const searchParams = await props.searchParams;
  const search = auditSearchSchema.parse(searchParams);
  const { operator, ctx } = await requireOperatorPage();
  const connection = await getCurrentConnection(ctx);
  const [page, status, choices] = await Promise.all([
    listAudit(ctx, connection.id, search, search), getAuditStatus(ctx, sealedHeadsFile(env().DATA_DIR)), listAuditChoices(ctx),
  ]);
  const refusal = can(operator.roles, "audit.verify") ? null : `Needs ${rolesWith("audit.verify").join(" or ")}`;
  const actorName = choices.actors.find(({ id }) => id === search.actor)?.name ?? search.actor ?? "";
  const chips = [
    { param: "actor", field: "Actor", value: actorName }, { param: "action", field: "Action", value: search.action ?? "" },
    { param: "result", field: "Result", value: search.result ?? "" }, { param: "subject", field: "About", value: search.subject ?? "" },
    { param: "from", field: "From", value: search.from ?? "" }, { param: "to", field: "To", value: search.to ?? "" },
  ].filter(({ value }) => value !== "").map((chip) => ({ ...chip, operator: "is" }));
  return (
    <PageFrame title="Audit log">
      <LiveRefresh topics={["audit"]} />
      <div className="flex flex-col gap-3">
        <ChainPanel head={status.head} lastCheck={status.lastCheck} sealedAt={status.newestSeal?.at ?? null} now={ctx.now()} verify={<VerifyButton verify={verifyAuditAction} refusal={refusal} />} />
        <Toolbar aside={<ExportLinks path="/api/v1/audit" query={hrefWith(search, { after: null, before: null })} allowed={can(operator.roles, "report.export")} />}>
          <SearchBox label="Id or name of the subject" name="subject" searchParams={searchParams} />
          <DayFilter searchParams={searchParams} from={search.from} to={search.to} />
          <FilterMenu
            searchParams={searchParams}
            choices={[
              { param: "actor", field: "Actor", options: choices.actors.map(({ id, name }) => ({ value: id, label: name })) },
              { param: "action", field: "Action", options: choices.actions.map((action) => ({ value: action, label: action })) },
              { param: "result", field: "Result", options: AUDIT_RESULTS.map((result) => ({ value: result, label: result })) },
            ]}
          />
          <FilterChips chips={chips} searchParams={searchParams} />
        </Toolbar>
        <Card label="Audit log">
          <AuditTable entries={page.entries} now={ctx.now()} />
          <TableFoot searchParams={searchParams} before={page.before} after={page.after}>
            Check it yourself: <code className="font-mono">npm run audit:verify</code>. No entry, no action.
          </TableFoot>
        </Card>
      </div>
    </PageFrame>
  );
}
