import type { ReactNode } from "react";
import { Badge } from "./badge";

interface UnavailableStateProps {
  /** What is unavailable: `Trading fees`. */
  what: string;
  /** Since when, the last known value in text, and what to do instead. */
  children: ReactNode;
}

/** Never 0, never green: the word, since when, and the last known value. */
export function UnavailableState({ what, children }: UnavailableStateProps) {
  return (
    <div className="flex flex-col gap-2 px-3.5 py-4">
      <p className="flex flex-wrap items-center gap-2 text-lead font-medium text-ink2">
        {what}
        <Badge tone="mute" icon="circle-slash" dashed>
          unavailable
        </Badge>
      </p>
      <div className="text-body text-ink3">{children}</div>
    </div>
  );
}
