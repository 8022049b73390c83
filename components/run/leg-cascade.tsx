import { Glyph } from "@/components/ui/glyph";
import type { LegFacts } from "@/lib/core/run/leg-view";
import type { ChosenFacts, RunFacts } from "@/lib/core/run/run-view";
import { formatMoment } from "@/lib/format/dates";
import { formatNoun } from "@/lib/format/counts";
import { formatUsdc } from "@/lib/format/money";
import { hasFailed, legLook } from "./leg-look";
import { doerOf, moneyOf } from "./leg-words";
import type { RunScene } from "./run-scene";

const SHOWN_MAX = 8;

interface LegCascadeProps {
  leg: LegFacts;
  chosen: ChosenFacts;
  run: RunFacts;
  scene: RunScene;
}

/** Which legs hang on this one, what became of each and of its money, and how many do not. */
export function LegCascade({ leg, chosen: { cascade }, run, scene }: LegCascadeProps) {
  if (cascade.touched.length === 0 && !hasFailed(leg)) return null;
  const touched = run.legs.filter(({ key }) => cascade.touched.includes(key));
  const title = hasFailed(leg) ? "What this failure touches" : "What waits for this leg";
  return (
    <section aria-label={title} className="flex flex-col gap-2.5 border-t border-line p-3.5">
      <h3 className="text-second font-normal text-ink3">{title}</h3>
      <ul className="flex flex-col gap-2.5">
        {touched.slice(0, SHOWN_MAX).map((other) => {
          const look = legLook(other);
          return (
            <li key={other.key} className="flex gap-2.5">
              <span className={`tone-${look.tone} mt-px text-tone`}><Glyph name={look.icon} size={15} /></span>
              <div className="min-w-0">
                <p className="text-body font-medium">{doerOf(other)}</p>
                <p className="text-second text-ink2">{fateOf(other, scene)}</p>
              </div>
            </li>
          );
        })}
        {touched.length > SHOWN_MAX && <li className="text-second text-ink3">And {formatNoun(touched.length - SHOWN_MAX, "more leg")}: see the list.</li>}
        <li className="flex gap-2.5">
          <span className="tone-ok mt-px text-tone"><Glyph name="circle-check" size={15} /></span>
          <div>
            <p className="text-body font-medium">{cascade.untouched === 0 ? "Nothing else" : `Other ${formatNoun(cascade.untouched, "leg")}`}</p>
            <p className="text-second text-ink2">{cascade.untouched === 0 ? "this run has no other leg" : "not affected"}</p>
          </div>
        </li>
      </ul>
    </section>
  );
}

function fateOf(leg: LegFacts, { platformNow }: RunScene): string {
  const payer = leg.payerName ?? "you";
  const { escrow } = leg;
  if (leg.state === "skipped" || (escrow === null && leg.state !== "defaulted")) return `never funded. ${formatUsdc(leg.amount)} was to come from ${payer}`;
  if (escrow?.silence.kind === "settles" && (leg.state === "returning" || hasFailed(leg))) {
    return `cannot complete. ${formatUsdc(escrow.amount)} comes back by ${formatMoment(escrow.silence.at, platformNow)}: ${payer} ${payer === "you" ? "get" : "gets"} ${formatUsdc(escrow.silence.outcome.payer)}`;
  }
  return `${legLook(leg).word}, ${moneyOf(leg)}`;
}
