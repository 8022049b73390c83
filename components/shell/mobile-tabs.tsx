import Link from "next/link";
import type { ShellData } from "@/lib/core/connection/shell-view";
import { formatCount } from "@/lib/format/counts";
import { Glyph } from "../ui/glyph";
import type { GlyphName } from "../ui/glyph-names";
import { Menu } from "../ui/menu";
import { NAV_GROUPS } from "./nav-items";
import { NavLink } from "./nav-link";
import { ThemeSwitch } from "./theme-switch";

const TABS: readonly { href: string; label: string; icon: GlyphName }[] = [
  { href: "/", label: "Overview", icon: "layout-dashboard" },
  { href: "/alerts", label: "Needs you", icon: "inbox" },
  { href: "/workers", label: "Workers", icon: "bot" },
  { href: "/escrows", label: "Escrows", icon: "lock" },
];
const HREFS = TABS.map((tab) => tab.href);
const MORE = NAV_GROUPS.flatMap((group) => group.items).filter((item) => !HREFS.includes(item.href));

interface MobileTabsProps {
  shell: ShellData;
  signOut: () => Promise<void>;
}

/** The foot of the page below 768 px. */
export function MobileTabs({ shell, signOut }: MobileTabsProps) {
  const needsYou = shell.counts.needsYou ?? 0;
  return (
    <nav aria-label="Tabs" className="mobile-tabs">
      {TABS.map(({ href, label, icon }) => (
        <NavLink key={href} href={href} owns={HREFS} className="mobile-tab">
          <Glyph name={icon} size={20} />
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
            <Glyph name="menu" size={20} />
            More
          </>
        }
      >
        {MORE.map(({ href, label, icon }) => (
          <NavLink key={href} href={href} owns={[]} className="menu-item">
            <Glyph name={icon} size={16} />
            {label}
          </NavLink>
        ))}
        {shell.connections.length > 1 && (
          <Link href="/settings/connections" prefetch={false} className="menu-item">
            <Glyph name="plug" size={16} />
            {shell.connection.name}
          </Link>
        )}
        <ThemeSwitch />
        <form action={signOut} className="mt-1 border-t border-line pt-1">
          <button type="submit" className="menu-item">
            Sign out
          </button>
        </form>
      </Menu>
    </nav>
  );
}
