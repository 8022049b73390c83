import { ChartCandlestick, Dices, Globe } from "lucide-react";
import { Glyph } from "@/components/ui/glyph";

const ICONS = { trading: ChartCandlestick, casino: Dices, wallet: "wallet", domains: Globe } as const;

/** A role with its icon; a free role has the plain one. */
export function RoleText({ role }: { role: string }) {
  const icon = role in ICONS ? ICONS[role as keyof typeof ICONS] : "bot";
  return (
    <span className="inline-flex items-center gap-1.5 text-ink2">
      <Glyph name={icon} size={14} className="text-ink3" />
      {role}
    </span>
  );
}
