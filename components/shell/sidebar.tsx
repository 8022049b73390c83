import type { ShellData } from "@/lib/core/connection/shell-view";
import { formatCount } from "@/lib/format/counts";
import { CopyButton } from "../ui/copy-button";
import { Glyph } from "../ui/glyph";
import { type ChooseConnection, ConnectionSwitch } from "./connection-switch";
import { LogoMark } from "./logo-mark";
import { NAV_GROUPS, type NavItem } from "./nav-items";
import { NavLink } from "./nav-link";
import { OperatorMenu } from "./operator-menu";
import { PaletteTrigger } from "./palette-trigger";

const HREFS = NAV_GROUPS.flatMap((group) => group.items.map((item) => item.href));

interface SidebarProps {
  shell: ShellData;
  signOut: () => Promise<void>;
  chooseConnection: ChooseConnection;
}

export function Sidebar({ shell, signOut, chooseConnection }: SidebarProps) {
  return (
    <aside aria-label="Console" className="sidebar">
      <div className="flex items-center gap-2.5 px-1 pt-1 pb-2 max-xl:justify-center">
        <LogoMark />
        <div className="side-text min-w-0 leading-tight">
          <p className="truncate text-body font-semibold">Purple Flea</p>
          <ConnectionSwitch connection={shell.connection} connections={shell.connections} choose={chooseConnection} />
        </div>
      </div>
      <PaletteTrigger />
      <nav aria-label="Main" className="mt-1 flex flex-col">
        {NAV_GROUPS.map((group) => (
          <div key={group.label ?? "start"} className="flex flex-col gap-px">
            {group.label && <p className="nav-group">{group.label}</p>}
            {group.items.map((item) => (
              <SidebarLink key={item.href} item={item} count={item.count && shell.counts[item.count]} />
            ))}
          </div>
        ))}
      </nav>
      <div className="mt-auto flex flex-col gap-2 pt-4">
        {shell.referral && <ReferralCode {...shell.referral} />}
        <OperatorMenu operator={shell.operator} signOut={signOut} />
      </div>
    </aside>
  );
}

function SidebarLink({ item, count }: { item: NavItem; count: number | undefined }) {
  return (
    <NavLink href={item.href} owns={HREFS} title={item.label} className="nav-link">
      <Glyph name={item.icon} />
      <span className="side-text">{item.label}</span>
      {count !== undefined && count > 0 && (
        <span className={item.count === "needsYou" ? "nav-count nav-count-alert side-text" : "nav-count side-text"}>
          {formatCount(count)}
          {item.count === "needsYou" && <span className="sr-only"> need you</span>}
        </span>
      )}
    </NavLink>
  );
}

function ReferralCode({ code, owner }: { code: string; owner: string }) {
  return (
    <div className="side-text rounded-large border border-line bg-surface px-2.5 py-2">
      <p className="truncate text-label text-ink3">Referral code · {owner}</p>
      <div className="flex items-center justify-between gap-1">
        <code className="truncate font-mono text-second" title={code}>
          {code}
        </code>
        <CopyButton value={code} label="Copy referral code" />
      </div>
    </div>
  );
}
