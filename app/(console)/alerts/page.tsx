import type { Metadata } from "next";
import { AlertList } from "@/components/alert/alert-list";
import { ResolveButton } from "@/components/alert/resolve-button";
import type { SearchParams } from "@/components/data-table/href-with";
import { TableFoot } from "@/components/data-table/table-foot";
import { LiveRefresh } from "@/components/live/live-refresh";
import { PageFrame } from "@/components/shell/page-frame";
import { ButtonLink } from "@/components/ui/button-link";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Tabs } from "@/components/ui/tabs";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { can } from "@/lib/core/access/permissions";
import { formatNoun } from "@/lib/format/counts";
import { alertKind, subjectHref } from "@/lib/services/alert/alert-kinds";
import { countOpenAlerts, listAlerts } from "@/lib/services/alert/list-alerts";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { resolveAlertAction } from "./actions";

export const metadata: Metadata = { title: "Alerts" };

export default async function AlertsPage(props: { searchParams: Promise<SearchParams> }) {
  const searchParams = await props.searchParams;
  const show = searchParams["show"] === "resolved" ? "resolved" : "open";
  const { operator, ctx } = await requireOperatorPage();
  const connection = await getCurrentConnection(ctx);
  const after = typeof searchParams["after"] === "string" ? searchParams["after"] : undefined;
  const [page, open] = await Promise.all([listAlerts(ctx, connection.id, { show, after }), countOpenAlerts(ctx, connection.id)]);
  const alerts = page.alerts.map((alert) => {
    const kind = alertKind(alert.kind);
    return { ...alert, word: kind.word, whatToDo: kind.whatToDo, byPerson: kind.byPerson, href: subjectHref(alert.subjectType, alert.subjectId), isUnknown: alert.kind === "intent_unknown" };
  });
  const closable = new Set(can(operator.roles, "alert.resolve") ? alerts.filter((alert) => alert.byPerson && !alert.resolvedAt).map(({ id }) => id) : []);
  const tabs = [{ label: "Open", href: "/alerts", count: open, active: show === "open" }, { label: "Resolved", href: "/alerts?show=resolved", active: show === "resolved" }];
  return (
    <PageFrame title="Alerts">
      <LiveRefresh topics={["alerts"]} />
      <Card label="Alerts">
        <CardHead title="Alerts" note={<Tabs label="Alerts" tabs={tabs} />} aside={show === "open" ? "Sorted by dollars at risk" : "Newest first"} />
        {alerts.length === 0 && (
          <EmptyState title={show === "open" ? "Nothing is wrong." : "Nothing was resolved yet."}>Alerts come from lost replies, unproven links, stopped batches and money that does not add up.</EmptyState>
        )}
        <AlertList
          alerts={alerts} now={ctx.now()}
          action={(alert) => (
            <>
              {alert.href && <ButtonLink href={alert.href} size="sm">Open</ButtonLink>}
              {closable.has(alert.id) && <ResolveButton alertId={alert.id} title={alert.title} resolve={resolveAlertAction} />}
            </>
          )}
        />
        {(page.after || after) && <TableFoot searchParams={searchParams} before={null} after={page.after}>{formatNoun(alerts.length, "alert")} shown.</TableFoot>}
      </Card>
    </PageFrame>
  );
}
