import type { ShellData } from "@/lib/core/connection/shell-view";
import { Menu } from "../ui/menu";
import { ShortcutSwitch } from "./shortcut-switch";
import { ThemeSwitch } from "./theme-switch";
import { Glyph } from "../ui/glyph";

export function OperatorMenu({ operator, signOut }: { operator: ShellData["operator"]; signOut: () => Promise<void> }) {
  return (
    <Menu
      label={`Menu of ${operator.name}`}
      upwards
      triggerClassName="flex w-full items-center gap-2 rounded-control p-1 text-left hover:bg-hover max-xl:justify-center"
      trigger={
        <>
          <Initials name={operator.name} />
          <span className="side-text min-w-0 leading-tight">
            <span className="block truncate text-table font-medium">{operator.name}</span>
            <span className="block truncate text-label text-ink3">{operator.roles.join(", ")}</span>
          </span>
        </>
      }
    >
      <div className="px-2 py-1.5">
        <p className="text-table font-medium">{operator.email}</p>
        <p className="text-second text-ink3">{operator.roles.join(", ")}</p>
      </div>
      <ThemeSwitch />
      <ShortcutSwitch />
      <form action={signOut} className="mt-1 border-t border-line pt-1">
        <button type="submit" className="menu-item">
          <Glyph name="log-out" size={14} />
          Sign out
        </button>
      </form>
    </Menu>
  );
}

function Initials({ name }: { name: string }) {
  const letters = name.split(/\s+/).map((word) => word.charAt(0)).join("").slice(0, 2).toUpperCase();
  return (
    <span aria-hidden className="grid size-6 shrink-0 place-items-center rounded-full bg-[color-mix(in_oklab,var(--s4)_28%,var(--surface))] text-label font-semibold text-ink">
      {letters}
    </span>
  );
}
