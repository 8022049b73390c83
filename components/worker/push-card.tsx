import { ActionButton } from "@/components/connection/action-button";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardFoot, CardHead } from "@/components/ui/card";
import { TimeText } from "@/components/ui/time-text";
import type { ActionResult } from "@/lib/actions/result";
import type { EpochMs } from "@/lib/core/time";
import type { WorkerPush } from "@/lib/core/worker/worker-view";
import { PushForm, type PushFormProps } from "./push-form";

interface PushCardProps {
  workerId: string;
  push: WorkerPush | null;
  now: EpochMs;
  /** `null` where the person may not, or the worker is retired. */
  actions: { save: PushFormProps["action"]; switchOn: { run(input: Record<string, unknown>): Promise<ActionResult<{ sentence: string }>> }["run"] } | null;
}

/** A signed request to the worker's own address for each order that it may take. */
export function PushCard({ workerId, push, now, actions }: PushCardProps) {
  return (
    <Card label="Signed push">
      <CardHead title="Signed push" note={<Badge tone={push?.isOn ? "ok" : "mute"}>{push === null ? "not set up" : push.isOn ? "on" : "off"}</Badge>} />
      <CardBody className="flex max-w-xl flex-col gap-4">
        {actions === null && <p className="text-body">{push ? `Goes to ${new URL(push.url).host}.` : "The worker's process asks for its orders itself."}</p>}
        {actions && <PushForm workerId={workerId} url={push?.url ?? null} action={actions.save} />}
        {actions && push && (
          <div className="flex">
            <ActionButton size="sm" label={push.isOn ? "Switch off push" : "Switch on push"} pendingLabel="Switching…" action={actions.switchOn} input={{ workerId, on: !push.isOn }} />
          </div>
        )}
      </CardBody>
      <CardFoot>
        {push ? <LastResult push={push} now={now} /> : <span>Optional: the worker&apos;s process can also wait at /api/agent/orders.</span>}
        {push && <span>{push.waiting === 0 ? "Nothing waits" : `${push.waiting} waiting`}</span>}
      </CardFoot>
    </Card>
  );
}

function LastResult({ push: { lastSentAt, lastError }, now }: { push: WorkerPush; now: EpochMs }) {
  if (lastError) return <span className="text-bad">{lastError}</span>;
  if (lastSentAt === null) return <span>Nothing sent yet</span>;
  return <span>Last taken <TimeText at={lastSentAt} now={now} show="distance" /></span>;
}
