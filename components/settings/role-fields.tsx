import { Checkbox } from "@/components/ui/checkbox";
import { type Role, ROLES } from "@/lib/core/access/roles";
import { ROLE_WORDS } from "./role-words";

export function RoleFields({ chosen, error }: { chosen: readonly Role[]; error?: string | undefined }) {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-table font-medium">Roles</legend>
      {ROLES.map((role) => (
        <div key={role} className="flex flex-wrap items-center gap-x-2">
          <Checkbox label={role} name="roles" value={role} defaultChecked={chosen.includes(role)} />
          <span className="text-second text-ink3">{ROLE_WORDS[role]}</span>
        </div>
      ))}
      {error && <p className="text-second text-bad">{error}</p>}
    </fieldset>
  );
}
