import type { Metadata } from "next";
import { PolicyForm } from "@/components/connection/policy-form";
import { PageFrame } from "@/components/shell/page-frame";
import { Card, CardBody, CardFoot, CardHead } from "@/components/ui/card";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { isSteppedUp } from "@/lib/core/access/actor";
import { can, rolesWith } from "@/lib/core/access/permissions";
import { toDecimal, usdc } from "@/lib/core/money";
import { toEpochMs } from "@/lib/core/time";
import { formatWhen } from "@/lib/format/dates";
import { findPolicy } from "@/lib/services/connection/change-policy";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { changePolicyAction } from "./actions";

export const metadata: Metadata = { title: "Policy" };

export default async function PolicyPage() {
  const { operator, ctx } = await requireOperatorPage();
  const connection = await getCurrentConnection(ctx);
  const policy = await findPolicy(ctx, connection.id);
  const now = ctx.now();
  const text = (micros: bigint | null | undefined) => (micros === undefined ? "0" : micros === null ? null : toDecimal(usdc(micros)));
  const shown = { perTransaction: text(policy?.perTransactionMicros), perDay: text(policy?.perDayMicros), approvalAbove: text(policy?.approvalAboveMicros) };
  const refusal = can(operator.roles, "policy.change") ? null : `Only ${rolesWith("policy.change").join(" or ")} may change limits.`;
  return (
    <PageFrame title="Policy" crumb={{ href: "/settings", label: "Settings" }}>
      <Card label="Limits">
        <CardHead title="Limits of the fleet" note={policy ? `changed by ${policy.changedBy}, ${formatWhen(toEpochMs(policy.changedAt.getTime()), now)}` : "no policy: no money may move"} />
        <CardBody>
          <PolicyForm key={policy?.changedAt.getTime() ?? 0} policy={shown} action={changePolicyAction} refusal={refusal} needsPassword={!isSteppedUp(ctx.actor, now)} />
        </CardBody>
        <CardFoot>Every amount that leaves is reserved against these limits before the platform is called, across all processes. Each change is in the audit log with before and after.</CardFoot>
      </Card>
    </PageFrame>
  );
}
