import type { Metadata } from "next";
import { PageFrame } from "@/components/shell/page-frame";
import { ChangePasswordForm } from "@/components/settings/change-password-form";
import { SessionsList } from "@/components/settings/sessions-list";
import { StepUpForm } from "@/components/settings/step-up-form";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { KeyValue } from "@/components/ui/key-value";
import { TimeText } from "@/components/ui/time-text";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { isSteppedUp, STEP_UP_MS } from "@/lib/core/access/actor";
import { addMs } from "@/lib/core/time";
import { listOwnSessions } from "@/lib/services/operator/list-own-sessions";
import { changeOwnPasswordAction, revokeOwnSessionAction, stepUpAction } from "./actions";

export const metadata: Metadata = { title: "Your account" };

export default async function AccountPage() {
  const { operator, ctx } = await requireOperatorPage();
  const sessions = await listOwnSessions(ctx, operator);
  const now = ctx.now();
  const confirmedUntil = isSteppedUp(ctx.actor, now) && operator.steppedUpAt !== null ? addMs(operator.steppedUpAt, STEP_UP_MS) : null;
  return (
    <PageFrame title="Your account" crumb={{ href: "/settings", label: "Settings" }}>
      <div className="grid gap-3 lg:grid-cols-2">
        <Card label="You">
          <CardHead title="You" />
          <CardBody>
            <KeyValue rows={[{ label: "Name", value: operator.name }, { label: "Email", value: operator.email }, { label: "Roles", value: operator.roles.join(", ") }]} />
          </CardBody>
        </Card>
        <Card label="Proof of identity">
          <CardHead title="Proof of identity" note={confirmedUntil ? <>holds until <TimeText at={confirmedUntil} now={now} /></> : "not confirmed"} />
          <CardBody>
            <StepUpForm action={stepUpAction} reason="Large amounts, people and policy need your password again. It holds for ten minutes in this browser." />
          </CardBody>
        </Card>
        <Card label="Sessions" className="lg:col-span-2">
          <CardHead title="Sessions" note="end 12 hours after the last use, 7 days after the sign-in at the latest" />
          <SessionsList sessions={sessions} now={now} revoke={revokeOwnSessionAction} />
        </Card>
        <Card label="Change password">
          <CardHead title="Change password" />
          <CardBody>
            <ChangePasswordForm action={changeOwnPasswordAction} />
          </CardBody>
        </Card>
      </div>
    </PageFrame>
  );
}
