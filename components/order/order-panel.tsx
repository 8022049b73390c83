import type { ReactNode } from "react";
import { Card, CardBody, CardFoot, CardHead } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Glyph } from "@/components/ui/glyph";
import { JsonView } from "@/components/ui/json-view";
import { Notice } from "@/components/ui/notice";
import { TimeText } from "@/components/ui/time-text";
import type { Json } from "@/lib/core/order/json-value";
import type { OrderDetail } from "@/lib/core/order/order-view";
import type { EpochMs } from "@/lib/core/time";
import { checksOf, faultsInWords, sizeOf, summaryOf } from "./order-facts";
import { OrderStateBadge } from "./order-state-badge";

interface OrderPanelProps {
  order: OrderDetail;
  workerName: string;
  /** The console's own time. */
  now: EpochMs;
}

/** The work behind an escrow: the result once it is there, before it what was ordered and how far it is. */
export function OrderPanel({ order, workerName, now }: OrderPanelProps) {
  const hasResult = order.resultHash !== null;
  const title = hasResult ? "Result" : "Work order";
  return (
    <Card label={title}>
      <CardHead title={title} note={<OrderStateBadge state={order.state} />} aside={[order.revision > 0 && `revision ${order.revision}`, order.attempts > 0 && `attempt ${order.attempts}`].filter(Boolean).join(", ")} />
      <CardBody className="flex flex-col gap-3">
        {hasResult ? <ResultBody order={order} /> : <WaitingBody order={order} workerName={workerName} now={now} />}
        {order.feedback && <p className="text-second text-ink3">It came back before: {faultsInWords(order.feedback)}.</p>}
        {order.completeNote && <Notice tone="warn" icon="triangle-alert">{order.completeNote}</Notice>}
        <Folded summary="What was ordered">
          <p className="text-table break-words whitespace-pre-wrap text-ink2">{order.instructions}</p>
          {order.input !== null && <JsonView value={order.input} label="Input of the order as JSON" />}
          {order.resultSchema !== null && <JsonView value={order.resultSchema} label="Schema of the result" />}
        </Folded>
      </CardBody>
      <CardFoot>
        <span>{order.closedNote ?? whatNext(order)}</span>
      </CardFoot>
    </Card>
  );
}

function ResultBody({ order }: { order: OrderDetail }) {
  const text = JSON.stringify(order.result, null, 2);
  return (
    <>
      <p className="text-body break-words">{summaryOf(order.result)}</p>
      <ul aria-label="Checks" className="flex flex-col gap-1 text-table text-ink2">
        {checksOf(order).map(({ name, finding }) => (
          <li key={name} className="flex items-center gap-2">
            <Glyph name="check" size={14} className="text-ok" />
            <span>{name}</span>
            <span className="ml-auto text-ink3">{finding}</span>
          </li>
        ))}
      </ul>
      <div className="flex items-center gap-2 border-t border-line pt-2.5 text-second text-ink3">
        <span>result.json · {sizeOf(order.result)} · sha256 <code className="font-mono" title={order.resultHash ?? ""}>{order.resultHash?.slice(0, 12)}</code></span>
        <span className="ml-auto flex items-center gap-1">
          <CopyButton value={order.resultHash ?? ""} label="Copy result hash" />
          <CopyButton value={text} label="Copy result" />
        </span>
      </div>
      <Folded summary="Open result"><JsonView value={order.result} label="Result as JSON" /></Folded>
    </>
  );
}

function WaitingBody({ order, workerName, now }: OrderPanelProps) {
  return (
    <>
      <p className="text-body">{standing(order, workerName)}</p>
      {order.leaseUntil && <p className="text-second text-ink3">Held until <TimeText at={order.leaseUntil} now={now} />, longer with each sign of it.</p>}
      {order.progress !== null && <Progress value={order.progress} />}
      {order.faults.length > 0 && (
        <Notice tone="warn" icon="circle-x">
          The last result was refused: {faultsInWords(order.faults)}.
        </Notice>
      )}
    </>
  );
}

function whatNext({ resultHash, legId }: OrderDetail): string {
  if (legId !== null) return resultHash === null ? "Its run checks the result and decides." : "Its run decides about the result.";
  return resultHash === null ? "Completed is sent when a valid result arrives." : "Release for it, or dispute it.";
}

function Progress({ value }: { value: Json }) {
  return <p className="text-second break-words text-ink3">Progress: {summaryOf(value)}</p>;
}

function standing({ state, attempts }: OrderDetail, workerName: string): string {
  switch (state) {
    case "waiting": return "Offered when the money is locked.";
    case "pending": return attempts === 0 ? `Waits for ${workerName} to claim it.` : `Given back without a result. Waits for ${workerName} again.`;
    case "claimed": return `${workerName} has claimed it.`;
    case "in_progress": return `${workerName} is working on it.`;
    default: return "Ended without a result.";
  }
}

function Folded({ summary, children }: { summary: string; children: ReactNode }) {
  return (
    <details className="text-table">
      <summary className="cursor-pointer text-accent">{summary}</summary>
      <div className="mt-2 flex flex-col gap-2">{children}</div>
    </details>
  );
}
