import { ActionButton } from "@/components/connection/action-button";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardFoot, CardHead } from "@/components/ui/card";
import { TimeText } from "@/components/ui/time-text";
import type { ActionResult } from "@/lib/actions/result";
import { toDecimal } from "@/lib/core/money";
import type { EpochMs } from "@/lib/core/time";
import type { RateCard } from "@/lib/core/worker/rate-card";
import { formatNoun } from "@/lib/format/counts";
import { formatUsdc } from "@/lib/format/money";
import { RateCardForm, type RateCardFormProps } from "./rate-card-form";

interface RateCardPanelProps {
  workerId: string;
  card: RateCard | null;
  now: EpochMs;
  /** `null` where the person may not. */
  actions: { save: RateCardFormProps["action"]; remove: { run(input: Record<string, unknown>): Promise<ActionResult<{ sentence: string }>> }["run"] } | null;
}

/** The bid that stands for a worker whose own process does not answer an auction. */
export function RateCardPanel({ workerId, card, now, actions }: RateCardPanelProps) {
  const shown = card && { price: toDecimal(card.price), minutes: String(card.minutes), note: card.note ?? "" };
  return (
    <Card label="Rate card">
      <CardHead title="Rate card" note={<Badge tone={card ? "ok" : "mute"}>{card ? "bids for it" : "none"}</Badge>} />
      <CardBody className="flex max-w-xl flex-col gap-3">
        {card && <p className="text-body">Asks <b>{formatUsdc(card.price, "detail")} USDC</b> and {formatNoun(card.minutes, "minute")} for a job{card.note ? `: ${card.note}` : "."}</p>}
        {/* After a change by somebody else the fields show what is true now. */}
        {actions && <RateCardForm key={card?.changedAt ?? "none"} workerId={workerId} card={shown} action={actions.save} />}
        {actions && card && <div className="flex"><ActionButton size="sm" label="Remove rate card" pendingLabel="Removing…" action={actions.remove} input={{ workerId }} /></div>}
      </CardBody>
      <CardFoot>
        <span>In an auction it is this worker&apos;s bid when its own process has not answered at the close.</span>
        {card && <span>{card.changedBy}, <TimeText at={card.changedAt} now={now} show="distance" /></span>}
      </CardFoot>
    </Card>
  );
}
