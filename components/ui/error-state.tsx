import type { ReactNode } from "react";
import { Glyph } from "./glyph";

interface ErrorStateProps {
  /** Did money move, in one line: `Not released. Nothing moved.` */
  title: string;
  /** Why, with the platform's code and time. */
  why?: ReactNode;
  /** What now: buttons or a sentence. */
  next?: ReactNode;
  traceId?: string | undefined;
}

export function ErrorState({ title, why, next, traceId }: ErrorStateProps) {
  return (
    <div role="alert" className="flex gap-3 px-3.5 py-4">
      <Glyph name="circle-x" size={18} className="mt-px shrink-0 text-bad" />
      <div className="flex min-w-0 flex-col gap-2">
        <div>
          <p className="text-lead font-medium">{title}</p>
          {why && <div className="mt-0.5 text-body text-ink3">{why}</div>}
        </div>
        {next && <div className="flex flex-wrap items-center gap-2 text-body text-ink2">{next}</div>}
        {traceId && (
          <p className="text-second text-ink3">
            Trace <code className="font-mono">{traceId}</code>
          </p>
        )}
      </div>
    </div>
  );
}
