"use client";
import { useState } from "react";
import { FormFailure } from "@/components/forms/form-failure";
import { SubmitButton } from "@/components/forms/submit-button";
import { useActionForm } from "@/components/forms/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { showToast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/actions/result";
import type { ListedPerson } from "@/lib/core/access/people-view";
import { RoleFields } from "./role-fields";

interface ChangeRolesProps {
  person: Pick<ListedPerson, "id" | "name" | "roles">;
  action: (input?: unknown) => Promise<ActionResult<unknown>>;
}

export function ChangeRolesDialog({ person, action }: ChangeRolesProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Roles
        <span className="sr-only"> of {person.name}</span>
      </Button>
      {open && (
        <Dialog open onClose={() => setOpen(false)} title={`Roles of ${person.name}`} note="They hold from the next request on.">
          <RolesForm person={person} action={action} onDone={() => setOpen(false)} />
        </Dialog>
      )}
    </>
  );
}

function RolesForm({ person, action, onDone }: ChangeRolesProps & { onDone: () => void }) {
  const { onSubmit, pending, failure, errorOf } = useActionForm(
    action,
    () => (showToast(`${person.name} has other roles now.`), onDone()),
    (fields) => ({ roles: fields["roles"] ?? [], operatorId: person.id }),
  );
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3.5">
      <RoleFields chosen={person.roles} error={errorOf("roles")} />
      <FormFailure failure={failure && !failure.fieldErrors ? failure : null} />
      <div className="flex gap-2">
        <SubmitButton pending={pending}>Change roles</SubmitButton>
        <Button size="lg" disabled={pending} onClick={onDone}>
          Keep
        </Button>
      </div>
    </form>
  );
}
