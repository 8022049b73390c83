import type { Metadata } from "next";
import { PageFrame } from "@/components/shell/page-frame";
import { CreatePersonForm } from "@/components/settings/create-person-form";
import { PeopleList } from "@/components/settings/people-list";
import { StepUpForm } from "@/components/settings/step-up-form";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { requirePermissionPage } from "@/lib/auth/page-session";
import { isSteppedUp } from "@/lib/core/access/actor";
import { listPeople } from "@/lib/services/operator/list-people";
import { stepUpAction } from "../sessions/actions";
import {
  changeRolesAction, createPersonAction, disablePersonAction, enablePersonAction, resetPasswordAction, revokeSessionsAction,
} from "./actions";

export const metadata: Metadata = { title: "People and roles" };

const actions = {
  changeRoles: changeRolesAction, disable: disablePersonAction, enable: enablePersonAction,
  resetPassword: resetPasswordAction, revokeSessions: revokeSessionsAction,
};

export default async function PeoplePage() {
  const { operator, ctx } = await requirePermissionPage("people.manage");
  const people = await listPeople(ctx);
  const now = ctx.now();
  return (
    <PageFrame title="People and roles" crumb={{ href: "/settings", label: "Settings" }}>
      <div className="flex flex-col gap-3">
        {!isSteppedUp(ctx.actor, now) && (
          <Card tone="warn" label="Proof of identity">
            <CardHead title="Proof of identity" />
            <CardBody>
              <StepUpForm action={stepUpAction} reason="Changing people needs your password again. It holds for ten minutes." />
            </CardBody>
          </Card>
        )}
        <Card label="People">
          <CardHead title="People" note={`${people.length} with an account`} />
          <PeopleList people={people} ownId={operator.id} now={now} actions={actions} />
        </Card>
        <Card label="Add a person">
          <CardHead title="Add a person" note="with an initial password, told in person" />
          <CardBody>
            <CreatePersonForm action={createPersonAction} />
          </CardBody>
        </Card>
      </div>
    </PageFrame>
  );
}
