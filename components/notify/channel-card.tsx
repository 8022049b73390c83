import type { ReactNode } from "react";
import { ActionButton } from "@/components/connection/action-button";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardFoot, CardHead } from "@/components/ui/card";
import { TimeText } from "@/components/ui/time-text";
import type { EpochMs } from "@/lib/core/time";
import type { ActionResult } from "@/lib/actions/result";
import type { ListedChannel } from "@/lib/core/notify/channels";

type Action = { run(input: Record<string, unknown>): Promise<ActionResult<{ sentence: string }>> }["run"];

interface ChannelCardProps {
  title: string;
  channel: ListedChannel;
  now: EpochMs;
  actions: { readonly switchOn: Action; readonly sendTest: Action };
  children: ReactNode;
}

/** One way out: its form, its switch, its test, and how the last attempt went. */
export function ChannelCard({ title, channel, now, actions, children }: ChannelCardProps) {
  const { kind, target, isOn, waiting } = channel;
  return (
    <Card label={title}>
      <CardHead title={title} note={<Badge tone={isOn ? "ok" : "mute"}>{target === null ? "not set up" : isOn ? "on" : "off"}</Badge>} />
      <CardBody className="flex flex-col gap-4">
        {children}
        {target !== null && (
          <div className="flex flex-wrap gap-2">
            <ActionButton label="Send test" pendingLabel="Sending…" action={actions.sendTest} input={{ kind }} />
            <ActionButton label={isOn ? "Switch off" : "Switch on"} pendingLabel="Switching…" action={actions.switchOn} input={{ kind, on: !isOn }} />
          </div>
        )}
      </CardBody>
      <CardFoot>
        <LastResult channel={channel} now={now} />
        <span>{waiting === 0 ? "Nothing waits" : `${waiting} waiting`}</span>
      </CardFoot>
    </Card>
  );
}

function LastResult({ channel: { lastSentAt, lastError }, now }: { channel: ListedChannel; now: EpochMs }) {
  if (lastError) return <span className="text-bad">{lastError}</span>;
  if (lastSentAt === null) return <span>Nothing sent yet</span>;
  return <span>Last taken <TimeText at={lastSentAt} now={now} show="distance" /></span>;
}
