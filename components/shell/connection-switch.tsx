import type { ConnectionMode } from "@/lib/core/connection/connection-mode";
import type { ShellData } from "@/lib/core/connection/shell-view";
import { Badge } from "../ui/badge";
import { Glyph } from "../ui/glyph";
import { Menu } from "../ui/menu";

export type ChooseConnection = (input: { connectionId: string }) => Promise<unknown>;

interface ConnectionSwitchProps {
  connection: ShellData["connection"];
  connections: ShellData["connections"];
  choose: ChooseConnection;
}

/** The connection that every page shows, and the way to another one. With a single one there is nothing to choose. */
export function ConnectionSwitch({ connection, connections, choose }: ConnectionSwitchProps) {
  if (connections.length < 2) return <p className="truncate text-label text-ink3">{connection.name}</p>;
  return (
    <Menu
      label={`Connection: ${connection.name}. Choose another one`}
      triggerClassName="flex w-full min-w-0 items-center gap-1 rounded-check text-left text-label text-ink3 hover:text-ink"
      trigger={
        <>
          <span className="truncate">{connection.name}</span>
          <Glyph name="chevron-down" size={12} className="shrink-0" />
        </>
      }
    >
      {connections.map(({ id, name, mode }) => (
        <form key={id} action={choose.bind(null, { connectionId: id }) as () => Promise<void>}>
          <button type="submit" className="menu-item" aria-current={id === connection.id ? "true" : undefined}>
            <span className={id === connection.id ? "truncate font-semibold" : "truncate"}>{name}</span>
            <span className="ml-auto"><ModeBadge mode={mode} /></span>
          </button>
        </form>
      ))}
    </Menu>
  );
}

/** Sandbox or live, the same words and colours wherever a connection is named. */
export function ModeBadge({ mode }: { mode: ConnectionMode }) {
  return mode === "sandbox" ? <Badge tone="info" icon="flask-conical">sandbox</Badge> : <Badge tone="warn" icon="zap">live</Badge>;
}
