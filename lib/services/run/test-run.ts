import { newId } from "@/lib/core/ids";
import { settle } from "@/lib/core/escrow/settlement";
import { fromWire, usdc } from "@/lib/core/money";
import { flattenPlan } from "@/lib/core/run/flatten";
import { addMs, type EpochMs, HOUR_MS, MINUTE_MS } from "@/lib/core/time";
import type { Prisma } from "@/lib/db/generated/client";
import { insertEscrow } from "@/lib/db/rows/escrow-rows";
import { runPlanSchema, toPlanJson } from "@/lib/schemas/run-plan";
import type { ServiceContext } from "../context";

type Asking = Pick<ServiceContext, "db" | "now" | "random">;

/** Where rows of a test's run belong. */
export interface RunStage {
  readonly ctx: Asking;
  readonly connectionId: string;
  readonly orchestratorId: string;
  /** Ids by name. */
  readonly agents: Map<string, string>;
}

export function openRunStage(ctx: Asking, connectionId: string, orchestratorId: string): RunStage {
  return { ctx, connectionId, orchestratorId, agents: new Map() };
}

/** A worker's row, made when it is first named. */
export async function agentOf({ ctx, connectionId, agents }: RunStage, name: string): Promise<string> {
  const known = agents.get(name) ?? (await ctx.db.agent.findFirst({ where: { connectionId, name } }))?.id;
  if (known) return known;
  const id = newId("agent", ctx.now(), ctx.random);
  await ctx.db.agent.create({ data: { id, connectionId, kind: "worker", name, role: "trading", state: "live", capabilities: [], createdAt: new Date(ctx.now()) } });
  agents.set(name, id);
  return id;
}

/** A run of a plan as its start would write it: every leg waits. Agents of the plan are named. */
export async function addRun(stage: RunStage, plan: Readonly<Record<string, unknown>>, more: Partial<Prisma.RunUncheckedCreateInput> = {}): Promise<string> {
  const { ctx, connectionId } = stage;
  const parsed = runPlanSchema.parse(plan);
  const legs = flattenPlan(parsed);
  const id = newId("run", ctx.now(), ctx.random);
  const budgetMicros = legs.filter(({ payer }) => payer.kind === "orchestrator").reduce((sum, { amount }) => sum + amount, 0n);
  await ctx.db.run.create({
    data: {
      id, connectionId, number: 1 + await ctx.db.run.count({ where: { connectionId } }), name: parsed.name, pattern: parsed.root.kind, funding: parsed.funding,
      state: "running", plan: toPlanJson(parsed) as object, idempotencyKey: id, paramsHash: "", budgetMicros, legCount: legs.length,
      createdBy: "opr_test", createdByName: "Test Person", createdAt: new Date(ctx.now()), ...more,
    },
  });
  for (const leg of legs) {
    const candidates = [];
    for (const name of leg.candidates) candidates.push(await agentOf(stage, name));
    await ctx.db.leg.create({
      data: {
        id: newId("leg", ctx.now(), ctx.random), runId: id, connectionId, key: leg.key, nodeKey: leg.nodeKey, label: leg.label, pattern: leg.pattern,
        position: leg.position, state: "waiting", candidates, amountMicros: leg.amount, triesLeft: leg.terms.attempts,
      },
    });
  }
  return id;
}

export interface EscrowWish {
  readonly state: string;
  /** The orchestrator pays unless another agent is named. */
  readonly payer?: string;
  readonly payee: string;
  readonly amount: string;
  readonly dialect?: string;
  readonly hoursLeft?: number;
  readonly refundCause?: string;
  readonly refunded?: string;
}

