import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NotesCard } from "@/components/connection/notes-card";
import { EscrowView } from "@/components/escrow/escrow-view";
import { LiveRefresh } from "@/components/live/live-refresh";
import { OrderPanel } from "@/components/order/order-panel";
import { PageFrame } from "@/components/shell/page-frame";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { isSteppedUp } from "@/lib/core/access/actor";
import { can, PERMISSIONS } from "@/lib/core/access/permissions";
import { isOpen } from "@/lib/core/escrow/states";
import { addMs } from "@/lib/core/time";
import { formatUsdc } from "@/lib/format/money";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { getEscrowAnnotation } from "@/lib/services/escrow/annotate-escrow";
import { getEscrow } from "@/lib/services/escrow/get-escrow";
import { findOrderOfEscrow } from "@/lib/services/order/list-orders";
import { ServiceError } from "@/lib/services/service-error";
import {
  advanceClockAction, annotateEscrowAction, cancelEscrowAction, completeEscrowAction, disputeEscrowAction, releaseEscrowAction,
} from "../actions";

export const metadata: Metadata = { title: "Escrow" };

export default async function EscrowPage({ params }: { params: Promise<{ id: string }> }) {
  const { ctx, operator } = await requireOperatorPage();
  const connection = await getCurrentConnection(ctx);
  const escrow = await getEscrow(ctx, connection.id, (await params).id).catch((error: unknown) => {
    if (error instanceof ServiceError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  const order = await findOrderOfEscrow(ctx, escrow.id);
  const readAtMs = escrow.readAt && isOpen(escrow.state) ? escrow.readAt - connection.clockOffsetMs : null;
  return (
    <PageFrame
      title={`${formatUsdc(escrow.amount)} to ${escrow.payee.name}`} crumb={{ href: "/escrows", label: "Escrows" }}
      freshness={readAtMs === null ? undefined : { source: "Platform record", readAtMs, cadenceMs: 300_000 }}
    >
      <LiveRefresh topics={["escrows", "intents", "connection"]} />
      <EscrowView
        escrow={escrow}
        scene={{
          now: addMs(ctx.now(), connection.clockOffsetMs), renderedAt: ctx.now(), clockOffsetMs: connection.clockOffsetMs,
          dialects: connection.dialects, isSandbox: connection.mode === "sandbox", isFrozen: connection.frozenAt !== null,
          isSteppedUp: isSteppedUp(ctx.actor, ctx.now()), allowed: PERMISSIONS.filter((permission) => can(operator.roles, permission)),
        }}
        actions={{ complete: completeEscrowAction, release: releaseEscrowAction, cancel: cancelEscrowAction, dispute: disputeEscrowAction }}
        advance={advanceClockAction} result={order && <OrderPanel order={order} workerName={escrow.payee.name} now={ctx.now()} />}
      />
      <NotesCard
        id={escrow.id} name={`${formatUsdc(escrow.amount)} to ${escrow.payee.name}`} list="/escrows" facts={await getEscrowAnnotation(ctx, escrow.id)}
        annotate={can(operator.roles, "fleet.annotate") ? annotateEscrowAction : null}
      />
    </PageFrame>
  );
}
