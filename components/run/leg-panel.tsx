import Link from "next/link";
import { Glyph } from "@/components/ui/glyph";
import { KeyValue, type KeyValueRow } from "@/components/ui/key-value";
import { TextLink } from "@/components/ui/text-link";
import type { LegFacts } from "@/lib/core/run/leg-view";
import type { ChosenFacts, GroupFacts, RunFacts } from "@/lib/core/run/run-view";
import { formatDistance, formatMoment } from "@/lib/format/dates";
import { formatUsdc } from "@/lib/format/money";
import { AuctionTable } from "./auction-table";
import { LegActions, type LegActionSet } from "./leg-actions";
import { LegAttempts } from "./leg-attempts";
import { LegCascade } from "./leg-cascade";
import { LegReview } from "./leg-review";
import { legLook } from "./leg-look";
import { LegSheet } from "./leg-sheet";
import { doerOf, placeOf, statementOf } from "./leg-words";
import { patternTitle } from "./pattern-words";
import type { RunScene } from "./run-scene";

interface LegPanelProps {
  leg: LegFacts;
  chosen: ChosenFacts;
  run: RunFacts;
  scene: RunScene;
  closeHref: string;
  actions: LegActionSet;
}

/** One leg: what happened, whose money it is, what silence brings, what it touches, and what can be done. */
export function LegPanel({ leg, chosen, run, scene, closeHref, actions }: LegPanelProps) {
  const look = legLook(leg);
  const group = run.groups.find(({ key }) => key === leg.nodeKey);
  return (
    <LegSheet label={`Leg ${leg.label}`} closeHref={closeHref}>
      <div className="flex min-h-[42px] items-center gap-2 border-b border-line px-3.5 py-1.5">
        <span className={`tone-${look.tone} flex text-tone`}><Glyph name={look.icon} size={16} /></span>
        <h2 className="min-w-0 truncate text-lead">{doerOf(leg)}</h2>
        <span className="truncate text-second text-ink3">{placeIn(leg, run, group)}</span>
        <Link href={closeHref} scroll={false} prefetch={false} aria-label="Close" className="ml-auto grid size-7 max-md:size-[44px] pointer-coarse:size-[44px] shrink-0 place-items-center rounded-check text-ink3 hover:bg-hover hover:text-ink"><Glyph name="x" size={15} /></Link>
      </div>
      <div className="flex flex-col gap-2 p-3.5">
        <p className="text-lead font-medium">{statementOf(leg, scene)}</p>
        {leg.note && <p className="text-second break-words text-ink2">{leg.note}</p>}
        <KeyValue rows={rowsOf(leg, scene)} />
      </div>
      {leg.reviewState === "wanted" && <LegReview leg={leg} chosen={chosen} scene={scene} decide={actions.decide} />}
      <LegAttempts attempts={chosen.attempts} />
      {group?.auction && <AuctionTable auction={group.auction} now={scene.now} />}
      <LegCascade leg={leg} chosen={chosen} run={run} scene={scene} />
      <LegActions leg={leg} run={run} scene={scene} touched={chosen.cascade.touched} actions={actions} />
      <details className="border-t border-line p-3.5 text-table">
        <summary className="cursor-pointer text-accent">What was ordered</summary>
        <p className="mt-2 break-words whitespace-pre-wrap text-ink2">{chosen.instructions}</p>
      </details>
    </LegSheet>
  );
}

/** `pipeline stage 2 of 3`, `auction execute`; an auction without a winner is in the title already. */
function placeIn(leg: LegFacts, run: RunFacts, group: GroupFacts | undefined): string {
  if (!group) return placeOf(leg, run.groups);
  const pattern = patternTitle(group.pattern).toLowerCase();
  if (group.pattern === "auction") return leg.payeeName === null ? pattern : `${pattern} ${leg.label}`;
  return `${pattern} ${placeOf(leg, run.groups)}`;
}

function rowsOf(leg: LegFacts, { now, platformNow }: RunScene): readonly KeyValueRow[] {
  const { escrow } = leg;
  const backups = leg.candidates.slice(leg.candidateIndex + 1);
  const rows: KeyValueRow[] = [{ label: "Paid by", value: leg.payerName ?? "you" }];
  if (escrow === null) rows.push({ label: leg.pattern === "auction" && leg.payeeName === null ? "Ceiling" : "Amount", value: formatUsdc(leg.amount, "detail") });
  else rows.push({ label: "Escrow", value: <TextLink href={`/escrows/${escrow.id}`}>{formatUsdc(escrow.amount, "detail")} {escrow.platformWord && escrow.state === "unrecognised" ? escrow.platformWord : escrow.state}</TextLink> });
  if (leg.dueAt !== null) rows.push({ label: "Result due", value: `${formatMoment(leg.dueAt, now)} · ${formatDistance(leg.dueAt, now)}` });
  if (escrow?.silence.kind === "settles") {
    const { at, outcome, payerCost } = escrow.silence;
    rows.push({ label: "Deadline", value: `${formatMoment(at, platformNow)} · ${formatDistance(at, platformNow)}` });
    rows.push({ label: `At deadline ${leg.payerName ?? "you"} ${leg.payerName ? "gets" : "get"}`, value: formatUsdc(outcome.payer, "detail") });
    rows.push({ label: "Fee lost", value: formatUsdc(payerCost, "detail"), tone: payerCost > 0n ? "bad" : "mute" });
  }
  if (escrow && escrow.money.lost > 0n) rows.push({ label: "Fee lost", value: formatUsdc(escrow.money.lost, "detail"), tone: "bad" });
  if (escrow && escrow.money.returned > 0n) rows.push({ label: "Came back", value: formatUsdc(escrow.money.returned, "detail") });
  if (leg.attempt > 0 && leg.triesLeft > 1) rows.push({ label: "Attempts left", value: String(leg.triesLeft - 1), note: "with this agent" });
  if (leg.pattern === "auction" && leg.payeeName === null) rows.push({ label: "Asked for a bid", value: leg.candidates.slice(0, 4).join(", "), note: leg.candidates.length > 4 ? `and ${leg.candidates.length - 4} more` : undefined });
  else if (backups.length > 0 && leg.pattern !== "marketplace") rows.push({ label: leg.pattern === "auction" ? "Next in the ranking" : "Backup", value: backups.slice(0, 3).join(", ") });
  return rows;
}
