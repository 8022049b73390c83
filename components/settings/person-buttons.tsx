import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { ListedPerson } from "@/lib/core/access/people-view";
import { ChangeRolesDialog } from "./change-roles-dialog";
import type { PeopleActions } from "./people-actions";

/** What an administrator can do with another person; nobody changes himself here. */
export function PersonButtons({ person, actions }: { person: ListedPerson; actions: PeopleActions }) {
  const input = { operatorId: person.id };
  const common = { triggerSize: "sm" as const, input };
  const of = <span className="sr-only"> {person.name}</span>;
  return (
    <div className="flex flex-wrap justify-end gap-1.5">
      <ChangeRolesDialog person={person} action={actions.changeRoles} />
      <ConfirmDialog
        {...common} trigger={<>New password{of}</>} title={`New password for ${person.name}?`} confirmLabel="Set password" action={actions.resetPassword}
        consequence="All sessions of this person end. Tell the password in person; it is not sent anywhere."
        field={{ name: "password", label: "New password", type: "password", required: true, help: "12 characters or more" }} done="The new password is set."
      />
      {person.openSessions > 0 && (
        <ConfirmDialog
          {...common} trigger={<>Sign out{of}</>} title={`Sign ${person.name} out everywhere?`} confirmLabel="Sign out everywhere"
          action={actions.revokeSessions} consequence="Every session of this person ends now. The person can sign in again." done="All sessions ended."
        />
      )}
      {person.isDisabled ? (
        <ConfirmDialog
          {...common} trigger={<>Enable{of}</>} title={`Enable ${person.name} again?`} confirmLabel="Enable" action={actions.enable}
          consequence="The person can sign in with the old password and has the old roles." done="The account is enabled."
        />
      ) : (
        <ConfirmDialog
          {...common} trigger={<>Disable{of}</>} triggerVariant="danger" title={`Disable ${person.name}?`} confirmLabel="Disable" confirmVariant="solid-danger"
          action={actions.disable} consequence="Every session ends now and the person can no longer sign in. The audit log keeps what was done." done="The account is disabled."
        />
      )}
    </div>
  );
}
