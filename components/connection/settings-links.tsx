import Link from "next/link";
import { Card } from "@/components/ui/card";
import { Glyph } from "@/components/ui/glyph";
import type { GlyphName } from "@/components/ui/glyph-names";

export interface SettingsLink {
  readonly href: string;
  readonly title: string;
  readonly note: string;
  readonly icon: GlyphName;
}

/** The settings, each with what it holds now. */
export function SettingsLinks({ links }: { links: readonly SettingsLink[] }) {
  return (
    <Card label="Settings">
      <ul>
        {links.map(({ href, title, note, icon }) => (
          <li key={href} className="border-b border-line last:border-0">
            <Link href={href} prefetch={false} className="flex min-h-[52px] items-center gap-3 px-3.5 py-2 -outline-offset-2 hover:bg-hover">
              <Glyph name={icon} size={16} className="text-ink3" />
              <span className="min-w-0">
                <span className="block text-body font-medium">{title}</span>
                <span className="block text-second text-ink3">{note}</span>
              </span>
              <Glyph name="chevron-right" size={14} className="ml-auto text-ink3" />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
