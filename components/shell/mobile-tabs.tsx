import { Bot, Inbox, LayoutDashboard, Lock, Menu as MenuIcon, type LucideIcon } from "lucide-react";
import { formatCount } from "@/lib/format/counts";
import { Menu } from "../ui/menu";
import { NAV_GROUPS } from "./nav-items";
import { NavLink } from "./nav-link";
import type { ShellData } from "./shell-data";

const TABS: readonly { href: string; label: string; icon: LucideIcon }[] = [
  { href: "/", label: "Overview", icon: LayoutDashboard },
  { href: "/alerts", label: "Needs you", icon: Inbox },
  { href: "/workers", label: "Workers", icon: Bot },
  { href: "/escrows", label: "Escrows", icon: Lock },
];
const HREFS = TABS.map((tab) => tab.href);
const MORE = NAV_GROUPS.flatMap((group) => group.items).filter((item) => !HREFS.includes(item.href));

/** The foot of the page below 768 px. */
export function MobileTabs({ shell, signOut }: { shell: ShellData; signOut: () => Promise<void> }) {
  const needsYou = shell.counts.needsYou ?? 0;
  return (
    <nav aria-label="Tabs" className="mobile-tabs">
      {TABS.map(({ href, label, icon: Icon }) => (
        <NavLink key={href} href={href} owns={HREFS} className="mobile-tab">
          <Icon size={20} aria-hidden />
          {href === "/alerts" && needsYou > 0 && <span className="nav-count-alert">{formatCount(needsYou)}</span>}
          {label}
        </NavLink>
      ))}
      <Menu
        label="More"
        upwards
        triggerClassName="mobile-tab"
        trigger={
          <>
            <MenuIcon size={20} aria-hidden />
            More
          </>
        }
      >
        {MORE.map(({ href, label, icon: Icon }) => (
          <NavLink key={href} href={href} owns={[]} className="menu-item">
            <Icon size={16} aria-hidden />
            {label}
          </NavLink>
        ))}
        <form action={signOut} className="mt-1 border-t border-line pt-1">
          <button type="submit" className="menu-item">
            Sign out
          </button>
        </form>
      </Menu>
    </nav>
  );
}
