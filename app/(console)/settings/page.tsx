import type { Metadata } from "next";
import { SettingsLinks, type SettingsLink } from "@/components/connection/settings-links";
import { PageFrame } from "@/components/shell/page-frame";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { can } from "@/lib/core/access/permissions";
import { findPolicy, policySentence } from "@/lib/services/connection/change-policy";
import { findCurrentConnection } from "@/lib/services/connection/current-connection";
import { listConnections } from "@/lib/services/connection/list-connections";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const { operator, ctx } = await requireOperatorPage();
  const connection = await findCurrentConnection(ctx);
  const connections = (await listConnections(ctx)).filter(({ archivedAt }) => archivedAt === null);
  const policy = connection && (await findPolicy(ctx, connection.id));
  const links: readonly (SettingsLink | false)[] = [
    { href: "/settings/connections", title: "Connections", icon: "plug", note: connections.map(({ name, mode, silentSince }) => `${name}, ${mode}${silentSince ? ", silent" : ""}`).join(" · ") || "none yet" },
    { href: "/settings/policy", title: "Policy", icon: "gauge", note: policy ? policySentence(policy) : "No policy: no money may move" },
    connection?.mode === "sandbox" && { href: "/settings/sandbox", title: "Sandbox", icon: "flask-conical", note: "Clock, faults, credit and activity. No real money moves" },
    can(operator.roles, "people.manage") && { href: "/settings/people", title: "People and roles", icon: "users", note: "Who may sign in, and what they may do" },
    can(operator.roles, "token.manage") && { href: "/settings/tokens", title: "Tokens", icon: "key", note: "For programs that read: the API and MCP" },
    can(operator.roles, "notify.manage") && { href: "/settings/notifications", title: "Notifications", icon: "bell", note: "Who hears of money at risk: webhook and mail" },
    can(operator.roles, "run.start") && { href: "/settings/judges", title: "Judges", icon: "scale", note: "The secret that signs the questions of payment runs to HTTP judges" },
    { href: "/settings/sessions", title: "Your account", icon: "key-round", note: "Your password and where you are signed in" },
  ];
  return (
    <PageFrame title="Settings">
      <SettingsLinks links={links.filter((link) => link !== false)} />
    </PageFrame>
  );
}
