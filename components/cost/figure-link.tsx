import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/text-link";

/** A figure that opens the rows behind it; a zero has none and is no link. */
export function FigureLink({ href, isZero, children }: { href: string; isZero: boolean; children: ReactNode }) {
  if (isZero) return <span className="text-ink3">{children}</span>;
  return <TextLink href={href} className="font-[inherit]! text-inherit! decoration-line2 hover:underline">{children}</TextLink>;
}
