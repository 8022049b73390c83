"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { activeHref } from "./active-href";

interface NavLinkProps {
  href: string;
  /** The other entries, so that `/workers/spawn` does not mark `/workers` too. */
  owns: readonly string[];
  className: string;
  title?: string;
  children: ReactNode;
}

/** A link that knows whether it leads to the page on the screen. */
export function NavLink({ href, owns, className, title, children }: NavLinkProps) {
  const pathname = usePathname();
  const active = activeHref(pathname, owns.includes(href) ? owns : [...owns, href]) === href;
  return (
    <Link href={href} prefetch={false} title={title} aria-current={active ? "page" : undefined} className={className}>
      {children}
    </Link>
  );
}
