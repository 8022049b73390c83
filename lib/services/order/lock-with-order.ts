import { newId } from "@/lib/core/ids";
import { fail, ok } from "@/lib/core/result";
import type { Prisma } from "@/lib/db/generated/client";
import type { CreatedEscrow } from "@/lib/purpleflea/commands";
import type { PlatformAnswer } from "@/lib/purpleflea/records";
import { orderFields } from "@/lib/schemas/order";
import type { z } from "zod";
import type { CommandSpec, PrepareScope } from "../command-spec";
import { lockEscrowInput } from "../escrow/escrow-input";
import { lockEscrowCommand } from "../escrow/lock";
import type { LockPlan } from "../escrow/lock-plan";
import type { LockedEscrow } from "../escrow/record-lock";
import { moveOrder } from "./order-row";

export const lockWithOrderInput = lockEscrowInput.extend(orderFields);

type LockWithOrderInput = z.output<typeof lockWithOrderInput>;

/**
 * *Lock funds*, with the work order of the form if there is one: the order is written with the intent and offered to the
 * worker with the lock. The reconciler settles it as every lock; `followOrders` then brings its order in line.
 * Errors: those of `lockEscrowCommand`, `NO_INSTRUCTIONS`, `NOT_AN_OWN_WORKER`.
 */
export const lockWithOrderCommand: CommandSpec<LockWithOrderInput, LockPlan, PlatformAnswer<CreatedEscrow>, LockedEscrow> = {
  ...lockEscrowCommand,
  input: lockWithOrderInput,
  prepare: async (input, scope) => {
    const { orderInstructions, orderInput, orderSchema, orderMinutes: _minutes, ...terms } = input;
    const hasOrder = orderInstructions !== null;
    if (!hasOrder && (orderInput !== null || orderSchema !== null)) {
      return fail({ code: "NO_INSTRUCTIONS", message: "A work order needs instructions. Nothing was sent. Write them, or leave its other fields empty." });
    }
    const prepared = await lockEscrowCommand.prepare(terms, scope);
    if (!prepared.ok || !hasOrder) return prepared;
    const worker = await findOwnWorker(scope, prepared.value.plan);
    if (worker === null) {
      return fail({ code: "NOT_AN_OWN_WORKER", message: "Only a worker of this fleet can take a work order. Nothing was sent. Choose one as payee, or send no order." });
    }
    const order = toOrderRow(input, scope, { escrowId: prepared.value.plan.escrowId, workerAgentId: worker });
    const { stage } = prepared.value;
    return ok({
      ...prepared.value, summary: `${prepared.value.summary}, with a work order`,
      stage: async (rows, at) => {
        await stage?.(rows, at);
        await rows.tx.workOrder.create({ data: order });
      },
    });
  },
  record: async (scope, plan, answer) => {
    const locked = await lockEscrowCommand.record(scope, plan, answer);
    if (locked.state !== "locked") return locked;
    const order = await scope.rows.tx.workOrder.findFirst({ where: { escrowId: plan.escrowId } });
    if (order?.state === "waiting") await moveOrder(scope.rows.tx, scope.ctx, order, { event: "offer", patch: {} });
    return locked;
  },
  recordFailure: async (scope, plan, failure) => {
    await lockEscrowCommand.recordFailure?.(scope, plan, failure);
    if (failure.outcome !== "rejected") return;
    const order = await scope.rows.tx.workOrder.findFirst({ where: { escrowId: plan.escrowId } });
    if (order?.state !== "waiting") return;
    const patch = { closedAt: new Date(scope.at), closedNote: "The lock was refused" };
    await moveOrder(scope.rows.tx, scope.ctx, order, { event: "cancel", patch });
  },
};

async function findOwnWorker({ tx, connection }: PrepareScope, { payeeUpstreamId }: LockPlan): Promise<string | null> {
  const account = await tx.agentAccount.findFirst({
    where: { connectionId: connection.id, upstreamId: payeeUpstreamId, agent: { kind: "worker" }, keys: { some: { retiredAt: null } } }, select: { agentId: true },
  });
  return account?.agentId ?? null;
}

function toOrderRow(input: LockWithOrderInput, { ctx, connection }: PrepareScope, ids: { escrowId: string; workerAgentId: string }): Prisma.WorkOrderUncheckedCreateInput {
  return {
    ...ids, id: newId("order", ctx.now(), ctx.random), connectionId: connection.id, kind: "task", instructions: input.orderInstructions ?? "", state: "waiting",
    ...(input.orderInput === null ? {} : { input: input.orderInput as Prisma.InputJsonValue }),
    ...(input.orderSchema === null ? {} : { resultSchema: input.orderSchema as Prisma.InputJsonObject }),
    timeoutSeconds: input.orderMinutes * 60, createdBy: ctx.actor.name, createdAt: new Date(ctx.now()),
  };
}
