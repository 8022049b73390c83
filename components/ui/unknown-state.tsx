import type { ReactNode } from "react";
import { Glyph } from "./glyph";

export interface UnknownCheck {
  label: string;
  /** `no match, 14:02:08`, or when the check runs. */
  result: string;
  done: boolean;
}

interface UnknownStateProps {
  /** `We do not know if 12.00 was locked.` */
  title: string;
  why: ReactNode;
  checks?: readonly UnknownCheck[];
}

/** A lost reply: the checks that were made and the next one, and no button that tries again blindly. */
export function UnknownState({ title, why, checks = [] }: UnknownStateProps) {
  return (
    <div className="flex gap-3 px-3.5 py-4">
      <Glyph name="circle-question-mark" size={18} className="mt-px shrink-0 text-unk" />
      <div className="flex min-w-0 grow flex-col gap-2.5">
        <div>
          <p className="text-lead font-medium">{title}</p>
          <div className="mt-0.5 text-body text-ink3">{why}</div>
        </div>
        <ul className="flex flex-col gap-1">
          {checks.map((check) => (
            <li key={check.label} className="flex items-center gap-2 text-table">
              {check.done ? <Glyph name="check" size={14} className="text-ok" /> : <Glyph name="loader" size={14} className="text-info" />}
              <span>{check.label}</span>
              <span className="ml-auto text-second text-ink3">{check.result}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
