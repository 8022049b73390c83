"use client";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";

/**
 * The chosen leg: a column beside the graph on wide screens, a sheet over it below. Opening the sheet moves the focus
 * into it; Escape closes it and gives the focus back to what opened it.
 */
export function LegSheet({ label, closeHref, children }: { label: string; closeHref: string; children: ReactNode }) {
  const router = useRouter();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    const isSheet = matchMedia("(max-width: 1279px)").matches;
    if (isSheet) panel.current?.focus({ preventScroll: true });
    function onKey(event: KeyboardEvent) {
      if (event.key === "Escape" && document.querySelector("dialog[open]") === null) router.push(closeHref, { scroll: false });
    }
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("keydown", onKey);
      if (isSheet && opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, [router, closeHref, label]);
  return <aside ref={panel} tabIndex={-1} aria-label={label} className="leg-sheet card">{children}</aside>;
}
