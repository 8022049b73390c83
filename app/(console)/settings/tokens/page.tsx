import type { Metadata } from "next";
import { PageFrame } from "@/components/shell/page-frame";
import { MakeTokenForm } from "@/components/token/make-token-form";
import { TokenList } from "@/components/token/token-list";
import { Card, CardBody, CardFoot, CardHead } from "@/components/ui/card";
import { requirePermissionPage } from "@/lib/auth/page-session";
import { isSteppedUp } from "@/lib/core/access/actor";
import { API_SCOPES, SCOPE_WORDS } from "@/lib/core/access/scopes";
import { listTokens } from "@/lib/services/token/list-tokens";
import { makeTokenAction, revokeTokenAction } from "./actions";

export const metadata: Metadata = { title: "Tokens" };

export default async function TokensPage() {
  const { ctx } = await requirePermissionPage("token.manage");
  const tokens = await listTokens(ctx);
  const now = ctx.now();
  const active = tokens.filter(({ state }) => state === "active").length;
  const scopes = API_SCOPES.map((scope) => ({ scope, words: SCOPE_WORDS[scope] }));
  return (
    <PageFrame title="Tokens" crumb={{ href: "/settings", label: "Settings" }}>
      <div className="flex flex-col gap-3">
        <Card label="Tokens">
          <CardHead title="Tokens" note={active === 1 ? "1 in use" : `${active} in use`} />
          <TokenList tokens={tokens} now={now} revoke={revokeTokenAction} />
          <CardFoot>A token reads as a viewer, within its scopes. Only runs.start spends: it starts payment runs, within the limits and never above the approval threshold. Last use is noted once a minute.</CardFoot>
        </Card>
        <Card label="Make a token">
          <CardHead title="Make a token" note="for /api/v1 and /api/mcp" />
          <CardBody>
            <MakeTokenForm scopes={scopes} action={makeTokenAction} needsPassword={!isSteppedUp(ctx.actor, now)} />
          </CardBody>
        </Card>
      </div>
    </PageFrame>
  );
}
