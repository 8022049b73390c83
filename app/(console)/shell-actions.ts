"use server";
import { z } from "zod";
import { redirect } from "next/navigation";
import { defineAction } from "@/lib/actions/define-action";
import { rememberConnection } from "@/lib/auth/current-operator";
import { type Failure, fail, type Result } from "@/lib/core/result";
import { addMs } from "@/lib/core/time";
import { shortenId } from "@/lib/format/ids";
import { formatUsdc } from "@/lib/format/money";
import { workerFiltersSchema } from "@/lib/schemas/list-filters";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { freezeFleet, unfreezeFleet } from "@/lib/services/connection/freeze";
import { listConnectionIds } from "@/lib/services/connection/list-connection-ids";
import { escrowFiltersSchema } from "@/lib/services/escrow/escrow-filters";
import { listEscrows } from "@/lib/services/escrow/list-escrows";
import { stepUp, withStepUp } from "@/lib/services/operator/step-up";
import { listRuns } from "@/lib/services/run/list-runs";
import { runFiltersSchema } from "@/lib/services/run/run-filters";
import { ServiceError } from "@/lib/services/service-error";
import { listWorkers } from "@/lib/services/worker/list-workers";

const FOUND_MAX = 6;

export const freezeFleetAction = defineAction({
  name: "fleet.freeze", permission: "fleet.freeze", schema: z.looseObject({ reason: z.string().trim().max(200).optional() }), revalidate: ["/"],
  run: async ({ reason }, ctx) => freezeFleet(ctx, (await getCurrentConnection(ctx)).id, reason || null),
});

export const unfreezeFleetAction = defineAction({
  name: "fleet.unfreeze", permission: "fleet.unfreeze", schema: z.looseObject({ password: z.string().min(1, "Type your password.").max(1_000) }), revalidate: ["/"],
  run: async ({ password }, ctx, operator): Promise<Result<{ readonly frozen: boolean }, Failure>> => {
    const step = await stepUp(ctx, operator, password);
    return step.ok ? unfreezeFleet(withStepUp(ctx, step.value.steppedUpAt), (await getCurrentConnection(ctx)).id) : fail(step.failure);
  },
});

/** From now on every page shows this connection. It chooses a view and changes nothing, so it is not audited. */
export const chooseConnectionAction = defineAction({
  name: "connection.choose", permission: "fleet.read", schema: z.looseObject({ connectionId: z.string().max(64) }),
  run: async ({ connectionId }, ctx) => {
    if (!(await listConnectionIds(ctx)).includes(connectionId)) throw new ServiceError("NOT_FOUND", "This connection is not in use. Choose another one.");
    await rememberConnection(connectionId);
    redirect("/");
  },
});

/** Workers, runs and escrows whose name or id has the text, for the palette. */
export const findAnythingAction = defineAction({
  name: "palette.find", permission: "fleet.read", schema: z.looseObject({ text: z.string().trim().min(2).max(120) }),
  run: async ({ text }, ctx) => {
    const connection = await getCurrentConnection(ctx);
    const now = addMs(ctx.now(), connection.clockOffsetMs);
    const [workers, runs, escrows] = await Promise.all([
      listWorkers(ctx, connection.id, workerFiltersSchema.parse({ q: text, size: "25" }), { view: "fleet", now }),
      listRuns(ctx, connection.id, runFiltersSchema.parse({ q: text }), FOUND_MAX),
      listEscrows(ctx, connection.id, escrowFiltersSchema.parse({ q: text }), { now, size: FOUND_MAX }),
    ]);
    return [
      ...workers.rows.slice(0, FOUND_MAX).map(({ id, name, state }) => ({ href: `/workers/${id}`, title: name, kind: "worker", note: state })),
      ...runs.rows.map(({ id, number, name, state }) => ({ href: `/runs/${id}`, title: name, kind: "run", note: `#${number}, ${state}` })),
      ...escrows.rows.map((row) => ({
        href: `/escrows/${row.id}`, title: `${formatUsdc(row.amount)} to ${row.payeeName}`, kind: "escrow", note: `${row.state}, ${shortenId(row.upstreamId ?? row.id)}`,
      })),
    ];
  },
});
