import Link from "next/link";
import type { ReactNode } from "react";
import { CardFoot } from "../ui/card";
import { buttonClass } from "../ui/button-class";
import { hrefWith, type SearchParams } from "./href-with";
import { Glyph } from "../ui/glyph";

interface TableFootProps {
  /** `16 of 96 shown`, and what the totals cover. */
  children: ReactNode;
  searchParams: SearchParams;
  /** Keyset cursors of the neighbouring pages; null where there is none. */
  before: string | null;
  after: string | null;
}

/** Words about what is shown, and the links to the pages beside it. */
export function TableFoot({ children, searchParams, before, after }: TableFootProps) {
  return (
    <CardFoot>
      <div>{children}</div>
      <nav aria-label="Pages" className="flex gap-1.5">
        <PageLink label="Previous page" href={before && hrefWith(searchParams, { before, after: null })} icon={<Glyph name="chevron-left" size={14} />} />
        <PageLink label="Next page" href={after && hrefWith(searchParams, { after, before: null })} icon={<Glyph name="chevron-right" size={14} />} />
      </nav>
    </CardFoot>
  );
}

function PageLink({ label, href, icon }: { label: string; href: string | null; icon: ReactNode }) {
  if (!href) {
    return (
      <span role="link" aria-disabled="true" aria-label={label} className={buttonClass("unavailable", "icon")}>
        {icon}
      </span>
    );
  }
  return (
    <Link prefetch={false} href={href} aria-label={label} className={buttonClass("default", "icon")}>
      {icon}
    </Link>
  );
}
