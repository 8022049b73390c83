import type { ReactNode } from "react";
import { MoneyAtRisk } from "@/components/status/money-at-risk";
import { Badge } from "@/components/ui/badge";
import type { GlyphName } from "@/components/ui/glyph-names";
import { TextLink } from "@/components/ui/text-link";
import { TimeText } from "@/components/ui/time-text";
import type { Tone } from "@/components/ui/tone";
import { usdc } from "@/lib/core/money";
import { type EpochMs, toEpochMs } from "@/lib/core/time";

export interface ListedAlert {
  readonly id: string;
  readonly word: string;
  readonly severity: string;
  readonly title: string;
  readonly body: string;
  readonly whatToDo: string;
  readonly href: string | null;
  readonly amountAtRiskMicros: bigint;
  readonly raisedAt: Date;
  readonly resolvedAt: Date | null;
  readonly resolvedBy: string | null;
  readonly isUnknown: boolean;
}

const LOOKS: Readonly<Record<string, { tone: Tone; icon: GlyphName }>> = {
  critical: { tone: "bad", icon: "triangle-alert" }, warning: { tone: "warn", icon: "triangle-alert" }, info: { tone: "info", icon: "info" },
};

/** What is wrong, what to do about it, and where. */
export function AlertList({ alerts, now, action }: { alerts: readonly ListedAlert[]; now: EpochMs; action: (alert: ListedAlert) => ReactNode }) {
  return (
    <ul>
      {alerts.map((alert) => (
        <li key={alert.id} className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line px-3.5 py-3 last:border-0">
          <span className="w-32 shrink-0 pt-0.5">
            <SeverityBadge alert={alert} />
          </span>
          <div className="min-w-0 flex-1 basis-72">
            <p className="text-body font-medium">{alert.href ? <TextLink href={alert.href} className="text-ink!">{alert.title}</TextLink> : alert.title}</p>
            <p className="text-table text-ink2">{alert.body}</p>
            {alert.resolvedAt === null && <p className="mt-0.5 text-table text-ink3">{alert.whatToDo}</p>}
            <p className="mt-0.5 text-second text-ink3">
              Raised <TimeText at={toEpochMs(alert.raisedAt.getTime())} now={now} />
              {alert.resolvedAt && (
                <>
                  . Closed by {alert.resolvedBy ?? "somebody"} <TimeText at={toEpochMs(alert.resolvedAt.getTime())} now={now} />
                </>
              )}
            </p>
          </div>
          {alert.amountAtRiskMicros > 0n && <MoneyAtRisk amount={usdc(alert.amountAtRiskMicros)} words="at risk" />}
          <span className="flex gap-1.5">{action(alert)}</span>
        </li>
      ))}
    </ul>
  );
}

function SeverityBadge({ alert }: { alert: ListedAlert }) {
  if (alert.resolvedAt) return <Badge tone="mute" icon="circle-check">{alert.word}</Badge>;
  if (alert.isUnknown) return <Badge tone="unk" icon="circle-question-mark" dashed>{alert.word}</Badge>;
  const look = LOOKS[alert.severity] ?? { tone: "warn", icon: "triangle-alert" };
  return <Badge tone={look.tone} icon={look.icon}>{alert.word}</Badge>;
}
