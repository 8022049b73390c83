import type { ReactNode } from "react";
import { IconTile } from "@/components/ui/icon-tile";
import type { GlyphName } from "@/components/ui/glyph-names";
import type { Tone } from "@/components/ui/tone";

export interface Answer {
  readonly question: string;
  readonly icon: GlyphName;
  readonly tone: Tone;
  readonly answer: string;
  readonly note: ReactNode;
  readonly more?: ReactNode;
}

/** The three questions of the morning, each with its answer and where the doubt is. */
export function Answers({ answers }: { answers: readonly Answer[] }) {
  return (
    <section aria-label="Summary" className="card grid lg:grid-cols-3">
      {answers.map(({ question, icon, tone, answer, note, more }) => (
        <div key={question} className="flex min-w-0 flex-col gap-2.5 border-line p-3.5 not-last:max-lg:border-b not-last:lg:border-r">
          <div className="flex items-start gap-3">
            <IconTile icon={icon} tone={tone} />
            <div className="min-w-0">
              <h2 className="text-label font-normal text-ink3">{question}</h2>
              <p className="text-lead font-semibold">{answer}</p>
              <p className="text-second text-ink3">{note}</p>
            </div>
          </div>
          {more}
        </div>
      ))}
    </section>
  );
}
