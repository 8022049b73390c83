import type { Metadata } from "next";
import { ConnectionTable } from "@/components/connection/connection-table";
import { LiveRefresh } from "@/components/live/live-refresh";
import { PageFrame } from "@/components/shell/page-frame";
import { ButtonLink } from "@/components/ui/button-link";
import { Card, CardFoot } from "@/components/ui/card";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { can } from "@/lib/core/access/permissions";
import { listConnections } from "@/lib/services/connection/list-connections";

export const metadata: Metadata = { title: "Connections" };

export default async function ConnectionsPage() {
  const { ctx, operator } = await requireOperatorPage();
  const connections = await listConnections(ctx);
  const add = can(operator.roles, "connection.manage") && <ButtonLink href="/settings/connections/add" variant="primary">Add connection</ButtonLink>;
  return (
    <PageFrame title="Connections" crumb={{ href: "/settings", label: "Settings" }} action={add}>
      <LiveRefresh topics={["connection"]} />
      <Card label="Connections">
        <ConnectionTable connections={connections} now={ctx.now()} />
        <CardFoot>Every row and every total belongs to one connection. Choose the one to work on at the head of the navigation.</CardFoot>
      </Card>
    </PageFrame>
  );
}
