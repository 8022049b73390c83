"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Glyph } from "@/components/ui/glyph";
import { Select } from "@/components/ui/select";
import { FIT_QUESTIONS, type FitAnswers, type PatternFit, rankPatterns } from "@/lib/core/run/pattern-fit";
import { PATTERN_ICON, patternTitle } from "../pattern-words";
import { turnPlan } from "./node-shapes";
import { usePlanEditor } from "./plan-context";
import { textAt } from "./plan-draft";

const BLANK: FitAnswers = { parts: "apart", price: "known", tries: "one", payer: "orchestrator", failure: "isolated" };

/** Five questions, and what they say for each pattern; the plan is turned at a click. */
export function PatternFitPanel() {
  const { draft, put } = usePlanEditor();
  const [answers, setAnswers] = useState(BLANK);
  const ranked = rankPatterns(answers);
  const held = textAt(draft, ["pattern"]);
  const best = ranked[0];
  return (
    <Card>
      <details>
        <summary className="flex min-h-[42px] flex-wrap items-center gap-x-3 px-3.5 py-1.5 hover:bg-hover">
          <h2 className="text-body">Which pattern fits?</h2>
          <span className="text-second text-ink3">Five questions</span>
        </summary>
        <div className="flex flex-col gap-4 border-t border-line p-3.5">
          <div className="grid gap-3 md:grid-cols-2">
            {FIT_QUESTIONS.map(({ key, question, answers: choices }) => (
              <Select
                key={key} label={question} value={answers[key]} options={Object.entries(choices).map(([value, label]) => ({ value, label }))}
                onChange={({ currentTarget: { value } }) => setAnswers({ ...answers, [key]: value })}
              />
            ))}
          </div>
          <ol aria-label="Ranking, the fitting one first" className="grid gap-3 md:grid-cols-2">
            {ranked.map((fit) => (
              <FitEntry key={fit.pattern} fit={fit} isBest={fit === best} isHeld={fit.pattern === held} onTake={() => put([], turnPlan(draft, fit.pattern))} />
            ))}
          </ol>
        </div>
      </details>
    </Card>
  );
}

function FitEntry({ fit, isBest, isHeld, onTake }: { fit: PatternFit; isBest: boolean; isHeld: boolean; onTake: () => void }) {
  const { pattern, reasons, concerns, profile } = fit;
  return (
    <li className={`flex flex-col gap-2 rounded-control border p-3 ${isBest ? "border-accent" : "border-line"}`}>
      <div className="flex flex-wrap items-center gap-2">
        <Glyph name={PATTERN_ICON[pattern]} size={15} className="text-ink2" />
        <h3 className="text-body">{patternTitle(pattern)}</h3>
        {isBest && <span className="text-second text-accent">fits best</span>}
        <Button size="sm" className="ml-auto" disabled={isHeld} onClick={onTake}>
          {isHeld ? "Chosen" : <>Use <span className="sr-only">{patternTitle(pattern)}</span></>}
        </Button>
      </div>
      <ul className="flex flex-col gap-1 text-second">
        {reasons.map((reason) => <li key={reason} className="flex gap-1.5 text-ink2"><Glyph name="check" size={12} className="mt-0.5 text-ok" />{reason}</li>)}
        {concerns.map((concern) => <li key={concern} className="flex gap-1.5 text-ink3"><Glyph name="x" size={12} className="mt-0.5" />{concern}</li>)}
      </ul>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-second">
        <dt className="text-ink3">Best for</dt><dd className="text-ink2">{profile.bestFor}</dd>
        <dt className="text-ink3">Capital</dt><dd className="text-ink2">{profile.capital}</dd>
        <dt className="text-ink3">Failure</dt><dd className="text-ink2">{profile.isolation}</dd>
        <dt className="text-ink3">Income</dt><dd className="text-ink2">{profile.income}</dd>
      </dl>
    </li>
  );
}
