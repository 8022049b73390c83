import type { ReactNode } from "react";

/** The line above a table: search and filters at the left, exports at the right. */
export function Toolbar({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      {children}
      {aside && <div className="flex items-center gap-2 text-second text-ink3 sm:ml-auto">{aside}</div>}
    </div>
  );
}
