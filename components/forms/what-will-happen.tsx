import type { ReactNode } from "react";

/** Ends every form that moves money: one sentence with who gets what. */
export function WhatWillHappen({ children }: { children: ReactNode }) {
  return (
    <div className="rounded-control border border-line bg-sunken px-3 py-2.5">
      <p className="text-label text-ink3">What will happen</p>
      <div aria-live="polite" className="mt-0.5 text-body">
        {children}
      </div>
    </div>
  );
}
