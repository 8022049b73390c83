import type { NavCount } from "@/lib/core/connection/shell-view";
import type { GlyphName } from "../ui/glyph-names";

export interface NavItem {
  href: string;
  label: string;
  icon: GlyphName;
  count?: NavCount;
}

export interface NavGroup {
  label: string | null;
  items: readonly NavItem[];
}

/** Only pages that exist. */
export const NAV_GROUPS: readonly NavGroup[] = [
  { label: null, items: [{ href: "/", label: "Overview", icon: "layout-dashboard", count: "needsYou" }] },
  {
    label: "Fleet",
    items: [
      { href: "/workers", label: "Workers", icon: "bot", count: "workers" },
      { href: "/workers/spawn", label: "Spawn", icon: "circle-plus", count: "batches" },
      { href: "/wallets", label: "Child wallets", icon: "wallet", count: "wallets" },
    ],
  },
  {
    label: "Money",
    items: [
      { href: "/escrows", label: "Escrows", icon: "lock", count: "escrows" },
      { href: "/runs", label: "Payment runs", icon: "workflow", count: "runs" },
      { href: "/referrals", label: "Referrals", icon: "network" },
      { href: "/costs", label: "Cost report", icon: "chart-no-axes-column" },
    ],
  },
  {
    label: "Control",
    items: [
      { href: "/audit", label: "Audit log", icon: "scroll-text" },
      { href: "/alerts", label: "Alerts", icon: "bell", count: "alerts" },
      { href: "/settings", label: "Settings", icon: "settings" },
    ],
  },
];
