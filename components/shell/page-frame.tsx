import Link from "next/link";
import type { ReactNode } from "react";
import { FreezeSlot } from "./shell-slots";
import { TopBarFreshness, type PageFreshness } from "./top-bar-freshness";
import { UtcClock } from "./utc-clock";
import { Glyph } from "../ui/glyph";

interface PageFrameProps {
  /** The page's one h1. */
  title: ReactNode;
  crumb?: { href: string; label: string };
  /** The page's one primary button. */
  action?: ReactNode;
  freshness?: PageFreshness;
  children: ReactNode;
}

/** The bar of a page and its content: everything inside the shell. */
export function PageFrame({ title, crumb, action, freshness, children }: PageFrameProps) {
  return (
    <>
      <header className="top-bar">
        <div className="flex min-w-0 items-center gap-2">
          {crumb && (
            <>
              <Link href={crumb.href} prefetch={false} className="text-body text-ink2 hover:text-ink max-md:hidden">
                {crumb.label}
              </Link>
              <Glyph name="chevron-right" size={14} className="shrink-0 text-ink3 max-md:hidden" />
            </>
          )}
          <h1 className="truncate text-lead">{title}</h1>
        </div>
        <div className="ml-auto flex shrink-0 items-center gap-3">
          <span className="max-lg:hidden">
            <TopBarFreshness freshness={freshness} />
          </span>
          <span aria-hidden className="h-3.5 w-px bg-line2 max-xl:hidden" />
          <span className="max-xl:hidden">
            <UtcClock />
          </span>
          <span aria-hidden className="h-3.5 w-px bg-line2 max-xl:hidden" />
          {action}
          <FreezeSlot />
        </div>
      </header>
      <main id="content" tabIndex={-1} className="page outline-none">
        {children}
      </main>
    </>
  );
}