/** An escrow of a leg in any state, with the leg pointing at it. No platform is asked. */
export async function addEscrow(stage: RunStage, runId: string, legKey: string, wish: EscrowWish): Promise<string> {
  const { ctx, connectionId, orchestratorId } = stage;
  const leg = await ctx.db.leg.findUniqueOrThrow({ where: { runId_key: { runId, key: legKey } } });
  const id = newId("escrow", ctx.now(), ctx.random);
  const { amount, fee, net, referral } = settle(fromWire(wish.amount), true);
  const payerAgentId = wish.payer ? await agentOf(stage, wish.payer) : orchestratorId;
  const payeeAgentId = await agentOf(stage, wish.payee);
  const deadline: EpochMs = addMs(ctx.now(), (wish.hoursLeft ?? 1) * HOUR_MS);
  const data = {
    id, connectionId, dialect: wish.dialect ?? "live", state: wish.state, payerAgentId, payerAccountId: payerAgentId, payeeAgentId,
    payeeUpstreamId: wish.payee, payeeName: wish.payee, amountMicros: amount, feeMicros: fee, netMicros: net, referralMicros: referral, referralBasis: "payer",
    referralAgentId: orchestratorId, refundCause: wish.refundCause ?? null, refundedMicros: wish.refunded ? fromWire(wish.refunded) : null,
    description: `${legKey} of a test`, taskId: id, timeoutHours: 1, onSilence: "refund_minus_fee", runId, legId: leg.id, pattern: leg.pattern,
    deadlineAt: wish.state === "created" ? null : new Date(deadline), lockedAt: new Date(addMs(deadline, -HOUR_MS)), createdAt: new Date(ctx.now()),
  };
  const event = { id: newId("escrowEvent", ctx.now(), ctx.random), kind: wish.state, actorName: "test", note: "", at: new Date(ctx.now()) };
  await ctx.db.$transaction((tx) => insertEscrow(tx, data, event));
  await ctx.db.leg.update({ where: { id: leg.id }, data: { escrowId: id, attempt: { increment: 1 }, payerAgentId: wish.payer ? payerAgentId : null, payeeAgentId } });
  return id;
}

/** An order of a leg's present escrow; the newest one is the leg's. */
export async function addOrder(stage: RunStage, runId: string, legKey: string, more: Partial<Prisma.WorkOrderUncheckedCreateInput> = {}): Promise<string> {
  const { ctx, connectionId } = stage;
  const leg = await ctx.db.leg.findUniqueOrThrow({ where: { runId_key: { runId, key: legKey } } });
  const id = newId("order", ctx.now(), ctx.random);
  const revision = await ctx.db.workOrder.count({ where: { escrowId: leg.escrowId } });
  await ctx.db.workOrder.create({
    data: {
      id, connectionId, escrowId: leg.escrowId, legId: leg.id, workerAgentId: leg.payeeAgentId ?? "", kind: "task", revision, instructions: `Do ${legKey}.`,
      state: "pending", timeoutSeconds: 600, createdBy: "run", createdAt: new Date(addMs(ctx.now(), revision * MINUTE_MS)), ...more,
    },
  });
  await ctx.db.leg.update({ where: { id: leg.id }, data: { orderId: id, revision } });
  return id;
}

export async function patchLeg({ ctx }: RunStage, runId: string, legKey: string, data: Prisma.LegUncheckedUpdateInput): Promise<string> {
  return (await ctx.db.leg.update({ where: { runId_key: { runId, key: legKey } }, data })).id;
}

export async function addBid(stage: RunStage, runId: string, legKey: string, name: string, more: Partial<Prisma.BidUncheckedCreateInput>): Promise<void> {
  const { ctx } = stage;
  const leg = await ctx.db.leg.findUniqueOrThrow({ where: { runId_key: { runId, key: legKey } } });
  await ctx.db.bid.create({
    data: { id: newId("bid", ctx.now(), ctx.random), legId: leg.id, agentId: await agentOf(stage, name), state: "placed", createdAt: new Date(ctx.now()), ...more },
  });
}

export async function addRunEvent({ ctx }: RunStage, runId: string, legKey: string | null, kind: string, note: string, minutesAgo = 0): Promise<void> {
  const at = addMs(ctx.now(), -minutesAgo * MINUTE_MS);
  await ctx.db.runEvent.create({ data: { id: newId("runEvent", at, ctx.random), runId, legKey, kind, note, actor: "run", at: new Date(at) } });
}

/** Micros of a decimal text, for expectations. */
export function micros(decimal: string): bigint {
  return usdc(fromWire(decimal));
}
