import { Bell, Bot, ChartNoAxesColumn, CirclePlus, LayoutDashboard, Lock, Network, ScrollText, Settings, Wallet, type LucideIcon } from "lucide-react";
import type { NavCount } from "./shell-data";

export interface NavItem {
  href: string;
  label: string;
  icon: LucideIcon;
  count?: NavCount;
}

export interface NavGroup {
  label: string | null;
  items: readonly NavItem[];
}

/** Only pages that exist. */
export const NAV_GROUPS: readonly NavGroup[] = [
  { label: null, items: [{ href: "/", label: "Overview", icon: LayoutDashboard, count: "needsYou" }] },
  {
    label: "Fleet",
    items: [
      { href: "/workers", label: "Workers", icon: Bot, count: "workers" },
      { href: "/workers/spawn", label: "Spawn", icon: CirclePlus, count: "batches" },
      { href: "/wallets", label: "Child wallets", icon: Wallet, count: "wallets" },
    ],
  },
  {
    label: "Money",
    items: [
      { href: "/escrows", label: "Escrows", icon: Lock, count: "escrows" },
      { href: "/referrals", label: "Referrals", icon: Network },
      { href: "/costs", label: "Cost report", icon: ChartNoAxesColumn },
    ],
  },
  {
    label: "Control",
    items: [
      { href: "/audit", label: "Audit log", icon: ScrollText },
      { href: "/alerts", label: "Alerts", icon: Bell, count: "alerts" },
      { href: "/settings", label: "Settings", icon: Settings },
    ],
  },
];
