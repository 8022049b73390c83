import type { ReactNode } from "react";

interface EmptyStateProps {
  /** What is missing: `No workers yet.` */
  title: string;
  /** The next step, and what it will not do. */
  children?: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-2.5 px-3.5 py-5">
      <div className="max-w-[60ch]">
        <p className="text-lead font-medium">{title}</p>
        {children && <div className="mt-1 text-body text-ink3">{children}</div>}
      </div>
      {action}
    </div>
  );
}
